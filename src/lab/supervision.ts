/**
 * Keeps parts running: starts them, restarts them when they end, kills and restarts them when they freeze.
 *
 *   stopped --start--> running --exit--> waiting --delay--> running
 *      ^                 |  ^-- frozen for 3 s: SIGKILL, then exit as above
 *      +------stop-------+
 *
 * Parts are started in sessions of their own: the end of the process that supervises ends none of them, so a live
 * call survives it. The next supervisor adopts them from their records.
 */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { childEnvironment } from '../config.ts';
import type { Part } from './part.ts';
import { endProcess, forgetRecord, readLiveRecord, saveRecord, signalProcess } from './part-record.ts';
import { identify, isAlive, type ProcessRecord } from './process-identity.ts';
import { healthyAfterMs, isFrozen, restartDelayMs } from './restart-policy.ts';

export type PartEvent =
  | { kind: 'started' | 'adopted'; part: string; pid: number }
  | { kind: 'exited'; part: string; pid: number; code: number | null; signal: string | null; restartInMs: number | null }
  | { kind: 'frozen'; part: string; pid: number }
  | { kind: 'failed-to-start'; part: string; reason: string };

export type SupervisionOptions = {
  runDir: string;
  logDir: string;
  onEvent?: (event: PartEvent) => void;
  /** Tests set this: parts are killed by the kernel when the supervising process dies. */
  diesWithParent?: boolean;
};

type Watched = {
  part: Part;
  wanted: boolean;
  /** Pid of the current process; 0 while a start is failing. */
  pid: number | undefined;
  record: ProcessRecord | undefined;
  startedAtMs: number;
  lastBeat: { mtimeMs: number; seenAtMs: number } | undefined;
  shortLives: number;
  timer: NodeJS.Timeout | undefined;
  ended: (() => void)[];
};

const tickMs = 100;
const logLimitBytes = 20_000_000;
const nowMs = (): number => performance.now();

export function createSupervision(options: SupervisionOptions) {
  const { runDir, logDir } = options;
  const watched = new Map<string, Watched>();
  const emit = (event: PartEvent): void => options.onEvent?.(event);
  mkdirSync(runDir, { recursive: true });
  mkdirSync(logDir, { recursive: true });
  let lastTickMs = nowMs();
  const ticker = setInterval(tick, tickMs);

  function launch(item: Watched): void {
    item.timer = undefined;
    const { part } = item;
    const log = openLog(path.join(logDir, `${part.name}.log`));
    const prefix = options.diesWithParent ? ['setpriv', '--pdeathsig', 'KILL', '--'] : [];
    const [program = '', ...args] = [...prefix, ...(typeof part.command === 'function' ? part.command() : part.command)];
    item.lastBeat = undefined;
    if (part.heartbeatFile !== undefined) rmSync(part.heartbeatFile, { force: true });
    const child = spawn(program, args, { cwd: part.cwd, env: childEnvironment(part.env), detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    item.startedAtMs = nowMs();
    child.on('error', (error) => {
      emit({ kind: 'failed-to-start', part: part.name, reason: error.message });
      if (child.pid === undefined) ended(item, { pid: 0, code: null, signal: null });
    });
    item.pid = child.pid ?? 0;
    if (child.pid === undefined) return;
    try {
      item.record = identify(child.pid, new Date());
      saveRecord(runDir, part.name, item.record);
    } catch {
      item.record = undefined;
    }
    const pid = child.pid;
    emit({ kind: 'started', part: part.name, pid });
    child.on('exit', (code, signal) => { ended(item, { pid, code, signal }); });
    child.unref();
  }

  function ended(item: Watched, how: { pid: number; code: number | null; signal: string | null }): void {
    // A child's end is seen twice: by its exit event and by the ticker. The first one counts.
    if (item.pid !== how.pid) return;
    item.pid = undefined;
    item.record = undefined;
    forgetRecord(runDir, item.part.name);
    item.shortLives = nowMs() - item.startedAtMs > healthyAfterMs ? 0 : item.shortLives + 1;
    const restartInMs = item.wanted ? restartDelayMs(Math.max(0, item.shortLives - 1)) : null;
    if (item.wanted && item.timer === undefined) item.timer = setTimeout(() => { launch(item); }, restartInMs ?? 0);
    for (const resolve of item.ended.splice(0)) resolve();
    emit({ kind: 'exited', part: item.part.name, ...how, restartInMs });
  }

  function tick(): void {
    const now = nowMs();
    // When this process itself was held up (a suspended machine, a starved core), nobody else can be blamed for it.
    const heldUpMs = now - lastTickMs - tickMs;
    lastTickMs = now;
    for (const item of watched.values()) {
      if (item.record === undefined) continue;
      // Children report their own end; for adopted processes this look is the only way to learn of it.
      if (!isAlive(item.record)) ended(item, { pid: item.record.pid, code: null, signal: null });
      else if (item.part.heartbeatFile !== undefined) watchHeartbeat(item, item.part.heartbeatFile, now, heldUpMs);
    }
  }

  function watchHeartbeat(item: Watched, file: string, now: number, heldUpMs: number): void {
    const mtimeMs = existsSync(file) ? statSync(file).mtimeMs : undefined;
    if (mtimeMs !== undefined && mtimeMs !== item.lastBeat?.mtimeMs) item.lastBeat = { mtimeMs, seenAtMs: now };
    else if (item.lastBeat !== undefined && heldUpMs > 1_000) item.lastBeat.seenAtMs += heldUpMs;
    if (item.record === undefined || !isFrozen({ lastBeatAtMs: item.lastBeat?.seenAtMs, startedAtMs: item.startedAtMs, nowMs: now })) return;
    emit({ kind: 'frozen', part: item.part.name, pid: item.record.pid });
    signalProcess(item.record, 'SIGKILL');
    item.startedAtMs = now;
    item.lastBeat = undefined;
  }

  const find = (name: string): Watched => {
    const item = watched.get(name);
    if (item === undefined) throw new Error(`no part is called ${name}`);
    return item;
  };

  return {
    /** Starts a part and keeps it running; one that runs already is adopted, if its record can be trusted. */
    start(part: Part): void {
      const known = watched.get(part.name);
      if (known?.wanted && (known.record !== undefined || known.timer !== undefined)) return;
      const item: Watched = known ?? { part, wanted: true, pid: undefined, record: undefined, startedAtMs: nowMs(), lastBeat: undefined, shortLives: 0, timer: undefined, ended: [] };
      item.part = part;
      item.wanted = true;
      watched.set(part.name, item);
      const record = readLiveRecord(runDir, part.name);
      if (record === undefined) {
        launch(item);
        return;
      }
      item.record = record;
      item.pid = record.pid;
      emit({ kind: 'adopted', part: part.name, pid: record.pid });
    },
    /** Ends a part for good: its signal, then SIGKILL after its grace. Resolves when it is gone. */
    async stop(name: string): Promise<void> {
      const item = watched.get(name);
      if (item === undefined) return;
      item.wanted = false;
      clearTimeout(item.timer);
      item.timer = undefined;
      if (item.record === undefined) return;
      const gone = new Promise<void>((resolve) => { item.ended.push(resolve); });
      await endProcess(item.record, item.part.stop, gone);
    },
    /** Sends a signal to a part's process, as tests of failure do. Returns the pid it went to. */
    kill(name: string, signal: NodeJS.Signals): number {
      const { record } = find(name);
      if (record === undefined) throw new Error(`${name} is not running`);
      signalProcess(record, signal);
      return record.pid;
    },
    pid: (name: string): number | undefined => watched.get(name)?.record?.pid,
    wantedNames: (): string[] => [...watched.values()].filter((item) => item.wanted).map((item) => item.part.name),
    /** Lets go of every part without ending one. */
    close(): void {
      clearInterval(ticker);
      for (const item of watched.values()) clearTimeout(item.timer);
    },
  };
}
export type Supervision = ReturnType<typeof createSupervision>;

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > logLimitBytes) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

