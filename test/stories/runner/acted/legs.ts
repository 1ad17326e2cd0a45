/** Legs, clips, bridges and recordings of the acted exchange, and how long each caller hears nothing. */
import type { SlotSpec } from '../../../../src/core/call/commands.ts';
import type { LegEnd } from '../../../../src/core/call/events.ts';
import type { CommandOutcome, TelephonyEvent, TelephonySnapshot } from '../../../../src/app/ports.ts';

export type LegKind = 'caller' | 'seat' | 'trunk';

interface Leg {
  readonly kind: LegKind;
  isUp: boolean;
  isDialled: boolean;
  timer: NodeJS.Timeout | undefined;
  /** Since when its party hears nothing; null: hears something. */
  silentSince: number | null;
}

/** Those at the other ends: what they do when something happens to them. */
export interface People {
  onRing?(channelId: string, kind: LegKind): void;
  onSlot?(channelId: string, spec: SlotSpec): void;
  onBridged?(channelIds: readonly string[]): void;
  onGone?(channelId: string, kind: LegKind): void;
}

const DONE: CommandOutcome = { kind: 'done' };
const GONE: CommandOutcome = { kind: 'gone' };
const CLIP_MS = 500;
const DIAL_OVER = { cause: 19, sipCode: null };

export type Legs = ReturnType<typeof createLegs>;

export function createLegs(emit: (event: TelephonyEvent) => void) {
  const legs = new Map<string, Leg>();
  const plays = new Map<string, { channelId: string; timer: NodeJS.Timeout }>();
  const bridges = new Map<string, Set<string>>();
  const monitored = new Map<string, string>();
  /** Ears, by the leg they are at. */
  const ears = new Map<string, string>();
  const dialled: string[] = [];
  const recorded: string[] = [];
  /** When the leg of each kind was last there. */
  const goneAt: Record<LegKind, number> = { caller: 0, seat: 0, trunk: 0 };
  const people: People = {};
  let longestSilenceMs = 0;

  const inBridge = (channelId: string): boolean => [...bridges.values()].some((members) => members.has(channelId) && members.size > 1);
  /** Called after every change. */
  const listen = (): void => {
    const now = performance.now();
    for (const [channelId, leg] of legs) {
      const hears = !leg.isUp || inBridge(channelId) || [...plays.values()].some((play) => play.channelId === channelId);
      if (leg.silentSince !== null) longestSilenceMs = Math.max(longestSilenceMs, now - leg.silentSince);
      leg.silentSince = hears ? null : (leg.silentSince ?? now);
    }
  };
  const enter = (channelId: string, kind: LegKind): void => {
    legs.set(channelId, { kind, isUp: false, isDialled: false, timer: undefined, silentSince: null });
  };
  const has = (channelId: string): CommandOutcome => (legs.has(channelId) ? DONE : GONE);

  const answer = (channelId: string): CommandOutcome => {
    const leg = legs.get(channelId);
    if (leg === undefined) return GONE;
    clearTimeout(leg.timer);
    if (leg.isUp) return DONE;
    leg.isUp = true;
    listen();
    emit({ kind: 'leg-answered', at: 0, channelId });
    return DONE;
  };
  const stopPlay = (playbackId: string, outcome: 'done' | 'failed'): CommandOutcome => {
    const play = plays.get(playbackId);
    if (play === undefined) return GONE;
    clearTimeout(play.timer);
    plays.delete(playbackId);
    listen();
    emit({ kind: 'playback-ended', at: 0, playbackId, outcome });
    return DONE;
  };
  const end = (channelId: string, how: LegEnd): CommandOutcome => {
    const leg = legs.get(channelId);
    if (leg === undefined) return GONE;
    clearTimeout(leg.timer);
    listen();
    legs.delete(channelId);
    goneAt[leg.kind] = performance.now();
    monitored.delete(channelId);
    for (const members of bridges.values()) members.delete(channelId);
    emit({ kind: 'leg-ended', at: 0, channelId, end: how });
    for (const [playbackId, play] of plays) if (play.channelId === channelId) stopPlay(playbackId, 'failed');
    listen();
    people.onGone?.(channelId, leg.kind);
    ears.delete(channelId);
    for (const [ear, of] of [...ears]) if (of === channelId) end(ear, { cause: 16, sipCode: null });
    return DONE;
  };

  return {
    people, dialled, recorded, has, answer, end, stopPlay,
    arrive: (channelId: string) => {
      enter(channelId, 'caller');
      emit({ kind: 'call-arrived', at: 0, channelId, from: '13800138000', to: '95500', isUp: false });
    },
    /** As the vault hands keys out: none of a hidden slot. */
    press: (channelId: string, { slot, slotClass }: SlotSpec, keys: string, by: string | null) => {
      for (const digit of keys) emit({ kind: 'key', at: 0, channelId, slot, digit: slotClass === 'plain' ? digit : null });
      emit({ kind: 'slot-complete', at: 0, channelId, slot, length: keys.length, by });
    },
    create: (channelId: string, kind: LegKind): CommandOutcome => {
      if (legs.has(channelId)) return DONE;
      enter(channelId, kind);
      emit({ kind: 'leg-entered', at: 0, channelId });
      return DONE;
    },
    /** Ends with the leg it is at. */
    createEar: (channelId: string, ofChannelId: string): CommandOutcome => {
      if (!legs.has(ofChannelId)) return GONE;
      if (legs.has(channelId)) return DONE;
      enter(channelId, 'seat');
      ears.set(channelId, ofChannelId);
      emit({ kind: 'leg-entered', at: 0, channelId });
      return DONE;
    },
    /** Dialled twice is dialled once. */
    dial: (channelId: string, timeoutMs: number): CommandOutcome => {
      const leg = legs.get(channelId);
      if (leg === undefined) return GONE;
      if (leg.isDialled) return DONE;
      leg.isDialled = true;
      dialled.push(channelId);
      leg.timer = setTimeout(() => end(channelId, DIAL_OVER), timeoutMs);
      emit({ kind: 'leg-ringing', at: 0, channelId });
      people.onRing?.(channelId, leg.kind);
      return DONE;
    },
    play: ({ channelId, playbackId, clips }: { channelId: string; playbackId: string; clips: readonly string[] }): CommandOutcome => {
      if (!legs.has(channelId)) return GONE;
      if (plays.has(playbackId)) return DONE;
      plays.set(playbackId, { channelId, timer: setTimeout(() => stopPlay(playbackId, 'done'), clips.length * CLIP_MS) });
      listen();
      return DONE;
    },
    openSlot: (channelId: string, spec: SlotSpec): CommandOutcome => {
      if (!legs.has(channelId)) return GONE;
      people.onSlot?.(channelId, spec);
      return DONE;
    },
    createBridge: (bridgeId: string): CommandOutcome => {
      if (!bridges.has(bridgeId)) bridges.set(bridgeId, new Set());
      return DONE;
    },
    addToBridge: (bridgeId: string, channelIds: readonly string[]): CommandOutcome => {
      const members = bridges.get(bridgeId);
      if (members === undefined) return GONE;
      if (channelIds.some((channelId) => !legs.has(channelId))) return { kind: 'not-possible', detail: 'http 400' };
      for (const channelId of channelIds) members.add(channelId);
      listen();
      if (members.size > 1) people.onBridged?.([...members]);
      return DONE;
    },
    /** The leg's own clips are stopped first. */
    removeFromBridge: (bridgeId: string, channelId: string): CommandOutcome => {
      for (const [playbackId, play] of plays) if (play.channelId === channelId) stopPlay(playbackId, 'done');
      const members = bridges.get(bridgeId);
      members?.delete(channelId);
      listen();
      return members === undefined ? GONE : DONE;
    },
    destroyBridge: (bridgeId: string): CommandOutcome => {
      const was = bridges.delete(bridgeId);
      listen();
      return was ? DONE : GONE;
    },
    record: (channelId: string, path: string): CommandOutcome => {
      if (!legs.has(channelId)) return GONE;
      if (monitored.get(channelId) !== path) recorded.push(path);
      monitored.set(channelId, path);
      return DONE;
    },
    /** What a command is about went just before it came. */
    vanish: (subject: string) => {
      if (plays.has(subject)) stopPlay(subject, 'failed');
      if (bridges.delete(subject)) listen();
      end(subject, { cause: 44, sipCode: null });
    },
    snapshot: (asked: readonly string[]): TelephonySnapshot => ({
      channels: [...legs].map(([channelId, { isUp, kind }]) => ({ channelId, isUp, inOurApp: true, from: '13800138000', to: '95500', ageMs: kind === 'caller' ? 60_000 : 1 })),
      bridges: [...bridges].map(([bridgeId, members]) => ({ bridgeId, channelIds: [...members] })),
      playbacks: asked.filter((playbackId) => plays.has(playbackId)),
    }),
    /** How long an agent's phone rang or was up after the last client was gone. */
    seatOutlivedMs: () => goneAt.seat - Math.max(goneAt.caller, goneAt.trunk),
    hasMetClient: () => goneAt.caller + goneAt.trunk > 0,
    left: () => [...legs.keys(), ...bridges.keys(), ...plays.keys()],
    kindOf: (channelId: string) => legs.get(channelId)?.kind,
    ofKind: (kind: LegKind) => [...legs].filter(([, leg]) => leg.kind === kind).map(([channelId]) => channelId),
    longestSilenceMs: () => {
      listen();
      return longestSilenceMs;
    },
  };
}
