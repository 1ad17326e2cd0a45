import type { SeatRun } from '../../../src/lab/sip/seat-run.ts';
import { createRandom, type Random } from '../../lab/ear-streams.ts';
import type { Caller } from './caller.ts';
import type { Hotline } from './hotline.ts';
import { found } from './until.ts';

/** What a caller of the mixed run wants, up to where she hangs up. Throws what went wrong. */
type Intent = (caller: Caller, dice: Random) => Promise<void>;

const CODES = ['600519', '600036', '601318', '510300', '159915', '399001', '600050', '000333'] as const;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const codeOf = (dice: Random): string => CODES[dice.below(CODES.length)] ?? CODES[0];

/** Leaves at any moment of the first seconds, whatever is said. */
const hangsUp: Intent = async (_caller, dice) => {
  await pause(dice.below(4_000));
};

const nameOf = (code: string): string => (code === '399001' ? `name.index-${code}` : `name.${code}`);

/** On a loaded machine Asterisk loses a key now and then, or reports it twice: who is asked again keys again, as people do. */
const KEY_TRIES = 3;
let rekeyed = 0;

async function keysCode(caller: Caller, dice: Random, { code, before }: { code: string; before: string }): Promise<void> {
  let keys = `${before}${code}#`;
  for (let tries = 1; ; tries += 1) {
    await caller.press(keys);
    const { clip } = await caller.hearsOneOf([nameOf(code), 'main.wrong-key', 'quote.wrong-code', 'quote.unknown.before', 'quote.no-code'], 30_000);
    if (clip.id === nameOf(code)) break;
    if (tries === KEY_TRIES) throw new Error(`keyed ${code} ${KEY_TRIES} times in vain`);
    rekeyed += 1;
    keys = clip.id === 'main.wrong-key' ? `1${code}#` : `${code}#`;
  }
  await pause(dice.below(2_500));
}

const typesAhead: Intent = async (caller, dice) => {
  await caller.hears('welcome');
  await keysCode(caller, dice, { code: codeOf(dice), before: '1' });
  if (dice.below(3) === 0) await keysCode(caller, dice, { code: codeOf(dice), before: '' });
};

const pressesWrong: Intent = async (caller, dice) => {
  await caller.hears('welcome');
  await caller.press('#');
  await caller.hears('main.wrong-key');
  await caller.press('1');
  await caller.hears('quote.ask-code');
  await caller.press(`${dice.below(9_999)}#`);
  await caller.hears('quote.wrong-code');
  await keysCode(caller, dice, { code: codeOf(dice), before: '' });
};

const talks: Intent = async (caller, dice) => {
  await caller.hears('welcome');
  await caller.press('0');
  await caller.hears('agent.before', 100_000);
  await caller.hearsVoice();
  await pause(500 + dice.below(2_500));
};

const abandons: Intent = async (caller, dice) => {
  await caller.hears('welcome');
  await caller.press('0');
  await caller.hears('recording.notice');
  await pause(dice.below(9_000));
};

/** Share of each in a hundred. */
const mix: readonly (readonly [share: number, name: string, intent: Intent])[] = [
  [20, 'hangs up', hangsUp],
  [35, 'types ahead', typesAhead],
  [15, 'presses wrong', pressesWrong],
  [20, 'talks', talks],
  [10, 'abandons', abandons],
];

function pickIntent(dice: Random): readonly [number, string, Intent] {
  let left = dice.below(100);
  for (const one of mix) {
    left -= one[0];
    if (left < 0) return one;
  }
  return mix[0] as readonly [number, string, Intent];
}

export interface MixedRun {
  calls: Readonly<Record<string, number>>;
  /** One line per call that did not get what it wanted. */
  failures: readonly string[];
  /** Codes keyed once more. */
  rekeyed: number;
  durationMs: number;
}

/** Seats that take the calls of the mix; one of them hangs up first now and then. */
export async function mannedSeats(hotline: Hotline): Promise<SeatRun[]> {
  return Promise.all(['1001', '1002', '1003', '1004', '1005'].map((extension, at) =>
    hotline.phones.seat(extension, { kind: 'answer', afterMs: 200 + at * 100, ...(at === 4 ? { hangUpAfterMs: 6_000 } : {}) })));
}

/** Places `count` calls of all kinds, at most `atOnce` at a time; the same seed gives the same mix. */
export async function runMixed(hotline: Hotline, options: { count: number; atOnce: number; seed: number; onCall?: (done: number) => void }): Promise<MixedRun> {
  const startedMs = performance.now();
  rekeyed = 0;
  const dice = createRandom(options.seed);
  const plan = Array.from({ length: options.count }, () => ({ intent: pickIntent(dice), dice: createRandom(dice.below(1_000_000) + 1) }));
  const calls: Record<string, number> = {};
  const failures: string[] = [];
  let done = 0;
  const line = async (): Promise<void> => {
    for (let next = plan.shift(); next !== undefined; next = plan.shift()) {
      const [, name, intent] = next.intent;
      calls[name] = (calls[name] ?? 0) + 1;
      const caller = await hotline.caller();
      await intent(caller, next.dice).catch((error: unknown) => failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`));
      await caller.hangUp();
      options.onCall?.((done += 1));
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, line));
  return { calls, failures, rekeyed, durationMs: Math.round(performance.now() - startedMs) };
}

export interface Books {
  arrived: number;
  ended: number;
  history: number;
  queued: number;
  answered: number;
  abandoned: number;
  lost: number;
  connected: number;
  recordings: number;
  sealed: number;
  faults: number;
}

/** What the books say of all inbound calls since a moment: they must add up. */
export async function booksSince(hotline: Hotline, since: Date): Promise<Books> {
  const [books] = await hotline.records.sql<Books>(`
    with arrived as (select call_id from fact where kind = 'call-arrived' and at >= $1),
    told as (select kind from fact where subject = 'call' and call_id in (select call_id from arrived))
    select (select count(*) from arrived) as arrived,
      (select count(*) from told where kind = 'call-ended') as ended,
      (select count(*) from call_log where call_id in (select call_id from arrived)) as history,
      (select count(*) from told where kind = 'caller-queued') as queued,
      (select count(*) from told where kind = 'seat-answered') as answered,
      (select count(*) from told where kind = 'abandoned') as abandoned,
      (select count(*) from told where kind = 'seat-leg-lost') as lost,
      (select count(*) from told where kind = 'connected') as connected,
      (select count(*) from recording where call_id in (select call_id from arrived)) as recordings,
      (select count(*) from recording where call_id in (select call_id from arrived) and state = 'sealed') as sealed,
      (select count(*) from told where kind = 'fault') as faults`, [since]);
  return found('books', async () => books);
}
