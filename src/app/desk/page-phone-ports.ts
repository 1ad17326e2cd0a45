/** What the phone in an agent's page needs: the row that says which page has it, and Asterisk's side of it. */
import type { CommandOutcome } from '../ports.ts';

export interface PagePhoneStore {
  /** null: the seat is signed out. The seat's stream tells which page has the phone. `callId`: the call that rings or talks at it. */
  take(wish: { seatId: string; pageId: string; at: number }): Promise<{ readonly isNewPage: boolean; readonly callId: string | null } | null>;
  /** Back to the phone on the desk; does nothing at a seat that is signed in again. true: it went back, and its stream says so. */
  release(seat: { seatId: string; at: number }): Promise<boolean>;
  /** The same for an agent who signs in, whatever page was left open or closed before; does nothing at a seat that a call rings or talks at. */
  toDesk(seat: { seatId: string; at: number }): Promise<boolean>;
  /** Seats whose phone is in a page. */
  held(): Promise<readonly { readonly seatId: string; readonly extension: string; readonly isSignedOut: boolean }[]>;
}

/** Phones in pages, as Asterisk knows them. */
export interface PagePhones {
  /** Made, or given a new password: who is registered with the old one cannot register again. */
  push(phone: { endpoint: string; extension: string; password: string }): Promise<CommandOutcome>;
  /** Endpoint, password and registration go; a talk under way goes on. */
  drop(endpoint: string): Promise<CommandOutcome>;
  /** Those that Asterisk has. Throws when it does not answer. */
  list(): Promise<readonly string[]>;
}
