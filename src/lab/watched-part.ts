/**
 * One part under supervision.
 *
 *   stopped --start--> running --exit--> waiting --delay--> running
 *      ^                 |  ^-- no heartbeat for 3 s, or silent for as long as its part allows: SIGKILL, then exit as above
 *      +------stop-------+
 */
import type { Look } from './heartbeat-watch.ts';
import { createLivenessWatch, type LivenessWatch } from './liveness-watch.ts';
import type { Part } from './part.ts';
import { endProcess, forgetRecord, readLiveRecord, saveRecord, signalProcess } from './part-record.ts';
import { identify, isAlive, type ProcessRecord } from './process-identity.ts';
import { healthyAfterMs, restartDelayMs } from './restart-policy.ts';
import { spawnPart } from './spawn-part.ts';

export type PartEvent =
  /** silent: it takes questions and gives no answer; answers: it does again. */
  | { kind: 'started' | 'adopted' | 'frozen' | 'silent' | 'answers'; part: string; pid: number }
  | { kind: 'exited'; part: string; pid: number; code: number | null; signal: string | null; restartInMs: number | null }
  | { kind: 'failed-to-start'; part: string; reason: string };

export type WatchedPartOptions = { name: string; runDir: string; logDir: string; diesWithParent: boolean; emit: (event: PartEvent) => void };

/** A process under watch. `record` is undefined when it ended before it could be identified. */
type Life = { pid: number; record: ProcessRecord | undefined; startedAtMs: number };
type Ending = { code: number | null; signal: string | null };

export function createWatchedPart(options: WatchedPartOptions) {
  const { name, runDir, emit } = options;
  let wanted: Part | undefined;
  let life: Life | undefined;
  let liveness: LivenessWatch | undefined;
  let shortLives = 0;
  let timer: NodeJS.Timeout | undefined;

  function launch(part: Part): void {
    timer = undefined;
    liveness?.restart(false);
    const mine = beginLife(part, options, (how) => { ended(mine, how); });
    life = mine;
  }

  /** An end is seen twice, by the child's exit event and by look(): the first one counts. */
  function ended(which: Life, how: Ending): void {
    if (life !== which) return;
    life = undefined;
    forgetRecord(runDir, name);
    shortLives = performance.now() - which.startedAtMs > healthyAfterMs ? 0 : shortLives + 1;
    const part = wanted;
    const restartInMs = part === undefined ? null : restartDelayMs(Math.max(0, shortLives - 1));
    if (part !== undefined) timer = setTimeout(() => { launch(part); }, restartInMs ?? 0);
    emit({ kind: 'exited', part: name, pid: which.pid, ...how, restartInMs });
  }

  return {
    start(part: Part): void {
      if (wanted !== undefined && (life !== undefined || timer !== undefined)) return;
      wanted = part;
      liveness = createLivenessWatch(part, (kind) => { emit({ kind, part: name, pid: life?.pid ?? 0 }); });
      const record = readLiveRecord(runDir, name);
      if (record === undefined) {
        launch(part);
        return;
      }
      liveness.restart(true);
      life = { pid: record.pid, record, startedAtMs: performance.now() };
      emit({ kind: 'adopted', part: name, pid: record.pid });
    },
    async stop(): Promise<void> {
      const { stop } = wanted ?? {};
      wanted = undefined;
      clearTimeout(timer);
      timer = undefined;
      if (life?.record === undefined || stop === undefined) return;
      await endProcess(life.record, stop);
      if (life !== undefined) ended(life, { code: null, signal: null });
    },
    kill(signal: NodeJS.Signals): number {
      if (life?.record === undefined) throw new Error(`${name} is not running`);
      signalProcess(life.record, signal);
      return life.pid;
    },
    /** Adopted processes report no exit: this look is the only way to learn of it. Frozen ones are killed. */
    look(look: Look): void {
      if (life?.record === undefined) return;
      if (!isAlive(life.record)) {
        ended(life, { code: null, signal: null });
      } else if (liveness?.isFrozen(look) === true) {
        emit({ kind: 'frozen', part: name, pid: life.pid });
        signalProcess(life.record, 'SIGKILL');
        liveness.restart(true);
      }
    },
    letGo(): void {
      clearTimeout(timer);
    },
    pid: (): number | undefined => life?.pid,
  };
}
export type WatchedPart = ReturnType<typeof createWatchedPart>;

/** Starts the process; `onEnd` comes later, never before this returns. */
function beginLife(part: Part, options: WatchedPartOptions, onEnd: (how: Ending) => void): Life {
  const { name, runDir, emit } = options;
  const child = spawnPart(part, options);
  const life: Life = { pid: child.pid ?? 0, record: recordOf(child.pid), startedAtMs: performance.now() };
  child.on('error', (error) => {
    emit({ kind: 'failed-to-start', part: name, reason: error.message });
    if (child.pid === undefined) onEnd({ code: null, signal: null });
  });
  child.on('exit', (code, signal) => { onEnd({ code, signal }); });
  child.unref();
  if (life.record !== undefined) saveRecord(runDir, name, life.record);
  if (child.pid !== undefined) emit({ kind: 'started', part: name, pid: child.pid });
  return life;
}

function recordOf(pid: number | undefined): ProcessRecord | undefined {
  if (pid === undefined) return undefined;
  try {
    return identify(pid, new Date());
  } catch {
    return undefined;
  }
}
