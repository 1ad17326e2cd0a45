import type { StreamMessage } from '../../contract/desk/realtime.ts';
import { screenPopBodySchema, seatStateBodySchema } from '../../contract/desk/realtime.ts';
import { meanLevel } from '../ear/alaw.ts';
import { type HeardFrame, SOUNDING_LEVEL } from '../ear/levels.ts';
import { type DeskClient, signInToDesk } from './desk-client.ts';
import type { DeskAddress } from './desk-door.ts';
import { nowMs } from './pacer.ts';
import { type SeatPhone, openSeatPhone } from './seat-phone.ts';
import type { SeatLeg } from './seat-leg.ts';
import type { SipPeer } from './sip-transport.ts';
import { type Voice, voiceOf } from './voice.ts';

/** What happens at a seat; `atMs` on the lab's monotonic clock. */
export interface SeatEvent {
  atMs: number;
  kind: 'registered' | 'state' | 'pop' | 'ring' | 'answered' | 'talking' | 'ended' | 'desk' | 'second-call';
  detail: Readonly<Record<string, unknown>>;
}

/** What the agent's hand does when the phone rings. */
export type SeatBehaviour = { kind: 'answer'; afterMs: number; hangUpAfterMs?: number } | { kind: 'busy' } | { kind: 'reject' } | { kind: 'no-answer' };

export interface SeatRunOptions {
  extension: string;
  sipPassword: string;
  registrar: SipPeer;
  /** Without it only the phone is there, and nobody makes the seat ready. */
  desk?: DeskAddress & { login: string; password: string };
  behaviour: SeatBehaviour;
  voice?: Voice;
  onEvent?: (event: SeatEvent) => void;
}

export interface SeatRun {
  extension: string;
  behave(behaviour: SeatBehaviour): void;
  events(): readonly SeatEvent[];
  /** The first event that fits, seen already or to come; rejects after `limitMs`. */
  until(fits: (event: SeatEvent) => boolean, limitMs: number): Promise<SeatEvent>;
  /** The call in hand, if any. */
  leg(): SeatLeg | undefined;
  /** Her phone's second call, beside the one in hand: she speaks in it too. Rejects when it is refused. */
  dial(to: string): Promise<SeatLeg>;
  /** Everything heard since the last call came in. */
  frames(): readonly HeardFrame[];
  desk: DeskClient | undefined;
  /** Hangs up, signs the seat out (unless told to leave it) and unregisters. */
  close(options?: { isLeftSignedIn?: boolean }): Promise<void>;
}

/**
 * An agent at a seat: phone registered, signed in at the desk, ready, and doing as told when it rings. Throws when the phone or
 * the desk refuses.
 */
export async function runSeat(options: SeatRunOptions): Promise<SeatRun> {
  const diary = createDiary(options.onEvent);
  const hand = createHand(options, diary.note);
  const phone = await openSeatPhone({
    extension: options.extension,
    password: options.sipPassword,
    registrar: options.registrar,
    onLeg: hand.take,
    onFrame: hand.hear,
  });
  let desk: DeskClient | undefined;
  let leaving: Promise<void> | undefined;
  try {
    await phone.register();
    diary.note('registered', { extension: options.extension });
    if (options.desk) desk = await getReady(options.desk, options.extension, diary.note);
  } catch (error) {
    desk?.close();
    await phone.close();
    throw error;
  }
  return {
    extension: options.extension,
    behave: hand.behave,
    events: diary.events,
    until: diary.until,
    leg: hand.leg,
    async dial(to) {
      const leg = await phone.dial(to);
      leg.rtp.say(options.voice ?? voiceOf(options.extension));
      return leg;
    },
    frames: hand.frames,
    desk,
    close: (how) => (leaving ??= leave({ phone, desk }, how?.isLeftSignedIn === true)),
  };
}

type Note = (kind: SeatEvent['kind'], detail: SeatEvent['detail'], atMs?: number) => void;

async function getReady(access: NonNullable<SeatRunOptions['desk']>, extension: string, note: Note): Promise<DeskClient> {
  const desk = await signInToDesk(access);
  try {
    const { seat } = await desk.seat();
    desk.follow(seat, { row: (row) => noteRow(row, note), live: (isLive) => note('desk', { isLive }) });
    // A page may have been left behind with the seat's phone: who signs in here is rung here.
    if (seat.state.phase === 'signed-out' || seat.phone.kind === 'browser') await desk.change({ action: 'sign-in', extension });
    await desk.change({ action: 'ready' });
    return desk;
  } catch (error) {
    desk.close();
    throw error;
  }
}

function noteRow(row: StreamMessage, note: Note): void {
  const state = row.kind === 'seat-state' ? seatStateBodySchema.safeParse(row.body).data : undefined;
  if (state) note('state', { ...state.state });
  const pop = row.kind === 'screen-pop' ? screenPopBodySchema.safeParse(row.body).data : undefined;
  if (pop) note('pop', { callId: pop.callId, direction: pop.direction, queue: pop.queue, match: pop.match.kind, ivrPath: pop.ivrPath });
}

async function leave(parts: { phone: SeatPhone; desk: DeskClient | undefined }, isLeftSignedIn: boolean): Promise<void> {
  if (parts.desk && !isLeftSignedIn) await parts.desk.change({ action: 'sign-out' }).catch(() => undefined);
  parts.desk?.close();
  await parts.phone.close();
}

function createDiary(onEvent?: (event: SeatEvent) => void) {
  const events: SeatEvent[] = [];
  const watchers = new Set<(event: SeatEvent) => void>();
  return {
    events: (): readonly SeatEvent[] => events,
    note(kind: SeatEvent['kind'], detail: SeatEvent['detail'], atMs = nowMs()): void {
      const event = { atMs, kind, detail };
      events.push(event);
      onEvent?.(event);
      for (const watcher of [...watchers]) watcher(event);
    },
    until(fits: (event: SeatEvent) => boolean, limitMs: number): Promise<SeatEvent> {
      const seen = events.find(fits);
      if (seen) return Promise.resolve(seen);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(watch);
          reject(new Error(`the seat did not see it within ${limitMs} ms; seen: ${events.map(({ kind }) => kind).join(', ')}`));
        }, limitMs);
        const watch = (event: SeatEvent): void => {
          if (!fits(event)) return;
          clearTimeout(timer);
          watchers.delete(watch);
          resolve(event);
        };
        watchers.add(watch);
      });
    },
  };
}

/** The agent's hand and ear: picks up or not, and notes when the first sound comes. */
function createHand(options: SeatRunOptions, note: Note) {
  let behaviour = options.behaviour;
  let current: SeatLeg | undefined;
  let frames: HeardFrame[] = [];
  let hasHeard = true;

  async function pickUp(leg: SeatLeg, hangUpAfterMs: number | undefined): Promise<void> {
    hasHeard = false;
    leg.rtp.say(options.voice ?? voiceOf(options.extension));
    await leg.answer();
    note('answered', { callId: leg.callId });
    if (hangUpAfterMs === undefined) return;
    const timer = setTimeout(() => void leg.hangUp(), hangUpAfterMs);
    void leg.ended.then(() => clearTimeout(timer));
  }

  return {
    behave: (next: SeatBehaviour): void => void (behaviour = next),
    leg: () => current,
    frames: (): readonly HeardFrame[] => frames,
    hear({ atMs, frame }: HeardFrame): void {
      frames.push({ atMs, frame });
      if (hasHeard || !current?.isTalking() || meanLevel(frame) < SOUNDING_LEVEL) return;
      hasHeard = true;
      note('talking', { callId: current.callId }, atMs);
    },
    take(leg: SeatLeg): void {
      // One line: a second call meets a busy phone and leaves the first alone.
      if (current) {
        note('second-call', { callId: leg.callId, from: leg.from, during: current.callId }, leg.invitedAtMs);
        return leg.refuse(486);
      }
      current = leg;
      frames = [];
      note('ring', { callId: leg.callId, from: leg.from }, leg.invitedAtMs);
      void leg.ended.then((by) => {
        current = undefined;
        note('ended', { callId: leg.callId, by });
      });
      if (behaviour.kind === 'busy') return leg.refuse(486);
      if (behaviour.kind === 'reject') return leg.refuse(603);
      leg.ring();
      if (behaviour.kind === 'no-answer') return;
      const { afterMs, hangUpAfterMs } = behaviour;
      const timer = setTimeout(() => void pickUp(leg, hangUpAfterMs).catch(() => undefined), afterMs);
      void leg.ended.then(() => clearTimeout(timer));
    },
  };
}
