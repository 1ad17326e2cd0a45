/**
 * A seat: agent, workplace and device for one signed-in period. It is a row, not a mailbox: whoever moves it reads it,
 * steps, and saves with `version = the one read`.
 *
 *   signed-out <-> not-ready(reason) <-> ready --> reserved --> ringing --> talking --> acw --> ready | not-ready
 *                        ^                            |            |                              (pending)
 *                        |---- ring-missed (rona) ----+------------+
 */
/** From the reservation until the call's own ring deadline takes over. */
export const RESERVATION_MS = 10_000;

export interface Reservation {
  readonly reservationId: string;
  readonly callId: string;
  readonly entryId: string;
}

export type SeatState =
  | { readonly phase: 'signed-out' }
  | { readonly phase: 'not-ready'; readonly reason: NotReadyReason }
  | { readonly phase: 'ready'; readonly since: number }
  | { readonly phase: 'reserved'; readonly reservation: Reservation; readonly expiresAt: number; readonly pending: PendingState | null }
  | { readonly phase: 'ringing'; readonly reservation: Reservation; readonly expiresAt: number; readonly pending: PendingState | null }
  | { readonly phase: 'talking'; readonly reservation: Reservation; readonly since: number; readonly pending: PendingState | null }
  | { readonly phase: 'acw'; readonly callId: string; readonly acwEndsAt: number; readonly pending: PendingState | null; readonly isExtended?: true | undefined };

export type NotReadyReason = 'break' | 'lunch' | 'training' | 'rona' | 'after-hours' | 'signed-in' | 'device-lost' | 'supervisor';

/** Asked for while busy; takes effect after ACW. */
export type PendingState = { readonly phase: 'not-ready'; readonly reason: NotReadyReason } | { readonly phase: 'signed-out' };
