/**
 * `./hotline test soak memory`: one server, short calls of every kind, two dozen at once; every four thousand calls all are let end, and what
 * lives in the server after a forced collection is measured. A run ends by its time or when 100,000 calls are reached in all;
 * runs add up (.hotline/soak/memory.json) as long as the server stays the same. HOTLINE_TEST_MINUTES sets the time, HOTLINE_TEST_SEED the seed.
 */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect, type Inspector } from '../../bench/frame/inspector.ts';
import { createCallLog } from '../../src/lab/carrier/call-log.ts';
import { openTrunkLine } from '../../src/lab/sip/trunk-line.ts';
import { aroundEnvironment, type Hotline } from '../calls/support/around-environment.ts';
import { controlOf } from '../calls/support/environment-link.ts';
import { booksSince } from '../calls/support/mixed-run.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { startWholeHotline } from '../calls/support/whole-environment.ts';
import { addNote, readNotes, serverPrint } from './support/call-notes.ts';
import { createShortCalls, type ShortCalls } from './support/short-calls.ts';
import { machine, say } from './support/soak-run.ts';

const TOTAL = 100_000;
const STRIDE = 4_000;
const AT_ONCE = 24;
/** What a crash of PostgreSQL could lose is kept for a minute, more of it the more calls there are: at rest, and after one more call, it is gone. */
const SETTLE_MS = 65_000;
/** 5 MB over 100,000 calls. */
const FLAT_BYTES_PER_CALL = 50;
/** Fewer samples than these say nothing about a slope. */
const MIN_SAMPLES = 6;

interface Sample {
  readonly calls: number;
  readonly usedKb: number;
  readonly rssKb: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const rssMbOf = (pid: number | undefined): number => Math.round(Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);

/** Least squares; the first sample is the server warming up. */
function bytesPerCall(samples: readonly Sample[]): number {
  const points = samples.slice(1).map(({ calls, usedKb }) => ({ x: calls, y: usedKb * 1024 }));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const above = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return above / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

async function sample(hotline: Hotline, inspector: Inspector, calls: ShortCalls): Promise<Sample> {
  await hotline.nothingLeft(90_000);
  await pause(SETTLE_MS);
  await calls.run(1);
  await hotline.nothingLeft(30_000);
  const memory = await inspector.memoryAfterCollection();
  const placed = Object.values(calls.placed).reduce((sum, count) => sum + count, 0);
  say(`  ${placed} calls: ${(memory.usedKb / 1024).toFixed(1)} MB live, server ${Math.round(memory.rssKb / 1024)} MB, Asterisk ${rssMbOf(await hotline.parts.pid('pbx'))} MB in all, ${calls.lost.length} lost; ${machine()}`);
  return { calls: placed, ...memory };
}

async function soak(hotline: Hotline, options: { seed: number; count: number; untilMs: number; log: string }): Promise<{ samples: readonly Sample[]; wrong: readonly string[] }> {
  const since = new Date();
  const inspector = await inspect(options.log);
  const line = await openTrunkLine({ to: { host: '127.0.0.1', port: hotline.config.ports.pbxSip }, onPlaced: createCallLog(hotline.config.sipCallLog) });
  const pid = await hotline.parts.pid('server');
  const calls = createShortCalls({ line, to: hotline.config.dnis, seed: options.seed, atOnce: AT_ONCE });
  const samples: Sample[] = [];
  try {
    do {
      await calls.run(Math.min(STRIDE, options.count - (samples.at(-1)?.calls ?? 0)));
      samples.push(await sample(hotline, inspector, calls));
    } while ((samples.at(-1)?.calls ?? 0) < options.count && performance.now() < options.untilMs);
  } finally {
    inspector.close();
    await line.close();
  }
  const wrong = [...calls.lost];
  if ((await hotline.parts.pid('server')) !== pid) wrong.push('the server is not the same process any more');
  const books = await booksSince(hotline, since);
  say(`  ${Object.entries(calls.placed).map(([name, count]) => `${count} ${name}`).join(', ')}; books: ${books.arrived} arrived, ${books.ended} ended, ${books.connected} talks, ${books.faults} faults`);
  if (books.ended !== books.arrived || books.history !== books.arrived || books.queued !== books.answered + books.abandoned - books.lost) wrong.push(`the books do not add up: ${JSON.stringify(books)}`);
  return { samples, wrong };
}

const server = serverPrint();
const reached = readNotes(server).reduce((sum, { calls }) => sum + calls, 0);
const seed = Number(process.env['HOTLINE_TEST_SEED'] ?? randomInt(1, 1_000_000_000));
const minutes = Number(process.env['HOTLINE_TEST_MINUTES'] ?? 20);
const untilMs = performance.now() + minutes * 60_000;
const hosted = await startWholeHotline({ NODE_OPTIONS: '--inspect=127.0.0.1:0' });
const { settings } = hosted.environment;
const hotline = await aroundEnvironment({ home: settings.home, portBase: settings.portBase, parts: controlOf(hosted) });
try {
  await hurryQueues(hotline, { ringMs: 8_000, acwMs: 500 });
  await Promise.all(['1001', '1002', '1003', '1004'].map((extension) => hotline.phones.seat(extension, { kind: 'answer', afterMs: 100 })));
  say(`server ${server}, seed ${seed}: ${reached} of ${TOTAL} calls reached before; ${AT_ONCE} at once, for ${minutes} minutes at most; ${machine()}`);
  const { samples, wrong } = await soak(hotline, { seed, count: TOTAL - reached, untilMs, log: hosted.environment.part('server').log });
  const calls = samples.at(-1)?.calls ?? 0;
  const growth = samples.length < MIN_SAMPLES ? null : bytesPerCall(samples);
  const runs = growth === null ? readNotes(server) : addNote(server, { seed, calls, bytesPerCall: Math.round(growth) });
  if (growth === null) say(`  ${samples.length} samples: too few to say anything of a slope`);
  else say(`  ${growth.toFixed(1)} bytes a call over ${calls} calls (flat: below ${FLAT_BYTES_PER_CALL})`);
  for (const one of wrong.slice(0, 12)) say(`  WRONG ${one}`);
  say(`${runs.reduce((sum, run) => sum + run.calls, 0)} of ${TOTAL} calls in ${runs.length} runs of this server; ${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 && (growth === null || growth < FLAT_BYTES_PER_CALL) ? 0 : 1;
} finally {
  await hotline.close();
  await hosted.environment.stop();
}
