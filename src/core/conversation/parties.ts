/**
 * Who else takes part in a talk, beside the client and the agent who leads it: one guest, asked in by the agent. Each party is
 * either in the talk's bridge or hears music apart from it; who hears whom follows from that alone:
 *
 *   consult     client apart, guest in the bridge        swapped    client in the bridge, guest apart
 *   conference  both in the bridge
 *
 *   reserving (the seat's row is asked) --> ringing --> talking --complete--> the guest leads, the agent goes to ACW
 *        |                                    |            |---> take back, or the guest leaves: client and agent as before
 *        '--- refused, not answered ----------'
 *   agent leaves: the guest who talks has the client; who rings gets her as a transfer, and so does who is still asked for
 */
import type { CallState, ConversationState } from '../call/state.ts';
import type { Guest, GuestLeg } from './guest-state.ts';
import { monitorOf } from './monitor-of.ts';

export type TalkingGuest = Guest & { readonly step: 'talking'; readonly leg: GuestLeg };
export type RingingGuest = Guest & { readonly step: 'ringing'; readonly leg: GuestLeg };

/** A seat that is asked for. */
export type SeatGuest = Guest & { readonly who: Extract<Guest['who'], { kind: 'seat' }> };

export const guestOf = ({ guest }: ConversationState): Guest | null => guest ?? null;

export function talkingGuest(state: ConversationState): TalkingGuest | null {
  const guest = guestOf(state);
  return guest?.step === 'talking' && guest.leg !== null ? (guest as TalkingGuest) : null;
}

export function ringingGuest(state: ConversationState): RingingGuest | null {
  const guest = guestOf(state);
  return guest?.step === 'ringing' && guest.leg !== null ? (guest as RingingGuest) : null;
}

export function reservingGuest(state: ConversationState): SeatGuest | null {
  const guest = guestOf(state);
  return guest?.step === 'reserving' && guest.who.kind === 'seat' ? (guest as SeatGuest) : null;
}

/** Out of the bridge, with music. */
export const isApart = (guest: Guest): boolean => guest.step === 'talking' && guest.playbackId !== null;

/** How the three stand to each other, for the page. */
export function shapeOf(state: ConversationState, guest: Guest): 'asking' | 'ringing' | 'consult' | 'swapped' | 'conference' {
  if (guest.step === 'reserving') return 'asking';
  if (guest.step === 'ringing') return 'ringing';
  if (isApart(guest)) return 'swapped';
  return state.musicId === null ? 'conference' : 'consult';
}

/** Every reservation of a seat that this call holds. */
export function heldReservations({ activity }: CallState): string[] {
  if (activity.phase === 'waiting') return activity.offer === null ? [] : [activity.offer.reservationId];
  if (activity.phase !== 'conversation') return [];
  const guest = guestOf(activity);
  const monitor = monitorOf(activity);
  return [
    activity.offer.reservationId, ...(guest?.who.kind === 'seat' && guest.leg !== null ? [guest.who.reservationId] : []),
    ...(monitor !== null && monitor.leg !== null ? [monitor.reservationId] : []),
  ];
}
