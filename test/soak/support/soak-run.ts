import { randomInt } from 'node:crypto';
import { loadavg } from 'node:os';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
export const machine = (): string => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;

/** Rounds one after the other, each by a seed that is printed; HOTLINE_TEST_ROUNDS and HOTLINE_TEST_SEED choose them. Returns the exit code. */
export async function rounds(options: { count: number; what: string; round: (seed: number) => Promise<readonly string[]> }): Promise<number> {
  const count = Number(process.env['HOTLINE_TEST_ROUNDS'] ?? options.count);
  const first = process.env['HOTLINE_TEST_SEED'];
  const wrong: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const seed = n === 0 && first !== undefined ? Number(first) : randomInt(1, 1_000_000_000);
    const found = await options.round(seed).catch((error: unknown) => [`round stopped: ${error instanceof Error ? error.message : String(error)}`]);
    for (const line of found.slice(0, 12)) say(`  WRONG ${line}`);
    wrong.push(...found);
  }
  say(wrong.length === 0 ? `${count} rounds (${options.what}): nothing wrong` : `${wrong.length} wrong`);
  return wrong.length === 0 ? 0 : 1;
}
