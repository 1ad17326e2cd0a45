/** How the seat's call stands for the person at the desk, and what she may ask of it then. The server decides; this greys. */
import type { CallAction, CallView } from '../../../contract/desk/call-control.ts';
import type { SeatState } from '../../../contract/desk/seat.ts';

export type SituationKind = 'none' | 'offered' | 'ringing' | 'dialling' | 'announcing' | 'connected' | 'held' | 'checking' | 'rejoining' | 'ended';

export interface Situation {
  readonly kind: SituationKind;
  /** The call that buttons mean; null: none. */
  readonly callId: string | null;
  /** null: not told yet, or of another call. */
  readonly view: CallView | null;
}

/** `page`: the seat's phone is in this very page. `elsewhere`: in another page. `desk`: a phone that stands on the desk. */
export type PhonePlace = 'page' | 'elsewhere' | 'desk';

export function situationOf(state: SeatState, call: CallView | null): Situation {
  if (!('callId' in state)) return { kind: 'none', callId: null, view: null };
  const { callId, phase } = state;
  const view = call?.callId === callId ? call : null;
  const as = (kind: SituationKind): Situation => ({ kind, callId, view });
  if (phase === 'acw') return as('ended');
  // The seat may be rung anew for a talk that goes on.
  if (view?.step === 'rejoining') return as('rejoining');
  switch (phase) {
    case 'reserved':
      return as('offered');
    case 'ringing':
      return as('ringing');
    case 'talking':
      return as(view?.step ?? 'connected');
  }
}

export type CallButton = 'answer' | 'hold' | 'retrieve' | 'mute' | 'unmute' | 'keypad' | 'check-pin' | 'end-check' | 'transfer' | 'hang-up';

const none: readonly CallButton[] = [];

/** What can be pressed now. */
export function buttonsOf({ kind, view }: Situation, place: PhonePlace): readonly CallButton[] {
  const mute = view?.isMuted === true ? 'unmute' : 'mute';
  const keypad = place === 'page' ? (['keypad'] as const) : none;
  // A guest of another agent's call leaves it, and no more.
  if (view?.lead !== undefined && kind !== 'ended' && kind !== 'none') return [...keypad, 'hang-up'];
  if (hasGuest(view) && (kind === 'connected' || kind === 'held')) return [mute, ...keypad, 'hang-up'];
  switch (kind) {
    case 'none':
    case 'offered':
    case 'ended':
      return none;
    case 'ringing':
      return place === 'page' ? ['answer'] : none;
    case 'dialling':
    case 'announcing':
    case 'rejoining':
      return ['hang-up'];
    case 'held':
      return ['retrieve', 'transfer', 'hang-up'];
    case 'checking':
      return [mute, 'end-check', 'hang-up'];
    case 'connected':
      return ['hold', mute, 'check-pin', ...keypad, 'transfer', 'hang-up'];
  }
}

export const hasGuest = (view: CallView | null): boolean => view?.guest !== undefined && view.guest !== null;

export const guestActions = ['complete', 'swap', 'conference', 'take-back'] as const;
export type GuestAction = (typeof guestActions)[number];

/** What can be done about the third party now. */
export function guestActionsOf(view: CallView | null): readonly GuestAction[] {
  switch (view?.guest?.shape) {
    case undefined:
      return [];
    case 'asking':
      return ['take-back'];
    case 'ringing':
    case 'conference':
      return ['complete', 'take-back'];
    case 'consult':
    case 'swapped':
      return guestActions;
  }
}

export const monitorActions = ['listen', 'whisper', 'barge', 'take-over'] as const;
export type MonitorAction = (typeof monitorActions)[number];

/** What a supervisor at another's call may do beside leaving it; the agent's page only says that she is there. */
export function monitorActionsOf(view: CallView | null): readonly MonitorAction[] {
  if (view?.monitor === undefined || view.lead === undefined) return [];
  return monitorActions.filter((action) => action !== view.monitor?.mode);
}

/** The wish to send for a button; null: the page itself does it. */
export function wishOf(button: CallButton): CallAction | null {
  return button === 'answer' || button === 'keypad' || button === 'transfer' ? null : button;
}
