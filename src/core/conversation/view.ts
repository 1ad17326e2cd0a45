/** How a call stands, for the page of the seat that holds it: a pure reading of the state, sent when it changes. */
import type { CallAuth, CallState, Checked, ConversationState } from '../call/state.ts';
import { isChecking } from './checking.ts';
import type { GuestOver } from './guest-state.ts';
import { presentMonitor } from './monitor-of.ts';
import type { MonitorMode } from './monitor-state.ts';
import { guestOf, isApart, shapeOf, talkingGuest } from './parties.ts';

export interface CallView {
  readonly callId: string;
  readonly step: 'dialling' | 'announcing' | 'connected' | 'held' | 'checking' | 'rejoining' | 'ended';
  /** When this step began, epoch ms. */
  readonly since: number;
  readonly connectedAt: number | null;
  /** Holds that are over, ms. */
  readonly heldMs: number;
  readonly isMuted: boolean;
  readonly recording: 'off' | 'on' | 'paused' | 'failed';
  /** How the last PIN check came out; null: there was none. */
  readonly checked: Checked | null;
  readonly auth: ShownAuth;
  /** The third party, and why the last one is not there (any more). Absent: there was none. */
  readonly guest?: ShownGuest | null;
  readonly guestOver?: GuestOver | null;
  /** For a guest, and for who monitors: the extension of the agent who leads the call. */
  readonly lead?: string;
  /** Who monitors the talk (on her own page: she herself). Absent: nobody, or the agent's page does not say so. */
  readonly monitor?: ShownMonitor;
}

export interface ShownMonitor {
  /** Extension. */
  readonly name: string;
  readonly mode: MonitorMode;
  readonly since: number;
}

export interface ShownGuest {
  readonly kind: 'seat' | 'outside';
  /** Extension, or the name of the destination. */
  readonly name: string;
  readonly shape: 'asking' | 'ringing' | 'consult' | 'swapped' | 'conference';
  readonly since: number;
}

/** Who the client has proven to be, how, and when. */
export type ShownAuth = Pick<CallAuth, 'level' | 'method' | 'at'>;

export interface SeatView {
  readonly seatId: string;
  readonly view: CallView;
}

function stepOf(talk: ConversationState): CallView['step'] {
  if (talk.step === 'noting-attempt' || talk.step === 'dialling') return 'dialling';
  if (talk.away !== null) return 'rejoining';
  if (talk.step === 'announcing') return 'announcing';
  if (isChecking(talk)) return 'checking';
  return talk.heldSince === null ? 'connected' : 'held';
}

export const shownAuth = ({ level, method, at }: CallAuth): ShownAuth => ({ level, method, at });

function leadView({ callId, auth }: CallState, activity: ConversationState): SeatView {
  const { since, connectedAt, heldMs, isMuted, checked, guestOver } = activity;
  const recording = isChecking(activity) && activity.recording === 'on' ? 'paused' : activity.recording;
  const third = guestOf(activity) === null && (guestOver ?? null) === null ? {} : { guest: shownGuest(activity), guestOver: guestOver ?? null };
  const view: CallView = { callId, step: stepOf(activity), since, connectedAt, heldMs, isMuted, recording, checked: checked ?? null, auth: shownAuth(auth), ...third, ...shownToAgent(activity) };
  return { seatId: activity.offer.seatId, view };
}

function shownGuest(talk: ConversationState): ShownGuest | null {
  const guest = guestOf(talk);
  if (guest === null) return null;
  const name = guest.who.kind === 'seat' ? guest.who.extension : guest.who.name;
  return { kind: guest.who.kind, name, shape: shapeOf(talk, guest), since: guest.since };
}

/** A whisper and a third voice are heard anyway. */
function shownToAgent(talk: ConversationState): Pick<CallView, 'monitor'> {
  const monitor = presentMonitor(talk);
  return monitor === null || (monitor.isHidden === true && monitor.mode === 'listen') ? {} : { monitor: { name: monitor.extension, mode: monitor.mode, since: monitor.since } };
}

function monitorView({ callId, auth }: CallState, talk: ConversationState): SeatView | null {
  const monitor = presentMonitor(talk);
  if (monitor === null) return null;
  const { since, mode, extension: name } = monitor;
  const view: CallView = {
    callId, step: 'connected', since, connectedAt: since, heldMs: 0, isMuted: false, recording: talk.recording, checked: null, auth: shownAuth(auth), lead: talk.offer.extension,
    monitor: { name, mode, since },
  };
  return { seatId: monitor.seatId, view };
}

/** What a guest who talks sees of it: she has no buttons but her own hang-up. */
function guestView({ callId, auth }: CallState, talk: ConversationState): SeatView | null {
  const guest = talkingGuest(talk);
  if (guest === null || guest.who.kind !== 'seat') return null;
  const view: CallView = {
    callId, step: isApart(guest) ? 'held' : 'connected', since: guest.since, connectedAt: guest.since, heldMs: 0, isMuted: false, recording: 'on', checked: null, auth: shownAuth(auth),
    lead: talk.offer.extension,
  };
  return { seatId: guest.who.seatId, view };
}

/** The seats that have the call, the one that leads it first. */
export function viewsOf(state: CallState): SeatView[] {
  const { activity } = state;
  if (activity.phase !== 'conversation') return [];
  return [leadView(state, activity), guestView(state, activity), monitorView(state, activity)].filter((one) => one !== null);
}

/** What the pages are to be shown after a step: what is new, and that it is over for who had it. */
export function viewChanges(before: CallState, after: CallState, at: number): SeatView[] {
  if (before.activity === after.activity && before.auth === after.auth) return [];
  const was = viewsOf(before);
  const is = viewsOf(after);
  const over = was.filter(({ seatId }) => !is.some((one) => one.seatId === seatId));
  const isNew = ({ seatId, view }: SeatView): boolean => JSON.stringify(was.find((one) => one.seatId === seatId)?.view) !== JSON.stringify(view);
  return [
    ...over.map(({ seatId, view: { guest: _guest, monitor: _monitor, ...view } }): SeatView => ({ seatId, view: { ...view, step: 'ended', since: at, isMuted: false, recording: 'off' } })),
    ...is.filter(isNew),
  ];
}
