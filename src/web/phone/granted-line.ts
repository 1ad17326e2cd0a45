/** The line of this page: asks the server for a password, registers with it, and asks anew when it is refused. */
import type { PhoneGrant } from '../../contract/desk/phone.ts';
import { takePhone } from '../api/phone-api.ts';
import { RequestError } from '../api/request.ts';
import type { PhoneEvent } from './phone-state.ts';
import type { SipCall } from './sip-call.ts';
import { openLine } from './sip-line.ts';
import type { LineEvents, SipLine } from './sip-line.ts';

export interface GrantedLine {
  ask(): void;
  /** Ends it and whatever talks on it. */
  drop(): void;
  isOpen(): boolean;
  reconnect(): void;
  /** The server is there again: whatever waits to be tried is tried now. */
  hurry(): void;
}

export interface GrantedLineEvents {
  readonly tell: (event: PhoneEvent) => void;
  readonly onRing: (call: SipCall) => void;
  /** The phone is no longer this page's: a talk it still has is over here. */
  readonly onLost: () => void;
}

const askAgainMs = 3_000;
/** A page that lost its phone to another learns it from its stream a moment after Asterisk refuses it; then it must not ask. */
const afterRefusalMs = 1_000;
const slowlyMs = 10_000;
const refusalsInARow = 3;

/** New at each load. Pages that are not secure have no randomUUID. */
export const pageId = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The server, its store or its telephony is away: that passes. */
const passing: readonly string[] = ['NETWORK', 'INTERNAL', 'STORE_UNAVAILABLE', 'TELEPHONY_UNAVAILABLE', 'TOO_MANY_REQUESTS'];

export function createGrantedLine({ tell, onRing, onLost }: GrantedLineEvents): GrantedLine {
  let line: SipLine | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Grows when what is under way is no longer wanted. */
  let turn = 0;
  let refusals = 0;

  function stopWaiting(): void {
    clearTimeout(timer);
    timer = undefined;
  }
  function askLater(ms: number): void {
    stopWaiting();
    timer = setTimeout(ask, ms);
  }

  function ask(): void {
    turn += 1;
    stopWaiting();
    // A talk goes on until the server rings anew.
    line?.retire();
    line = null;
    // Nobody could be answered here; the phone on the desk stays.
    if (!window.isSecureContext) return tell({ kind: 'refused' });
    const own = turn;
    if (refusals < refusalsInARow) tell({ kind: 'connecting' });
    const granted = (grant: PhoneGrant) => void (own === turn && (line = openLine(grant, eventsOf(own))));
    takePhone(pageId).then(granted, (error: unknown) => own === turn && notGranted(error));
  }

  function notGranted(error: unknown): void {
    const code = error instanceof RequestError ? error.code : 'INTERNAL';
    if (code === 'SIGN_IN_REQUIRED') return;
    const isPassing = passing.includes(code);
    tell({ kind: isPassing ? 'unreachable' : 'refused' });
    askLater(isPassing ? askAgainMs : slowlyMs);
  }

  const eventsOf = (own: number): LineEvents => ({
    onRegistered: () => {
      if (own !== turn) return;
      refusals = 0;
      tell({ kind: 'registered' });
    },
    onDown: () => {
      if (own === turn) tell({ kind: 'connecting' });
    },
    onRefused: () => {
      if (own !== turn) return;
      refusals += 1;
      tell({ kind: refusals < refusalsInARow ? 'connecting' : 'refused' });
      askLater(refusals < refusalsInARow ? afterRefusalMs : slowlyMs);
    },
    onRing: (call) => {
      if (own === turn) onRing(call);
      else call.end();
    },
  });

  return {
    ask,
    drop() {
      turn += 1;
      stopWaiting();
      line?.close();
      line = null;
      onLost();
    },
    isOpen: () => line !== null,
    reconnect: () => line?.reconnect(),
    hurry() {
      if (timer !== undefined) ask();
      else line?.hurry();
    },
  };
}
