/** A day in the words of Asterisk's queue_log, oldest line first. */
import { queueLogOfCall, queueLogOfSeat, type QueueLogLine } from '../../core/metrics/queue-log.ts';
import type { FigureFacts, Period } from './ports.ts';

const BATCH = 500;

/** `time|call|queue|agent|event|data...`; agents by their seat. No line feed and no bar is in any of it. */
export const queueLogText = ({ at, callId, queue, seatId, event, data }: QueueLogLine): string =>
  [String(Math.floor(at / 1_000)), callId, queue, seatId ?? 'NONE', event, ...data].map((word) => word.replace(/[|\r\n]/g, ' ')).join('|');

export async function queueLog(facts: FigureFacts, period: Period): Promise<readonly QueueLogLine[]> {
  const ids = await facts.callsIn(period);
  const lines: QueueLogLine[] = [];
  for (let begin = 0; begin < ids.length; begin += BATCH)
    for (const { callId, facts: told } of await facts.read(ids.slice(begin, begin + BATCH))) lines.push(...queueLogOfCall(callId, told));
  for (const moves of (await facts.seatMoves(period)).values()) lines.push(...queueLogOfSeat(moves, period.from));
  return lines.filter(({ at }) => at >= period.from && at < period.to).sort((a, b) => a.at - b.at);
}
