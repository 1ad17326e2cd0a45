/** PostgreSQL away for ten seconds while many calls stand, some of which end, key or arrive meanwhile. */
import { readLivePage } from '../../../src/lab/readiness.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import { voiceOf } from '../../../src/lab/sip/voice.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';
import type { KeptFact } from '../../calls/support/records.ts';
import { isKind, talkFor } from '../../calls/support/stage.ts';
import { until } from '../../calls/support/until.ts';
import { freeze } from './freeze.ts';
import { figure, moment, type Moment } from './outage.ts';
import { callIn, type Standing, type StandingCalls, type StandingTalk } from './standing-calls.ts';
import { allSound, judge } from './standing-check.ts';

export type Going = 'frozen' | 'stopped fast' | 'stopped at once';
const AWAY_MS = 10_000;
/** A fact carries the time of what happened, not that of its saving; seen from a busy machine. */
const FACT_TOLERANCE_MS = 1_500;

/** Takes PostgreSQL away; returns the way to bring it back. */
async function takeAway(hotline: Hotline, going: Going): Promise<() => Promise<void>> {
  if (going === 'frozen') {
    const goOn = await freeze(hotline, 'postgres');
    return async () => goOn();
  }
  // Immediate: as a crash, nothing is written out. What supervision has started anew by then is ended as well.
  if (going === 'stopped at once') await hotline.parts.kill('postgres', 'SIGQUIT');
  await hotline.parts.halt('postgres');
  return () => hotline.parts.start('postgres');
}

async function readiness(hotline: Hotline, isReady: boolean, detail: string): Promise<void> {
  const { ports } = hotline.config;
  await until(`readiness is ${isReady ? 'green' : 'red'}`, async () => {
    const pages = await Promise.all([readLivePage(ports.serverHealth), readLivePage(ports.workerHealth)]);
    return pages.every((page) => page.ready === isReady && page.detail.includes(detail)) || JSON.stringify(pages.map((page) => page.detail));
  }, 20_000);
}

interface Meanwhile {
  leavers: { caller: Standing; at: Moment }[];
  /** Talks whose agent, or client, hung up. */
  ended: { talk: StandingTalk; by: 'client' | 'seat'; at: Moment }[];
  keyed: Standing[];
  arrived: Standing[];
}

async function liveOn(hotline: Hotline, calls: StandingCalls): Promise<Meanwhile> {
  const [byClient, bySeat] = [calls.talks[0], calls.talks[1]];
  const leavers = calls.waiting.filter(({ number }) => !calls.ringing.some((seat) => seat.leg()?.from === number)).slice(-3).map((caller) => ({ caller, at: moment() }));
  await Promise.all(leavers.map(({ caller }) => caller.call.hangUp()));
  const ended: Meanwhile['ended'] = [];
  if (byClient !== undefined) {
    ended.push({ talk: byClient, by: 'client', at: moment() });
    await byClient.call.hangUp();
  }
  if (bySeat !== undefined) {
    ended.push({ talk: bySeat, by: 'seat', at: moment() });
    await bySeat.agent.leg()?.hangUp();
  }
  const keyed = calls.menus.slice(0, 3);
  for (const { call } of keyed) void call.press('6');
  const arrived = await Promise.all(Array.from({ length: 3 }, () => callIn(hotline, calls.line, { isTalker: false })));
  return { leavers, ended, keyed, arrived };
}

const factOf = (facts: readonly KeptFact[], kind: string): KeptFact | undefined => facts.findLast((fact) => fact.kind === kind);

/** What the log says must be what the phones saw, to the moment. */
async function wrongFacts(hotline: Hotline, { leavers, ended }: Meanwhile): Promise<string[]> {
  const wrong: string[] = [];
  const near = (what: string, fact: KeptFact | undefined, at: Moment): void => {
    if (fact === undefined) wrong.push(`no fact: ${what}`);
    else if (Math.abs(fact.at - at.epochMs) > FACT_TOLERANCE_MS) wrong.push(`${what} is dated ${fact.at - at.epochMs} ms off`);
  };
  for (const { caller, at } of leavers) {
    const facts = await hotline.records.factsOf(caller.number);
    near('abandoned', factOf(facts, 'abandoned'), at);
    near('call-ended', factOf(facts, 'call-ended'), at);
  }
  for (const { talk, by, at } of ended) {
    const fact = factOf(await hotline.records.factsOf(talk.number), 'talk-ended');
    near(`talk-ended by ${by}`, fact, at);
    if (fact?.kind === 'talk-ended' && fact.by !== by) wrong.push(`a talk ended by the ${by} is told as ended by the ${fact.by}`);
  }
  return wrong;
}

/** Facts of a call are numbered without a hole. */
async function holes(hotline: Hotline, since: Date): Promise<string[]> {
  const rows = await hotline.records.sql<{ call_id: string }>(
    `select call_id from fact where subject = 'call' and call_id in (select call_id from fact where kind = 'call-arrived' and at >= $1)
     group by call_id having count(*) <> max(seq) - min(seq) + 1 or min(seq) > 1`, [since]);
  return rows.map(() => 'a call has lost a fact');
}

export async function storeAway(hotline: Hotline, calls: StandingCalls, options: { going: Going; since: Date }): Promise<string[]> {
  const { going } = options;
  const pids = await Promise.all([hotline.parts.pid('server'), hotline.parts.pid('worker')]);
  const from = moment();
  const comeBack = await takeAway(hotline, going);
  const red = readiness(hotline, false, going === 'frozen' ? 'database is frozen' : 'database is away').then(() => nowMs());
  const meanwhile = await liveOn(hotline, calls);
  const redAtMs = await red;
  await allSound(meanwhile.arrived, from.ms, 8_000);
  await talkFor(Math.max(0, AWAY_MS - (nowMs() - from.ms)));
  const backMs = nowMs();
  await comeBack();
  await readiness(hotline, true, '');
  const greenMs = nowMs();
  const stay = {
    ...calls, talks: calls.talks.filter((talk) => !meanwhile.ended.some((one) => one.talk === talk)),
    waiting: calls.waiting.filter((caller) => !meanwhile.leavers.some((one) => one.caller === caller)),
  };
  const standing = [...stay.talks, ...stay.held, ...stay.waiting, ...stay.menus, ...meanwhile.arrived];
  const wrong: string[] = [];
  await allSound(standing, greenMs, 15_000).catch((error: unknown) => wrong.push(String(error)));
  const heard = judge({ ...stay, all: () => standing }, { fromMs: from.ms - 1_000, toMs: nowMs() });
  figure(`PostgreSQL ${going} for ${Math.round(backMs - from.ms)} ms under ${standing.length + meanwhile.ended.length + meanwhile.leavers.length} calls: readiness red after ${Math.round(redAtMs - from.ms)} ms, green ${Math.round(greenMs - backMs)} ms after it was back; ${heard.dropped} dropped, ${heard.talkSeconds} seconds of talk listened to, longest quiet ${JSON.stringify(heard.longestQuietMs)} ms`);
  await until('who left is no live call any more', async () => {
    const live = await Promise.all([...meanwhile.leavers.map(({ caller }) => caller.number), ...meanwhile.ended.map(({ talk }) => talk.number)].map((number) => hotline.records.liveCallOf(number)));
    return live.every((one) => one === undefined) || `${live.filter((one) => one !== undefined).length} are`;
  }, 30_000).catch((error: unknown) => wrong.push(String(error)));
  wrong.push(...heard.wrong, ...(await wrongFacts(hotline, meanwhile)), ...(await holes(hotline, options.since)));
  const now = await Promise.all([hotline.parts.pid('server'), hotline.parts.pid('worker')]);
  if (now.join() !== pids.join()) wrong.push('server or worker was restarted');
  await refill(calls, { stay, meanwhile });
  return wrong;
}

/** Those who left are missed by nobody: the scene goes on with those who stay; agents who lost their client get the next one. */
async function refill(calls: StandingCalls, now: { stay: Pick<StandingCalls, 'talks' | 'waiting'>; meanwhile: Meanwhile }): Promise<void> {
  const free = now.meanwhile.ended.map(({ talk }) => talk.agent);
  const sinceMs = now.meanwhile.ended[0]?.at.ms ?? 0;
  await Promise.all(free.map((agent) => agent.until((event) => isKind('answered')(event) && event.atMs > sinceMs, 40_000)));
  await until('seats that became free talk to the next who waited', async () => free.every((agent) => agent.leg()?.isTalking() === true), 20_000);
  const next = free.flatMap((agent) => {
    const caller = now.stay.waiting.find(({ number }) => number === agent.leg()?.from);
    if (caller === undefined) return [];
    caller.call.rtp.say(voiceOf(caller.number));
    caller.call.rtp.setPace(1);
    return [{ caller, agent }];
  });
  calls.talks.splice(0, calls.talks.length, ...now.stay.talks, ...next.map(({ caller, agent }) => ({ ...caller, caller: { number: caller.number, party: caller.heard }, agent })));
  calls.waiting.splice(0, calls.waiting.length, ...now.stay.waiting.filter((caller) => !next.some((one) => one.caller === caller)), ...now.meanwhile.arrived);
}
