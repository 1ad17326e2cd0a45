/** Why a caller heard nothing for so long: what her call went through then, and what was done to the servers. */
import type { Span } from '../../chaos/support/both-ways.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';

export interface Quiet extends Span { number: string }
export interface Misfortune { atMs: number; what: string }

/** Before the stretch: what led to it. */
const LEAD_MS = 15_000;
const TOLD = 12;

/** A line for each, times in seconds from the beginning of the stretch. */
export async function tellQuiet(hotline: Hotline, silent: readonly Quiet[], misfortunes: readonly Misfortune[]): Promise<string[]> {
  const epochMs = Date.now() - performance.now();
  return Promise.all(silent.slice(0, TOLD).map(async ({ number, fromMs, toMs }) => {
    const since = (atMs: number): string => ((atMs - fromMs) / 1_000).toFixed(1);
    const facts = await hotline.records.sql<{ call_id: string; kind: string; at: Date }>(`
      select f.call_id, f.kind, f.at from phone_number n
      join fact a on a.kind = 'call-arrived' and a.body ->> 'numberToken' = n.token
      join fact f on f.call_id = a.call_id and f.subject = 'call'
      where n.number = $1 and f.at between $2 and $3 order by f.at, f.seq`, [number, new Date(epochMs + fromMs - LEAD_MS), new Date(epochMs + toMs + 1_000)]);
    const story = [
      ...facts.map(({ kind, at }) => ({ atMs: at.getTime() - epochMs, what: kind })), ...misfortunes.filter(({ atMs }) => atMs > fromMs - LEAD_MS && atMs < toMs),
    ].sort((a, b) => a.atMs - b.atMs).map(({ atMs, what }) => `${since(atMs)} ${what}`);
    const calls = [...new Set(facts.map(({ call_id: callId }) => callId))];
    return `quiet for ${since(toMs)} s, ${calls.join(' ')} at ${new Date(epochMs + fromMs).toISOString()}: ${story.join(', ')}`;
  }));
}
