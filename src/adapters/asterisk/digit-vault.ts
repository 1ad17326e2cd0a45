/**
 * Where keys wait. Clients type `account#PIN#` ahead, so a key may belong to a PIN before its question is asked: keys stay
 * here, by channel, until a slot asks for them, and leave by a plain slot only. What is keyed into a slot that hides its digits
 * (an account, a PIN) is held by the slot's id until who asked closes the slot. Times are monotonic milliseconds.
 *
 *   key --> [slot open?] --no--> buffer (64 keys, 60 s each) --openSlot drains it-->\
 *                \--yes---------------------------------------------------------> slot --> key, slot-complete
 *                                                              hidden: digits -----> held, by slot id, 60 s after the last key
 */
import type { SlotSpec } from '../../core/call/commands.ts';

export const maxBufferedKeys = 64;
export const keepMs = 60_000;
/** Old, new, new again, an account and a phone number at once, and room for slots that nobody closed. */
export const maxHeldSlots = 8;
const swallowMs = 3_000;

/** What the vault tells of a key; never the digit of a secret slot or of a key that waits. */
export type VaultNews =
  | { readonly kind: 'key'; readonly channelId: string; readonly slot: string; readonly digit: string | null }
  | { readonly kind: 'slot-complete'; readonly channelId: string; readonly slot: string; readonly length: number; readonly by: string | null; readonly exact?: string }
  | { readonly kind: 'key-waiting'; readonly channelId: string };

interface OpenSlot {
  readonly spec: SlotSpec;
  length: number;
}

interface Held {
  digits: string;
  at: number;
}

interface Drawer {
  buffer: { readonly digit: string; readonly at: number }[];
  open: OpenSlot | null;
  /** Digits of hidden slots, oldest first: each until closeSlot, or 60 s after its last key. */
  readonly held: Map<string, Held>;
  /** After completion by length: an ending key that follows at once belongs to the finished input. */
  swallow: { readonly terminators: string; readonly until: number } | null;
}

export interface DigitVault {
  hear(channelId: string, key: { digit: string; at: number }): readonly VaultNews[];
  open(channelId: string, spec: SlotSpec, at: number): readonly VaultNews[];
  /** A pause ended the input (or `by`): no more keys, and what is held stays. */
  end(channelId: string, slot: string, by?: string): readonly VaultNews[];
  /** Ends the slot; what it holds is forgotten. */
  close(channelId: string, slot: string): void;
  /** Empties the buffer; the open slot and what is held stay. */
  clear(channelId: string): void;
  /** Digits of a hidden slot, for the one act that takes them. null: never keyed, or no longer kept. */
  heldOf(channelId: string, slot: string): string | null;
  /** Hang-up or error: nothing of the channel is kept. */
  forget(channelId: string): void;
  /** Drops what is older than 60 s. */
  expire(at: number): void;
  /** When `expire` has something to do next. */
  nextExpiry(): number | null;
  /** Channels of which something is kept. */
  channels(): readonly string[];
}

const emptyDrawer = (): Drawer => ({ buffer: [], open: null, held: new Map(), swallow: null });

/** Of hidden digits only a whole input that means something by itself (0 for a person) is told. */
function complete(channelId: string, drawer: Drawer, { spec, length }: OpenSlot, by: string | null): VaultNews {
  const whole = drawer.held.get(spec.slot)?.digits;
  const exact = whole !== undefined && spec.exact?.includes(whole) === true ? { exact: whole } : {};
  return { kind: 'slot-complete', channelId, slot: spec.slot, length, by, ...exact };
}

/** A key enters the open slot; tells what becomes of it. */
function enter(channelId: string, drawer: Drawer, open: OpenSlot, key: { digit: string; at: number; now: number }): readonly VaultNews[] {
  const { slot, slotClass, terminators, maxDigits } = open.spec;
  const secret = slotClass !== 'plain';
  if (terminators.includes(key.digit)) {
    drawer.open = null;
    return [complete(channelId, drawer, open, key.digit)];
  }
  open.length += 1;
  const held = drawer.held.get(slot);
  if (held !== undefined) {
    held.digits += key.digit;
    held.at = key.now;
  }
  const news: VaultNews[] = [{ kind: 'key', channelId, slot, digit: secret ? null : key.digit }];
  if (open.length >= maxDigits) {
    drawer.open = null;
    drawer.swallow = { terminators, until: key.now + swallowMs };
    news.push(complete(channelId, drawer, open, null));
  }
  return news;
}

/** Whether the key is only the ending key of an input that its length has completed. Ends the wait for one. */
function isSwallowed(drawer: Drawer, digit: string, now: number): boolean {
  const { swallow } = drawer;
  drawer.swallow = null;
  return swallow !== null && now <= swallow.until && swallow.terminators.includes(digit);
}

/** A slot opened again begins from nothing. */
function hold({ held }: Drawer, slot: string, at: number): void {
  held.delete(slot);
  held.set(slot, { digits: '', at });
  for (const oldest of held.keys()) {
    if (held.size <= maxHeldSlots) return;
    held.delete(oldest);
  }
}

function drain(channelId: string, drawer: Drawer, now: number): readonly VaultNews[] {
  const news: VaultNews[] = [];
  for (;;) {
    const [key] = drawer.buffer;
    if (key === undefined || (drawer.open === null && drawer.swallow === null)) return news;
    if (drawer.open === null && drawer.swallow?.terminators.includes(key.digit) !== true) {
      drawer.swallow = null;
      return news;
    }
    drawer.buffer.shift();
    if (isSwallowed(drawer, key.digit, now) || drawer.open === null) continue;
    news.push(...enter(channelId, drawer, drawer.open, { ...key, now }));
  }
}

function expireDrawer(drawer: Drawer, at: number): void {
  drawer.buffer = drawer.buffer.filter((key) => key.at + keepMs > at);
  for (const [slot, held] of drawer.held) if (held.at + keepMs <= at) drawer.held.delete(slot);
  if (drawer.swallow !== null && drawer.swallow.until < at) drawer.swallow = null;
}

export function createDigitVault(): DigitVault {
  const drawers = new Map<string, Drawer>();
  const drawerOf = (channelId: string): Drawer => {
    const drawer = drawers.get(channelId) ?? emptyDrawer();
    drawers.set(channelId, drawer);
    return drawer;
  };
  const tidy = (channelId: string, drawer: Drawer): void => {
    if (drawer.buffer.length === 0 && drawer.open === null && drawer.held.size === 0 && drawer.swallow === null) drawers.delete(channelId);
  };

  return {
    hear(channelId, { digit, at }) {
      const drawer = drawerOf(channelId);
      expireDrawer(drawer, at);
      if (isSwallowed(drawer, digit, at)) return [];
      if (drawer.open !== null) return enter(channelId, drawer, drawer.open, { digit, at, now: at });
      if (drawer.buffer.length < maxBufferedKeys) drawer.buffer.push({ digit, at });
      return [{ kind: 'key-waiting', channelId }];
    },
    open(channelId, spec, at) {
      const drawer = drawerOf(channelId);
      expireDrawer(drawer, at);
      drawer.open = { spec, length: 0 };
      if (spec.slotClass !== 'plain') hold(drawer, spec.slot, at);
      else drawer.held.delete(spec.slot);
      return drain(channelId, drawer, at);
    },
    end(channelId, slot, by) {
      const drawer = drawers.get(channelId);
      if (drawer?.open?.spec.slot !== slot) return [];
      const { open } = drawer;
      drawer.open = null;
      return [complete(channelId, drawer, open, by ?? null)];
    },
    close(channelId, slot) {
      const drawer = drawers.get(channelId);
      if (drawer === undefined) return;
      if (drawer.open?.spec.slot === slot) drawer.open = null;
      drawer.held.delete(slot);
      tidy(channelId, drawer);
    },
    clear(channelId) {
      const drawer = drawers.get(channelId);
      if (drawer === undefined) return;
      drawer.buffer = [];
      tidy(channelId, drawer);
    },
    heldOf: (channelId, slot) => drawers.get(channelId)?.held.get(slot)?.digits ?? null,
    forget: (channelId) => { drawers.delete(channelId); },
    expire(at) {
      for (const [channelId, drawer] of drawers) {
        expireDrawer(drawer, at);
        tidy(channelId, drawer);
      }
    },
    nextExpiry() {
      const times = [...drawers.values()].flatMap(({ buffer, held, swallow }) => [
        ...buffer.map((key) => key.at + keepMs), ...[...held.values()].map(({ at }) => at + keepMs), ...(swallow === null ? [] : [swallow.until + 1]),
      ]);
      return times.length === 0 ? null : Math.min(...times);
    },
    channels: () => [...drawers.keys()],
  };
}
