/** A talk with a third party, driven by hand. */
import type { SeatAsk } from '../../../src/core/call/events.ts';
import type { ConversationState } from '../../../src/core/call/state.ts';
import type { TransferTarget } from '../../../src/core/conversation/guest-state.ts';
import { guestOf, shapeOf } from '../../../src/core/conversation/parties.ts';
import { OFFER, createScript, toTalk, type Script } from './script.ts';

export const NORMAL = { cause: 16, sipCode: null };
export const COLLEAGUE = { kind: 'seat', seatId: 's-1003', extension: '1003' } as const;

export const ask = (script: Script, what: SeatAsk, seatId = OFFER.seatId) => script.post({ kind: 'seat-asked', seatId, ask: what });
export const talkOf = (script: Script): ConversationState => script.state().activity as ConversationState;
export function shape(script: Script): string {
  const guest = guestOf(talkOf(script));
  return guest === null ? 'none' : shapeOf(talkOf(script), guest);
}

export function wish(script: Script, mode: 'blind' | 'consult', to: TransferTarget = COLLEAGUE) {
  return script.post({ kind: 'transfer-asked', seatId: OFFER.seatId, mode, to });
}

/** The colleague's seat is reserved: her phone rings. */
export function reserved(script: Script): string {
  const { reservationId, entryId } = script.last('reserve-seat');
  script.post({ kind: 'seat-offered', ...OFFER, seatId: 's-1003', extension: '1003', endpoint: '1003', reservationId, entryId, expiresAt: Number.MAX_SAFE_INTEGER });
  return script.last('create-seat-leg').channelId;
}

export function toConsult(): { script: Script; seatChannel: string; guestChannel: string } {
  const script = createScript();
  const { seatChannel } = toTalk(script);
  script.advance(10_000);
  wish(script, 'consult');
  const guestChannel = reserved(script);
  script.advance(2_000);
  script.post({ kind: 'leg-answered', channelId: guestChannel });
  return { script, seatChannel, guestChannel };
}

export const bookedTo = (script: Script, kind: 'talk-ended' | 'consult-ended') => script.facts.flatMap((fact) => (fact.kind === kind ? [{ seatId: fact.seatId, talkMs: fact.talkMs }] : []));
export const toldTo = (script: Script, seatId: string) => script.all('tell-seat').filter((one) => one.seatId === seatId).map(({ event }) => event.kind);
