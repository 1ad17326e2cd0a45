/**
 * What is known of every channel in our app, so that each thing that happens to a leg is told exactly once, and its end with
 * the best cause. Asterisk tells an end up to four times (two hang-up requests, StasisEnd, ChannelDestroyed), each with
 * another part of the truth:
 *
 *   expected --enter--> in --requestHangup*--> ending --leave--> (grace) --destroy--> told
 */
import type { LegEnd } from '../../core/call/events.ts';
import { bestEnd, noteRequest, type EndNotes } from './leg-end.ts';

export type LegNews =
  | { readonly kind: 'leg-entered' | 'leg-ringing' | 'leg-answered'; readonly channelId: string }
  | { readonly kind: 'leg-ended'; readonly channelId: string; readonly end: LegEnd };

interface Leg extends EndNotes {
  isIn: boolean;
  isUp: boolean;
  isRinging: boolean;
  /** Its whole life was seen by this process. */
  isBornHere: boolean;
  /** The events socket was cut while it lived: the next snapshot says whether it still does. */
  isDoubtful: boolean;
  isHandedBack: boolean;
  dialled: string;
  grace: NodeJS.Timeout | null;
  /** To be told after its end. */
  readonly after: (() => void)[];
}

/** ChannelDestroyed follows StasisEnd within milliseconds; without a subscription it never comes. */
const graceMs = 300;
const rememberedEnds = 5_000;

export interface LegBook {
  /** Minted by us and about to be created. */
  expect(channelId: string): void;
  /** The creation was refused. */
  unexpect(channelId: string): void;
  /** Its creation got no answer: if it has not come after `limitMs`, it is not waited for any more. */
  expectUntil(channelId: string, limitMs: number): void;
  /** It came into our app. `isFirstTime`: nothing was ever done to it. false: it is in already, this is told again. */
  enter(channelId: string, leg: { isUp: boolean; dialled: string; isFirstTime: boolean }): boolean;
  /** Resolves when the channel has entered our app, or has ended, or after `limitMs`. */
  entered(channelId: string, limitMs: number): Promise<void>;
  changeState(channelId: string, state: string): void;
  requestHangup(channelId: string, request: LegEnd & { soft: boolean }): void;
  /**
   * Runs `act` now, or after the end of a leg that is being hung up: a clip that breaks off because the caller leaves must
   * not be taken for a clip that is over.
   */
  afterEnding(channelId: string, act: () => void): void;
  leave(channelId: string): void;
  destroy(channelId: string, end: LegEnd): void;
  /** It goes back to the dialplan (or does not after all): leaving our app is then its end for us. */
  handBack(channelId: string, isHandedBack: boolean): void;
  /** Number dialled on a channel, also shortly after its end. */
  dialledOf(channelId: string): string | null;
  isBornHere(channelId: string): boolean;
  hasEnded(channelId: string): boolean;
  /** The socket is cut: what lives now may end unseen. */
  doubtAll(): void;
  /** A snapshot listed this channel. */
  confirm(channelId: string, leg: { isUp: boolean; dialled: string }): void;
  /** Forgets legs in doubt that a snapshot did not list; their ends are the reader's to tell. */
  dropDoubtful(): void;
  size(): number;
}

export interface LegBookDeps {
  tell(news: LegNews): void;
  /** Called before an end is told, to clear what else is kept of the channel. */
  onEnd(channelId: string): void;
}

const freshLeg = (isBornHere: boolean): Leg => ({
  isIn: false, isUp: false, isRinging: false, isBornHere, isDoubtful: false, isHandedBack: false, dialled: '', first: null, grace: null, after: [],
});

/** The pages of the book, and the two ways a leg leaves it. */
function createPages(deps: LegBookDeps) {
  const legs = new Map<string, Leg>();
  const ended = new Map<string, { dialled: string }>();
  const waiters = new Map<string, () => void>();
  const close = (channelId: string): void => {
    const leg = legs.get(channelId);
    if (leg?.grace != null) clearTimeout(leg.grace);
    legs.delete(channelId);
    ended.set(channelId, { dialled: leg?.dialled ?? '' });
    const [oldest] = ended.keys();
    if (ended.size > rememberedEnds && oldest !== undefined) ended.delete(oldest);
    waiters.get(channelId)?.();
    deps.onEnd(channelId);
  };
  const end = (channelId: string, destroyed: LegEnd | null): void => {
    if (ended.has(channelId)) return;
    const leg = legs.get(channelId);
    close(channelId);
    deps.tell({ kind: 'leg-ended', channelId, end: bestEnd(leg?.first ?? null, destroyed) });
    for (const act of leg?.after ?? []) act();
  };
  const legOf = (channelId: string): Leg => {
    const leg = legs.get(channelId) ?? freshLeg(false);
    legs.set(channelId, leg);
    return leg;
  };
  return { legs, ended, waiters, close, end, legOf };
}

type Pages = ReturnType<typeof createPages>;

function entered({ waiters }: Pages, channelId: string, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const release = (): void => {
      clearTimeout(timer);
      if (waiters.get(channelId) === release) waiters.delete(channelId);
      resolve();
    };
    const timer = setTimeout(release, limitMs).unref();
    waiters.set(channelId, release);
  });
}

function changeState({ legOf }: Pages, channelId: string, state: string): 'leg-ringing' | 'leg-answered' | null {
  const leg = legOf(channelId);
  if (state === 'Ringing' && !leg.isRinging && !leg.isUp) {
    leg.isRinging = true;
    return 'leg-ringing';
  }
  if (state !== 'Up' || leg.isUp) return null;
  leg.isUp = true;
  return 'leg-answered';
}

function leave({ legOf, end }: Pages, channelId: string): void {
  const leg = legOf(channelId);
  if (leg.isHandedBack) end(channelId, null);
  else leg.grace ??= setTimeout(() => { end(channelId, null); }, graceMs).unref();
}

export function createLegBook(deps: LegBookDeps): LegBook {
  const pages = createPages(deps);
  const { legs, ended, waiters, close, end, legOf } = pages;

  return {
    expect: (channelId) => { if (!legs.has(channelId)) legs.set(channelId, freshLeg(true)); },
    unexpect(channelId) {
      legs.delete(channelId);
      waiters.get(channelId)?.();
    },
    expectUntil(channelId, limitMs) {
      setTimeout(() => { if (legs.get(channelId)?.isIn === false) legs.delete(channelId); }, limitMs).unref();
    },
    enter(channelId, { isUp, dialled, isFirstTime }) {
      // A channel that was handed back and comes again begins anew.
      ended.delete(channelId);
      const leg = legs.get(channelId) ?? freshLeg(isFirstTime);
      legs.set(channelId, leg);
      if (leg.isIn) return false;
      Object.assign(leg, { isIn: true, isUp: leg.isUp || isUp, dialled });
      waiters.get(channelId)?.();
      return true;
    },
    entered: (channelId, limitMs) => (legs.get(channelId)?.isIn === true ? Promise.resolve() : entered(pages, channelId, limitMs)),
    changeState(channelId, state) {
      const kind = ended.has(channelId) ? null : changeState(pages, channelId, state);
      if (kind !== null) deps.tell({ kind, channelId });
    },
    requestHangup(channelId, request) {
      const leg = legs.get(channelId);
      if (leg !== undefined) noteRequest(leg, request);
    },
    afterEnding(channelId, act) {
      const leg = legs.get(channelId);
      if (leg === undefined || leg.first === null) act();
      else leg.after.push(act);
    },
    leave: (channelId) => { if (!ended.has(channelId)) leave(pages, channelId); },
    destroy: end,
    handBack(channelId, isHandedBack) {
      const leg = legs.get(channelId);
      if (leg !== undefined) leg.isHandedBack = isHandedBack;
    },
    dialledOf: (channelId) => legs.get(channelId)?.dialled ?? ended.get(channelId)?.dialled ?? null,
    isBornHere: (channelId) => legs.get(channelId)?.isBornHere === true,
    hasEnded: (channelId) => ended.has(channelId),
    doubtAll() {
      for (const leg of legs.values()) leg.isDoubtful = true;
    },
    confirm(channelId, { isUp, dialled }) {
      if (ended.has(channelId)) return;
      const leg = legOf(channelId);
      Object.assign(leg, { isIn: true, isDoubtful: false, isUp: leg.isUp || isUp, dialled: leg.dialled === '' ? dialled : leg.dialled });
    },
    dropDoubtful() {
      for (const [channelId, leg] of legs) if (leg.isDoubtful) close(channelId);
    },
    size: () => legs.size,
  };
}
