/** Many short calls of every kind, a few at once, from one process: they come, do one thing, and go. */
import { meanLevel } from '../../../src/lab/ear/alaw.ts';
import { SOUNDING_LEVEL } from '../../../src/lab/ear/levels.ts';
import type { TrunkCall, TrunkLine } from '../../../src/lab/sip/trunk-line.ts';
import { until } from '../../calls/support/until.ts';
import { createRandom, type Random } from '../../lab/ear-streams.ts';

const HEARS_LIMIT_MS = 20_000;
/** Who is put through hears the notice, the tone and the agent's number first. */
const TALK_MS = 9_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

type Deed = (call: TrunkCall, dice: Random) => Promise<void>;

/** Share of each in a hundred, and what the caller does once she hears something. */
const mix: readonly (readonly [share: number, name: string, deed: Deed])[] = [
  [55, 'leave at once', (_call, dice) => pause(dice.below(200))],
  [20, 'press a key and leave', async (call, dice) => {
    await call.press(dice.pick(['1', '5', '*']));
    await pause(dice.below(400));
  }],
  [15, 'ask for a quote', async (call, dice) => {
    await call.press(`1${dice.pick(['600519', '600036', '399001', '000333'])}#`);
    await pause(800 + dice.below(600));
  }],
  [7, 'wait for a person and give up', async (call, dice) => {
    await call.press('0');
    await pause(500 + dice.below(3_000));
  }],
  [3, 'talk', async (call) => {
    await call.press('0');
    await Promise.race([pause(TALK_MS), call.ended]);
  }],
];

function pickDeed(dice: Random): readonly [number, string, Deed] {
  let left = dice.below(100);
  for (const one of mix) {
    left -= one[0];
    if (left < 0) return one;
  }
  return mix[0] as readonly [number, string, Deed];
}

export interface ShortCalls {
  /** Calls placed so far, by what they did. */
  readonly placed: Readonly<Record<string, number>>;
  /** Calls that were refused, or heard nothing. */
  readonly lost: readonly string[];
  run(count: number): Promise<void>;
}

export function createShortCalls(options: { line: TrunkLine; to: string; seed: number; atOnce: number }): ShortCalls {
  const { line, to, atOnce } = options;
  const dice = createRandom(options.seed);
  const placed: Record<string, number> = {};
  const lost: string[] = [];
  let numbers = 0;

  async function one(): Promise<void> {
    const [, name, deed] = pickDeed(dice);
    const own = createRandom(dice.below(1_000_000) + 1);
    numbers += 1;
    placed[name] = (placed[name] ?? 0) + 1;
    let hasSounded = false;
    const onFrame = ({ frame }: { frame: Buffer }): void => {
      hasSounded ||= meanLevel(frame) >= SOUNDING_LEVEL;
    };
    try {
      const call = await line.call({ from: `13${String(500_000_000 + (numbers % 400_000_000))}`, to, onFrame });
      await until('the caller hears something', async () => hasSounded || call.end() !== undefined, HEARS_LIMIT_MS);
      await deed(call, own);
      await call.hangUp();
    } catch (error) {
      lost.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  return {
    placed, lost,
    async run(count) {
      let left = count;
      const hand = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          await one();
        }
      };
      await Promise.all(Array.from({ length: atOnce }, hand));
    },
  };
}
