/**
 * `./hotline test soak mixed`: ten rounds of 200 mixed calls, at most 25 at once, on an environment of its own. After each
 * round nothing may be left over and the books must add up; the server's memory is printed, so that a leak shows.
 */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { aroundEnvironment, type Hotline } from '../calls/support/around-environment.ts';
import { controlOf } from '../calls/support/environment-link.ts';
import { booksSince, mannedSeats, runMixed } from '../calls/support/mixed-run.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { startWholeHotline } from '../calls/support/whole-environment.ts';

const ROUNDS = 10;
const COUNT = 200;
const AT_ONCE = 25;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function memoryMb(hotline: Hotline): Promise<number> {
  const status = readFileSync(`/proc/${await hotline.parts.pid('server')}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
}

/** Returns what went wrong, one line each. */
async function round(hotline: Hotline, seed: number): Promise<readonly string[]> {
  const since = new Date();
  const run = await runMixed(hotline, { count: COUNT, atOnce: AT_ONCE, seed });
  const wrong = [...run.failures];
  await hotline.nothingLeft(30_000).catch((error: unknown) => wrong.push(String(error)));
  const books = await booksSince(hotline, since);
  const isEven = books.ended === books.arrived && books.history === books.arrived && books.queued === books.answered + books.abandoned - books.lost && books.faults === 0;
  if (!isEven) wrong.push(`the books do not add up: ${JSON.stringify(books)}`);
  say(`seed ${seed}: ${COUNT} calls in ${Math.round(run.durationMs / 1_000)} s, ${books.connected} talks, ${run.rekeyed} codes keyed again, server ${await memoryMb(hotline)} MB, ${wrong.length} wrong`);
  return wrong;
}

const hosted = await startWholeHotline();
const { settings } = hosted.environment;
const hotline = await aroundEnvironment({ home: settings.home, portBase: settings.portBase, parts: controlOf(hosted) });
try {
  await hurryQueues(hotline, { ringMs: 8_000, acwMs: 500 });
  await mannedSeats(hotline);
  const wrong: string[] = [];
  for (let n = 0; n < ROUNDS; n += 1) wrong.push(...(await round(hotline, randomInt(1, 1_000_000_000))));
  for (const line of wrong) say(line);
  say(wrong.length === 0 ? `${ROUNDS * COUNT} calls, nothing left over` : `${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await hotline.close();
  await hosted.environment.stop();
}
