/** What became of many standing calls: who was dropped, who heard nothing for how long, what the books say in the end. */
import type { Hotline } from '../../calls/support/around-environment.ts';
import { type Books, booksSince } from '../../calls/support/mixed-run.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import { voiceOf } from '../../../src/lab/sip/voice.ts';
import { voiceShare } from '../../calls/support/sound.ts';
import { until } from '../../calls/support/until.ts';
import { secondsOf, silentSeconds, type Span } from './both-ways.ts';
import { figure } from './outage.ts';
import { eachOf, phasesNow, type Standing, type StandingCalls, wishes } from './standing-calls.ts';

/** At the border of two clips nothing sounds for a moment; longer than this is silence. */
const MAX_QUIET_MS = 1_000;
/** Of the tone that says "it rings": one second of it, four without. */
const RINGBACK_QUIET_MS = 5_000;

const MAX_GAP_MS = 3_000;

export interface Heard {
  dropped: number;
  /** Seconds of talk that were listened to, both ends counted. */
  talkSeconds: number;
  longestQuietMs: { waiting: number; ringing: number; menus: number };
  wrong: string[];
}

export const dropped = (calls: readonly Standing[]): Standing[] => calls.filter(({ call }) => call.end() !== undefined);
const longest = (calls: readonly Standing[], span: Span): number => Math.max(0, ...calls.map(({ heard }) => heard.longestQuietMs(span)));

/** Those whose seat rings, or talks by now: the seat's phone shows the number. */
const ringingCallers = (calls: StandingCalls): Standing[] => calls.waiting.filter(({ number }) => calls.ringing.some((seat) => seat.leg()?.from === number));

/** The talks, second by second, and the callers with music; a caller in the menus may hear her clip end and wait for the next. */
export function judge(calls: StandingCalls, span: Span): Heard {
  const gone = dropped(calls.all());
  const deaf = calls.talks.flatMap((talk) => silentSeconds(talk, span));
  const ringing = ringingCallers(calls);
  const waiting = [...calls.held, ...calls.waiting.filter((caller) => !ringing.includes(caller))];
  const quiet = [
    ...waiting.filter(({ heard }) => heard.longestQuietMs(span) > MAX_QUIET_MS), ...ringing.filter(({ heard }) => heard.longestQuietMs(span) > RINGBACK_QUIET_MS),
  ];
  return {
    dropped: gone.length,
    talkSeconds: calls.talks.length * 2 * secondsOf(span),
    longestQuietMs: { waiting: longest(waiting, span), ringing: longest(ringing, span), menus: longest(calls.menus, span) },
    wrong: [
      ...gone.map(({ call }) => `a call was dropped: ${call.end()?.by}`), ...deaf,
      ...quiet.map(({ heard }) => `a waiting caller heard nothing for ${heard.longestQuietMs(span)} ms`),
    ],
  };
}

/** Every one of them sounds again after a moment: nobody is left in silence. */
export async function allSound(calls: readonly Standing[], sinceMs: number, limitMs: number): Promise<void> {
  await until('everybody hears something', async () => {
    const silent = calls.filter(({ heard }) => !heard.hasSounded(sinceMs));
    return silent.length === 0 || `${silent.length} do not`;
  }, limitMs);
}

/** Every standing call has a row of this epoch: it is owned. */
export async function owned(hotline: Hotline, calls: readonly Standing[]): Promise<string[]> {
  const rows = await hotline.records.sql<{ n: number }>(`select count(*) as n from call c join app_lease l on l.node = c.node and l.epoch = c.epoch`);
  const phases = await phasesNow(hotline);
  const lost = calls.filter(({ number, call }) => call.end() === undefined && !phases.has(number));
  return [...lost.map(() => 'a live call has no row'), ...((rows[0]?.n ?? 0) < calls.length - dropped(calls).length ? [`only ${rows[0]?.n} rows are owned`] : [])];
}

/** Ringing seats pick up and talk; then everybody hangs up, clients and agents in turn. */
export async function windDown(hotline: Hotline, calls: StandingCalls, since: Date): Promise<Books> {
  // Who was held through all of it is taken back, and both hear each other again.
  await eachOf(calls.held, (talk) => wishes(talk, 'retrieve'));
  await until('who was held talks again', async () => {
    const span = { fromMs: nowMs() - 1_000, toMs: nowMs() };
    const deaf = calls.held.flatMap((talk) => silentSeconds(talk, span));
    return deaf.length === 0 || deaf[0] || false;
  }, 20_000);
  const picked = ringingCallers(calls);
  for (const { call, number } of picked) {
    call.rtp.say(voiceOf(number));
    call.rtp.setPace(1);
  }
  await eachOf(calls.ringing, async (seat) => {
    const leg = seat.leg();
    leg?.rtp.say(voiceOf(seat.extension));
    await leg?.answer();
  });
  await until('every seat that rang hears its caller', async () => {
    const toMs = nowMs();
    const deaf = calls.ringing.filter((seat) => voiceShare(seat.frames(), seat.leg()?.from ?? '', { untilMs: toMs, lastMs: 1_000 }) < 0.8);
    return deaf.length === 0 || `${deaf.length} do not`;
  }, 30_000);
  for (const seat of calls.ringing) seat.behave({ kind: 'answer', afterMs: 100 });
  await eachOf([...calls.waiting, ...calls.menus], ({ call }) => call.hangUp());
  const talks = [...calls.talks, ...calls.held];
  await eachOf(talks, async ({ call, agent, number }) => void (await (Number(number.at(-1)) % 2 === 0 ? call.hangUp() : agent.leg()?.hangUp())));
  await eachOf(talks, ({ call }) => Promise.race([call.ended, new Promise((resolve) => setTimeout(resolve, 15_000))]));
  await hotline.nothingLeft(60_000);
  return settledBooks(hotline, since);
}

async function settledBooks(hotline: Hotline, since: Date): Promise<Books> {
  await until('every recording is sealed', async () => {
    const { recordings, sealed } = await booksSince(hotline, since);
    return recordings === sealed || `${sealed} of ${recordings}`;
  }, 90_000);
  return booksSince(hotline, since);
}

/** What does not add up. */
export async function wrongBooks(hotline: Hotline, books: Books, since: Date): Promise<string[]> {
  const isEven = books.ended === books.arrived && books.history === books.arrived && books.queued === books.answered + books.abandoned - books.lost;
  const twice = await hotline.records.sql<{ n: number }>(
    `select count(*) as n from (select call_id, seat_id from recording where started_at >= $1 group by 1, 2 having count(*) <> 1) double`, [since]);
  const unsealed = await hotline.records.sql<{ n: number }>(
    `select count(*) as n from recording r where started_at >= $1 and
       not (select array_agg(kind order by day, n) from recording_link l where l.recording_id = r.id) in (array['expected', 'sealed'], array['expected', 'sealed', 'gap'], array['expected', 'gap', 'sealed'])`, [since]);
  // On a starved machine a recording may begin late: then the ledger must say so, and not much may be missing.
  const gaps = await hotline.records.sql<{ missing: number; expected: number }>(
    `select (body ->> 'missingMs')::int as missing, (body ->> 'expectedMs')::int as expected from recording_link where kind = 'gap' and at >= $1`, [since]);
  for (const { missing, expected } of gaps) figure(`a recording lacks ${missing} ms of ${expected} ms`);
  return [
    ...(isEven ? [] : [`the books do not add up: ${JSON.stringify(books)}`]),
    ...(books.recordings === books.answered ? [] : [`${books.answered} talks, ${books.recordings} recordings`]),
    ...(books.faults === 0 ? [] : [`${books.faults} faults`]),
    ...((twice[0]?.n ?? 0) === 0 ? [] : ['a talk has two recordings']),
    ...((unsealed[0]?.n ?? 0) === 0 ? [] : [`${unsealed[0]?.n} recordings are not expected and sealed once each`]),
    ...gaps.filter(({ missing }) => missing > MAX_GAP_MS).map(({ missing }) => `a recording lacks ${missing} ms`),
  ];
}

export const spanSince = (fromMs: number): Span => ({ fromMs, toMs: nowMs() });
