/** A guest of a talk, as the call's state keeps it; parties.ts has the drawing. */
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
  /** Asked by a REFER on this leg of the agent's: it is owed an answer. */
  readonly refer?: string;
  /** Asked by a second call of the agent's own phone (second-call.ts). */
  readonly phone?: PhoneLegs;
}

/** Her leg to the client, and that of her second call. She talks on the one that the offer names, the other is on hold at her phone. */
export interface PhoneLegs {
  readonly first: string;
  readonly second: string;
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

/** How her part of it ended. */
export type GuestEnd = 'taken-back' | 'completed' | 'missed' | 'failed' | 'left' | 'talk-over';
