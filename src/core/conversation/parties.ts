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
 *   agent leaves: the guest who talks has the client; who rings gets her as a transfer
 */
import type { CallState, ConversationState } from '../call/state.ts';

/** Where a client may be handed. `name`: one of the allowed destinations (HOTLINE_TRANSFERS). */
export type TransferTarget =
  | { readonly kind: 'seat'; readonly seatId: string; readonly extension: string }
  | { readonly kind: 'outside'; readonly name: string }
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'node'; readonly node: string };

export type Invited =
  | { readonly kind: 'seat'; readonly seatId: string; readonly extension: string; readonly reservationId: string }
  | { readonly kind: 'outside'; readonly name: string };

export interface Guest {
  /** Names the invitation, as a queue entry names an offer. */
  readonly id: string;
  /** blind: the agent goes as soon as the seat is reserved. */
  readonly mode: 'blind' | 'consult';
  readonly step: 'reserving' | 'ringing' | 'talking';
  /** When this step began. */
  readonly since: number;
  readonly who: Invited;
  /** null while the seat is not reserved. */
  readonly leg: GuestLeg | null;
  /** Ringing: what the agent hears. Talking: the music that a guest apart hears; null: in the bridge. */
  readonly playbackId: string | null;
  readonly recordingId: string | null;
}

export interface GuestLeg {
  readonly channelId: string;
  readonly endpoint: string;
  readonly isPage: boolean;
  readonly acwMs: number;
}

/** Why the last one did not come, or is no longer there; codes for the page. */
export type GuestMiss = 'SEAT_NOT_READY' | 'SEAT_BUSY' | 'SEAT_UNKNOWN' | 'NO_ANSWER' | 'NOT_REACHED' | 'GUEST_LEFT';

export interface GuestOver {
  readonly why: GuestMiss;
  readonly at: number;
}

export type TalkingGuest = Guest & { readonly step: 'talking'; readonly leg: GuestLeg };
export type RingingGuest = Guest & { readonly step: 'ringing'; readonly leg: GuestLeg };

export const guestOf = ({ guest }: ConversationState): Guest | null => guest ?? null;

export function talkingGuest(state: ConversationState): TalkingGuest | null {
  const guest = guestOf(state);
  return guest?.step === 'talking' && guest.leg !== null ? (guest as TalkingGuest) : null;
}

export function ringingGuest(state: ConversationState): RingingGuest | null {
  const guest = guestOf(state);
  return guest?.step === 'ringing' && guest.leg !== null ? (guest as RingingGuest) : null;
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
  return [activity.offer.reservationId, ...(guest?.who.kind === 'seat' && guest.leg !== null ? [guest.who.reservationId] : [])];
}
