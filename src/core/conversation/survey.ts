/** The agent sends the client to the flow's question about the talk, and is free of her. */
import type { CallRefusal } from '../call/events.ts';
import type { ConversationState } from '../call/state.ts';
import type { Turn } from '../call/turn.ts';
import { mainOf } from '../ivr/place.ts';
import { seatLeft } from './end.ts';

export function survey(turn: Turn): CallRefusal | ((turn: Turn, state: ConversationState) => void) {
  if ((mainOf(turn)?.afterTalk ?? null) === null || turn.call().callback !== null) return 'CALL_NO_SURVEY';
  return (now, talk) => seatLeft(now, talk, { cause: 16, sipCode: null });
}
