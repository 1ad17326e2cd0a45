/**
 * `./hotline test soak sequences`: random sequences of everything a call can hear (test/core/sequences), seed after seed. A seed
 * that is done is noted with the state of the core, so an interrupted soak goes on where it was; HOTLINE_TEST_SEEDS=1-400 says which.
 * A broken promise is printed shrunk, with the seed and path that bring it back.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { moveArbitrary } from '../core/sequences/moves.ts';
import { runSequence, type Seen } from '../core/sequences/run.ts';

const RUNS = 500;
const [from = 1, to = 400] = (process.env['HOTLINE_TEST_SEEDS'] ?? '1-400').split('-').map(Number);
const folder = new URL('../../.hotline/soak/', import.meta.url);
const noteFile = new URL('sequences.json', folder);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Seeds that passed under another core prove nothing about this one. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const name of globSync(['src/core/**/*.ts', 'test/core/sequences/*.ts', 'ivr-flows/*.yaml']).sort()) hash.update(name).update(readFileSync(name));
  return hash.digest('hex').slice(0, 12);
}

interface Note {
  readonly core: string;
  readonly done: number[];
}

function readNote(core: string): Note {
  const note = existsSync(noteFile) ? (JSON.parse(readFileSync(noteFile, 'utf8')) as Note) : null;
  return note?.core === core ? note : { core, done: [] };
}

/** null: every promise held. */
function runSeed(seed: number, seen: Seen): string | null {
  const property = fc.property(fc.array(moveArbitrary, { minLength: 10, maxLength: 300, size: 'max' }), (moves) => runSequence(moves, seen));
  const result = fc.check(property, { seed, numRuns: RUNS });
  if (!result.failed) return null;
  const message = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  return `seed ${seed}, path ${result.counterexamplePath}: ${message}\n${JSON.stringify(result.counterexample)}`;
}

const core = fingerprint();
const note = readNote(core);
const seen: Seen = new Map();
const broken: string[] = [];
const began = performance.now();
let ran = 0;
mkdirSync(folder, { recursive: true });
for (let seed = from; seed <= to; seed += 1) {
  if (note.done.includes(seed)) continue;
  const what = runSeed(seed, seen);
  ran += 1;
  if (what === null) note.done.push(seed);
  else {
    broken.push(what);
    say(what);
  }
  writeFileSync(noteFile, JSON.stringify(note));
  if (ran % 20 === 0) say(`seed ${seed}: ${ran * RUNS} sequences in ${Math.round((performance.now() - began) / 1_000)} s, ${broken.length} broken`);
}
const steps = [...seen.values()].reduce((sum, times) => sum + times, 0);
say(`core ${core}, seeds ${from} to ${to}: ${ran} run now, ${note.done.length} done in all, ${ran * RUNS} sequences, ${steps} steps, ${Math.round((performance.now() - began) / 1_000)} s, ${broken.length} broken`);
say([...seen].sort().map(([place, times]) => `${place}: ${times}`).join(', '));
process.exitCode = broken.length === 0 ? 0 : 1;
