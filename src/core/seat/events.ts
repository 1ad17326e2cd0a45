/** What moves a seat: requests of the agent, the matcher's reservation, and news of the call that holds it. */
import type { NotReadyReason, Reservation } from './state.ts';

export type SeatEvent = { readonly at: number } & (
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'signed-out-asked' }
  | { readonly kind: 'ready-asked' }
  | { readonly kind: 'not-ready-asked'; readonly reason: NotReadyReason }
  | { readonly kind: 'reserved'; readonly reservation: Reservation; readonly expiresAt: number }
  | { readonly kind: 'ring-started'; readonly reservationId: string; readonly ringEndsAt: number }
  | { readonly kind: 'answered'; readonly reservationId: string }
  | { readonly kind: 'ring-missed'; readonly reservationId: string }
  | { readonly kind: 'ring-failed'; readonly reservationId: string }
  | { readonly kind: 'released'; readonly reservationId: string }
  | { readonly kind: 'talk-ended'; readonly reservationId: string; readonly acwMs: number; readonly isPhoneLost?: boolean }
  | { readonly kind: 'reservation-expired' }
  | { readonly kind: 'acw-ended' }
  | { readonly kind: 'acw-done-asked' }
  /** More time for the after-call work, once for each call. */
  | { readonly kind: 'acw-extend-asked'; readonly extraMs: number }
  | { readonly kind: 'device-lost' }
  /** The phone that was lost a moment ago is back (a page was loaded anew): not asked for when it was long ago. */
  | { readonly kind: 'device-back' }
);

export type SeatFact =
  | { readonly kind: 'seat-state'; readonly phase: string; readonly reason: string | null; readonly callId: string | null };

/** Stable codes of refusals; never renamed or reused. */
export type SeatRefusal = 'SEAT_SIGNED_OUT' | 'SEAT_BUSY' | 'SEAT_NOT_READY' | 'SEAT_NOT_IN_ACW' | 'SEAT_ACW_EXTENDED' | 'SEAT_RESERVATION_OVER';
