import { existsSync, linkSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallReport } from '../../src/lab/carrier/call-script.ts';
import type { SeatEvent } from '../../src/lab/sip/seat-run.ts';
import { runHotline } from './support/command.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { spokenQuote } from './support/spoken-quote.ts';

let hotline: Hotline;
let folder: string;
beforeAll(async () => {
  hotline = await openHotline();
  folder = mkdtempSync(path.join(tmpdir(), 'hotline-command-'));
});
afterAll(async () => {
  await hotline?.nothingLeft();
  await hotline?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const call = (args: readonly string[], env?: Readonly<Record<string, string>>) => runHotline(hotline.config, ['call', '--json', ...args], env);
const told = ({ steps }: CallReport): string[] => steps.map((step) => [step.kind, ...step.promptIds, step.digits, step.seat].filter(Boolean).join(' '));
const heard = ({ steps }: CallReport): string[] => steps.flatMap((step) => (step.kind === 'prompt' ? step.promptIds : []));

/** One clip's file holds another's sound, for as long as `work` takes. Renamed, not written: clips may share their bytes with a cache. */
async function withSpoilt<T>({ clip, soundOf }: { clip: string; soundOf: string }, work: () => Promise<T>): Promise<T> {
  const at = (name: string): string => path.join(hotline.config.promptsDir, 'play', 'zh-CN', `${name}.sln`);
  const [wholeBytes, other] = [statSync(at(clip)).size, readFileSync(at(soundOf))];
  // As long as it was: a server plays no file that was cut off.
  writeFileSync(at('spoilt'), Buffer.concat([other, Buffer.alloc(wholeBytes - other.length)]));
  linkSync(at(clip), at('whole'));
  renameSync(at('spoilt'), at(clip));
  try {
    return await work();
  } finally {
    renameSync(at('whole'), at(clip));
  }
}

describe.concurrent('./hotline call', () => {
  it('tells name and price as the back office gave them, and exits 0 because that was asked [M-02] [C-02]', async () => {
    const run = await call(['--from', hotline.freshNumber(), '--keys', '1,600519#']);
    const report = run.json<CallReport>();
    expect([run.exitCode, report.outcome]).toEqual([0, 'served']);
    const given = (await hotline.simulator.log()).entries.filter(({ code }) => code === '600519').at(-1);
    expect(given).toBeDefined();
    const all = heard(report);
    expect(all.slice(all.indexOf('name.600519'))).toEqual(given === undefined ? [] : spokenQuote(given));
    expect(told(report).slice(0, 4)).toEqual(['prompt welcome main.menu', 'key 1', 'prompt quote.ask-code', 'key 600519#']);
    expect(Object.keys(report).toSorted()).toEqual(['callId', 'durationMs', 'from', 'outcome', 'steps', 'to']);
    expect(report.steps.find(({ kind }) => kind === 'prompt')?.text).toMatch(/^您好，欢迎致电证券客户服务热线。查询行情请按1，.*人工服务请按0。$/);
  });

  it('hears the same with the server\'s HTTP port and the database closed to it', async () => {
    const { ports } = hotline.config;
    const doors = path.join(folder, 'doors.mjs');
    const knocked = path.join(folder, 'knocked');
    writeFileSync(doors, `
      import { appendFileSync } from 'node:fs';
      import net from 'node:net';
      const closed = new Set([${ports.http}, ${ports.postgres}, ${ports.redis}, ${ports.serverHealth}, ${ports.pbxAri}]);
      const connect = net.Socket.prototype.connect;
      net.Socket.prototype.connect = function (...args) {
        const options = Array.isArray(args[0]) ? args[0][0] : args[0];
        const port = Number(options?.port ?? options);
        if (!closed.has(port)) return connect.apply(this, args);
        appendFileSync(${JSON.stringify(knocked)}, port + '\\n');
        throw new Error('this door is closed');
      };
    `);
    const keys = ['--from', hotline.freshNumber(), '--keys', '1,12#', '--max', '60'];
    const [open, closed] = await Promise.all([call(keys), call(keys, { NODE_OPTIONS: `--import=${doors}` })]);
    expect(told(closed.json<CallReport>())).toEqual(told(open.json<CallReport>()));
    expect(told(closed.json<CallReport>())).toContain('prompt quote.wrong-code quote.ask-code');
    expect(existsSync(knocked) ? readFileSync(knocked, 'utf8') : 'nobody knocked').toBe('nobody knocked');
  });

  it('asks for a person and talks to `./hotline seat`, whose pop comes no later than its ring; each tells the other\'s side of it [M-03] [M-17]', async () => {
    const seat = runHotline(hotline.config, ['seat', '1001', '--auto-answer', '3000', '--calls', '1', '--json']);
    const from = hotline.freshNumber();
    const run = await call(['--from', from, '--keys', '0', '--hold', '3']);
    const report = run.json<CallReport>();
    expect([run.exitCode, report.outcome]).toEqual([0, 'talked']);
    expect(report.steps.find(({ kind }) => kind === 'talking')).toMatchObject({ seat: '1001' });
    expect(report.steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['key', 'offered', 'ringing', 'talking', 'ended']));
    const { exitCode, stdout } = await seat;
    expect(exitCode).toBe(0);
    const told = stdout.trim().split('\n').map((line) => JSON.parse(line) as SeatEvent);
    const first = (kind: SeatEvent['kind']): SeatEvent | undefined => told.find((event) => event.kind === kind);
    expect(first('pop')?.atMs).toBeLessThanOrEqual(first('ring')?.atMs ?? 0);
    expect(first('ring')?.detail).toMatchObject({ from });
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['registered', 'pop', 'ring', 'answered', 'talking', 'ended']));
  });

  it('exits 1 when what was asked could not be done, and says so', async () => {
    const run = await call(['--from', hotline.freshNumber(), '--keys', '1,600036#,0', '--max', '12']);
    expect([run.exitCode, run.json<CallReport>().outcome]).toEqual([1, 'not-done']);
  });

  it('never shows keys of a file', async () => {
    const file = path.join(folder, 'keys');
    writeFileSync(file, '1,1234#\n');
    const run = await call(['--from', hotline.freshNumber(), '--keys', `@${file}`]);
    expect(run.exitCode).toBe(0);
    expect(told(run.json<CallReport>())).toContain('key *****');
    expect(run.stdout + run.stderr).not.toContain('1234#');
  });
});

describe('./hotline call with spoilt clips', () => {
  it('hears another story when a clip\'s file holds the sound of another', async () => {
    const run = await withSpoilt({ clip: 'main.menu', soundOf: 'welcome' }, () => call(['--from', hotline.freshNumber(), '--max', '30']));
    expect(heard(run.json<CallReport>()).slice(0, 2)).toEqual(['welcome', 'welcome']);
  });
});
