/** Agents who hand their clients about, and the clients: what each saw and heard is noted at their own ends. */
import { setTimeout as pause } from 'node:timers/promises';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import type { SeatEvent, SeatRun } from '../../../src/lab/sip/seat-run.ts';
import { openTrunkLine, type TrunkLine } from '../../../src/lab/sip/trunk-line.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';
import { createSoundLog } from '../../chaos/support/sound-log.ts';
import { createRandom, type Random } from '../../lab/ear-streams.ts';
import { makeMove, type MoveName, moveNames } from './control-moves.ts';
import { type Listener, type Supervised, workSupervisor } from './control-supervisor.ts';

export interface ControlPlan {
  seats: readonly string[];
  /** Seats of agents who have no clients of their own, and go from talk to talk. */
  supervisors: readonly string[];
  callers: number;
  /** So that colleagues are free now and then, fewer than there are seats. */
  atOnce: number;
  seed: number;
  /** Nothing else happened on this hotline today: the time of all its seats must add up too. */
  isAlone: boolean;
}

export interface ControlTally {
  /** Of each move: how often it was done, and the codes of the times it was not. */
  moves: Record<string, Record<string, number>>;
  invites: number;
  /** INVITEs that reached a seat before their pop reached its page. */
  ringsBeforePop: number;
  /** Of those: the longest from the INVITE to the pop. */
  longestPopLateMs: number;
  secondCalls: number;
  supervised: Supervised;
}

export interface CallerEnd { number: string; endedBy: string; quietMs: number }

const CALL_LIMIT_MS = 240_000;
const REKEY_MS = 8_000;
/** A talk with a supervisor at it goes on for a while, or she would hardly have come. */
const MONITORED_MS = 4_000;

function note({ moves }: ControlTally, name: string, answer: string): void {
  const codes = (moves[name] ??= {});
  codes[answer] = (codes[answer] ?? 0) + 1;
}

function watchSeat(tally: ControlTally): (event: SeatEvent) => void {
  let [pops, rings, rungMs] = [0, 0, 0];
  return ({ kind, atMs }) => {
    if (kind === 'pop' && pops < rings) tally.longestPopLateMs = Math.max(tally.longestPopLateMs, Math.round(atMs - rungMs));
    if (kind === 'pop') pops += 1;
    if (kind === 'second-call') tally.secondCalls += 1;
    if (kind !== 'ring') return;
    tally.invites += 1;
    rings += 1;
    rungMs = atMs;
    if (pops < rings) tally.ringsBeforePop += 1;
  };
}

/** One agent until all callers are gone: whenever she leads a talk she makes one move, and hangs up if the client is still hers. */
async function workSeat(run: SeatRun, { plan, dice, tally, isOver }: { plan: ControlPlan; dice: Random; tally: ControlTally; isOver: () => boolean }): Promise<void> {
  const { extension } = run;
  const others = plan.seats.filter((one) => one !== extension);
  let left: MoveName[] = [];
  while (!isOver()) {
    await pause(200 + dice.below(200));
    const seat = (await run.desk?.seat().catch(() => undefined))?.seat;
    if (seat?.state.phase === 'not-ready') await run.desk?.change({ action: 'ready' }).catch(() => undefined);
    const call = seat?.call;
    if (call === null || call === undefined || call.lead !== undefined || call.step !== 'connected') continue;
    await pause(500 + dice.below(1_500));
    // Each of the moves comes about as often as any other.
    if (left.length === 0) left = [...moveNames];
    const name = left.splice(dice.below(left.length), 1)[0] ?? 'hold and retrieve';
    note(tally, name, await makeMove(name, { run, callId: call.callId, other: others[dice.below(others.length)] ?? '', dice }));
    const isMonitored = (await run.desk?.seat().catch(() => undefined))?.seat.call?.monitor !== undefined;
    await pause(1_000 + dice.below(1_000) + (isMonitored ? MONITORED_MS : 0));
    await run.desk?.askCall({ callId: call.callId, action: 'hang-up' }).catch(() => undefined);
  }
  await run.close();
}

async function oneCaller(hotline: Hotline, line: TrunkLine, ears: Set<Listener>): Promise<CallerEnd> {
  const number = hotline.freshNumber();
  const heard = createSoundLog();
  const ear: Listener = { name: 'a client', frames: heard.frames };
  ears.add(ear);
  const call = await line.call({ from: number, to: hotline.config.dnis, onFrame: heard.onFrame });
  const startMs = nowMs();
  let keyedMs = -Infinity;
  while (call.end() === undefined && nowMs() - startMs < CALL_LIMIT_MS) {
    const phase = (await hotline.records.liveCallOf(number))?.state.activity.phase;
    if (heard.hasSounded(0) && nowMs() - keyedMs > REKEY_MS && phase === 'ivr') {
      keyedMs = nowMs();
      await call.press('0');
    }
    await Promise.race([call.ended, pause(500)]);
  }
  const endMs = call.end()?.atMs ?? nowMs();
  const endedBy = call.end()?.by ?? 'nobody';
  await call.hangUp();
  ears.delete(ear);
  return { number, endedBy, quietMs: heard.longestQuietMs({ fromMs: startMs, toMs: endMs }) };
}

export async function runControl(hotline: Hotline, plan: ControlPlan): Promise<{ ends: CallerEnd[]; faults: string[]; tally: ControlTally }> {
  const dice = createRandom(plan.seed);
  const tally: ControlTally = { moves: {}, invites: 0, ringsBeforePop: 0, longestPopLateMs: 0, secondCalls: 0, supervised: { looks: 0, heardAgent: 0, overheard: [] } };
  let isOver = false;
  const line = await openTrunkLine({ to: { host: '127.0.0.1', port: hotline.config.ports.pbxSip } });
  const own = (): Random => createRandom(dice.below(1e9) + 1);
  try {
    const clients = new Set<Listener>();
    const open = (extension: string): Promise<SeatRun> => hotline.phones.seat(extension, { kind: 'answer', afterMs: 100 + dice.below(300) }, { onEvent: watchSeat(tally) });
    const runs: SeatRun[] = [];
    for (const extension of plan.seats) runs.push(await open(extension));
    const bosses: SeatRun[] = [];
    for (const extension of plan.supervisors) bosses.push(await open(extension));
    const seats = runs.map((run) => workSeat(run, { plan, dice: own(), tally, isOver: () => isOver }));
    const listeners = (): Listener[] => [...clients, ...runs.map(({ extension: name, frames }) => ({ name, frames }))];
    const supervisors = bosses.map((run) => workSupervisor(run, { dice: own(), isOver: () => isOver, listeners, note: (move, answer) => note(tally, move, answer), supervised: tally.supervised }));
    const ends: CallerEnd[] = [];
    const faults: string[] = [];
    let left = plan.callers;
    await Promise.all(Array.from({ length: plan.atOnce }, async () => {
      while (left > 0) {
        left -= 1;
        await oneCaller(hotline, line, clients).then((end) => ends.push(end), (error: unknown) => faults.push(`a caller was refused: ${String(error)}`));
      }
    }));
    isOver = true;
    await Promise.all([...seats, ...supervisors]);
    return { ends, faults, tally };
  } finally {
    await line.close();
  }
}
