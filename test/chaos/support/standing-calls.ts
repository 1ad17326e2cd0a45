/**
 * Many calls that stand while something dies under them: talks, ringing seats, callers with music, callers in the menus. Each
 * is a real SIP call; talks are listened to at both ends, of the others it is kept when they heard something.
 */
import { createCallLog } from '../../../src/lab/carrier/call-log.ts';
import type { CallAction } from '../../../src/contract/desk/call-control.ts';
import type { SeatBehaviour, SeatRun } from '../../../src/lab/sip/seat-run.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import { openTrunkLine, type TrunkCall, type TrunkLine } from '../../../src/lab/sip/trunk-line.ts';
import { voiceOf } from '../../../src/lab/sip/voice.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';
import { voiceShare } from '../../calls/support/sound.ts';
import { isKind } from '../../calls/support/stage.ts';
import { until } from '../../calls/support/until.ts';
import { silentSeconds, type TwoEnds } from './both-ways.ts';
import { createSoundLog, type SoundLog } from './sound-log.ts';

export interface Plan {
  talks: number;
  ringing: number;
  queued: number;
  menus: number;
  /** Talks whose client is on hold. */
  held?: number;
  /** As many as talks, held and ringing together. */
  seats: readonly string[];
}

export interface Standing {
  number: string;
  call: TrunkCall;
  heard: SoundLog;
}
export type StandingTalk = Standing & TwoEnds & { agent: SeatRun };

export interface StandingCalls {
  talks: StandingTalk[];
  /** On hold: the client hears music. */
  held: StandingTalk[];
  /** Seats that ring; which caller each has is the matcher's choice. */
  ringing: SeatRun[];
  /** Callers in the queue, those whose seat rings among them. */
  waiting: Standing[];
  menus: Standing[];
  all(): Standing[];
  seats: SeatRun[];
  line: TrunkLine;
  close(): Promise<void>;
}

/** A listener says something now and then, or her line would count as dead. */
const QUIET_PACE_FRAMES = 100;
const AT_ONCE = 6;
const FILL_LIMIT_MS = 120_000;
const REKEY_MS = 6_000;

/** Does the work for each, a few at a time. */
export async function eachOf<A, B>(items: readonly A[], work: (item: A) => Promise<B>, atOnce = AT_ONCE): Promise<B[]> {
  const results: B[] = [];
  const left = items.map((item, index) => ({ item, index }));
  const hand = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) results[next.index] = await work(next.item);
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
  return results;
}

/** Calls in; a talker's sound is kept. */
export async function callIn(hotline: Hotline, line: TrunkLine, options: { isTalker: boolean }): Promise<Standing> {
  const number = hotline.freshNumber();
  const heard = createSoundLog();
  const call = await line.call({ from: number, to: hotline.config.dnis, onFrame: heard.onFrame });
  if (options.isTalker) call.rtp.say(voiceOf(number));
  else call.rtp.setPace(QUIET_PACE_FRAMES);
  return { number, call, heard };
}

/** Where each live call is, by the caller's number. */
export async function phasesNow(hotline: Hotline): Promise<Map<string, string>> {
  const rows = await hotline.records.sql<{ number: string; phase: string }>(
    `select n.number, c.state -> 'activity' ->> 'phase' as phase from call c join phone_number n on n.token = c.state ->> 'numberToken'`);
  return new Map(rows.map(({ number, phase }) => [number, phase]));
}

/** All of them are in this phase; who is still in the menus then keys 0 (once more: on a busy machine a key may be lost). */
async function bringTo(hotline: Hotline, callers: readonly Standing[], phases: readonly string[]): Promise<void> {
  const keyedAt = new Map<Standing, number>();
  await until(`${callers.length} callers are in ${phases.join(' or ')}`, async () => {
    const now = await phasesNow(hotline);
    const missing = callers.filter(({ number }) => !phases.includes(now.get(number) ?? ''));
    for (const caller of missing) {
      if (now.get(caller.number) !== 'ivr' || !caller.heard.hasSounded(0) || nowMs() - (keyedAt.get(caller) ?? -Infinity) < REKEY_MS) continue;
      keyedAt.set(caller, nowMs());
      void caller.call.press('0');
    }
    return missing.length === 0 || `${missing.length} are not: ${[...new Set(missing.map(({ number, call }) => call.end()?.by ?? now.get(number) ?? 'nowhere'))].join(', ')}`;
  }, FILL_LIMIT_MS);
}

const numbersOfLegs = (seat: SeatRun): string => seat.leg()?.from ?? '';

/** Each talker hears the agent and is heard, for a second; says which agent has whom. */
async function pairTalks(callers: readonly Standing[], seats: readonly SeatRun[]): Promise<StandingTalk[]> {
  const pairs = (): StandingTalk[] =>
    callers.flatMap((caller): StandingTalk[] => {
      const agent = seats.find((seat) => numbersOfLegs(seat) === caller.number);
      return agent === undefined ? [] : [{ ...caller, caller: { number: caller.number, party: caller.heard }, agent }];
    });
  await until(`${callers.length} pairs hear each other`, async () => {
    const toMs = nowMs();
    const deaf = pairs().flatMap((talk) => silentSeconds(talk, { fromMs: toMs - 1_000, toMs }));
    const all = pairs().length;
    return (all === callers.length && deaf.length === 0) || `${all} pairs, ${deaf.length} deaf ends: ${deaf[0] ?? ''}`;
  }, 60_000);
  return pairs();
}

/** What the agent's page asks for the call in hand; the pop has told which it is. */
export async function wishes({ agent }: StandingTalk, action: CallAction): Promise<void> {
  const pop = agent.events().findLast(isKind('pop'));
  await agent.desk?.askCall({ callId: String(pop?.detail['callId']), action });
}

export async function fillHotline(hotline: Hotline, plan: Plan): Promise<StandingCalls> {
  const line = await openTrunkLine({ to: { host: '127.0.0.1', port: hotline.config.ports.pbxSip }, onPlaced: createCallLog(hotline.config.sipCallLog) });
  const seat = (behaviour: SeatBehaviour) => (extension: string): Promise<SeatRun> => hotline.phones.seat(extension, behaviour);
  const many = (count: number, isTalker: boolean): Promise<Standing[]> => eachOf(Array.from({ length: count }), () => callIn(hotline, line, { isTalker }));

  const answered = plan.talks + (plan.held ?? 0);
  const answering = await eachOf(plan.seats.slice(0, answered), seat({ kind: 'answer', afterMs: 100 }));
  const talkers = await many(answered, true);
  await bringTo(hotline, talkers, ['conversation']);
  const pairs = await pairTalks(talkers, answering);
  const [talks, held] = [pairs.slice(0, plan.talks), pairs.slice(plan.talks)];
  await eachOf(held, (talk) => wishes(talk, 'hold'));
  await until('who is held does not hear the agent any more', async () => held.every(({ heard, agent }) => voiceShare(heard.frames(), agent.extension, { untilMs: nowMs(), lastMs: 1_000 }) < 0.3), 20_000);

  const waiting = await many(plan.ringing + plan.queued, false);
  await bringTo(hotline, waiting, ['waiting']);
  const ringing = await eachOf(plan.seats.slice(answered, answered + plan.ringing), seat({ kind: 'no-answer' }));
  await Promise.all(ringing.map((one) => one.until(isKind('ring'), 30_000)));
  // Last, for a caller who keys nothing gets to a person in the end.
  const menus = await many(plan.menus, false);
  await until('all in the menus hear something', async () => menus.every(({ heard }) => heard.hasSounded(0)));
  const seats = [...answering, ...ringing];
  return {
    talks, held, ringing, waiting, menus, seats, line,
    all: () => [...talks, ...held, ...waiting, ...menus],
    async close() {
      await line.close();
      await eachOf(seats, (one) => one.close());
    },
  };
}
