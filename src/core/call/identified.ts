/** Whose number it is, and what follows from it for the queue: priority (T-06), who talked with her last. */
import { PRIORITY_OF_TIER } from '../match/tier.ts';
import type { EventOf } from './row.ts';
import type { Turn } from './turn.ts';

export function noteClient(turn: Turn, event: EventOf<'client-identified'>): void {
  const { matches, tier, lastAgentId } = event;
  const priority = tier === undefined ? 0 : PRIORITY_OF_TIER[tier];
  turn.patch({ clientMatches: matches, ...(priority === 0 ? {} : { priority }), ...(lastAgentId === undefined ? {} : { lastAgentId }) });
  turn.fact({ kind: 'client-identified', matches });
}
