/**
 * Seats that two servers share, callers who all want one of them, and misfortune: rings that nobody takes, agents who leave and load
 * their page anew, servers killed and frozen. What happened is counted at the seats' and the callers' own ends.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { LabEnvironment } from '../../../src/lab/environment.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import { type SeatBehaviour, type SeatEvent, type SeatRun } from '../../../src/lab/sip/seat-run.ts';
import { openTrunkLine, type TrunkLine } from '../../../src/lab/sip/trunk-line.ts';
import type { Pair } from '../../calls/support/pair.ts';
import { phasesNow } from '../../chaos/support/standing-calls.ts';
import type { Span } from '../../chaos/support/both-ways.ts';
import { createSoundLog } from '../../chaos/support/sound-log.ts';
import { createRandom, type Random } from '../../lab/ear-streams.ts';
import type { Misfortune, Quiet } from './quiet-story.ts';

export interface SharedSeatsPlan {
  seats: readonly string[];
  calls: number;
  atOnce: number;
  seed: number;
  /** Time between two misfortunes of the servers, ms. */
  misfortuneEveryMs: number;
}

export interface SharedSeatsResult {
  calls: number;
  /** INVITEs that a seat's phone got while it had another. */
  overlaps: number;
  invites: number;
  /** Callers whose call ended before an agent had them, or never. */
  lost: string[];
  longestQuietMs: number;
  silent: readonly Quiet[];
  /** What was done to the servers, and when. */
  misfortunes: readonly Misfortune[];
  missedRings: number;
  signOuts: number;
  reloads: number;
}

/** A frozen server is seen after 3 s and started anew; between two ringing tones are 4 s. Longer than both is silence. */
export const SILENCE_MS = 12_000;
const CALL_LIMIT_MS = 300_000;
const REKEY_MS = 6_000;
/** Who picks up says nothing while client and agent hear the agent's number: about four seconds. */
const TALK_MS = 7_000;

interface Tally { overlaps: number; invites: number; missedRings: number; signOuts: number; reloads: number }

function nextBehaviour(dice: Random): SeatBehaviour {
  const n = dice.below(100);
  if (n < 6) return { kind: 'no-answer' };
  if (n < 9) return { kind: 'reject' };
  if (n < 11) return { kind: 'busy' };
  return { kind: 'answer', afterMs: 50 + dice.below(400), hangUpAfterMs: TALK_MS + dice.below(3_000) };
}

const isLeft = (error: unknown): boolean => error instanceof Error;

/** One agent for as long as the run lasts. Her desk may be away while its server is started anew: she tries again. */
async function workSeat(pair: Pair, { extension, index, dice, tally, isOver }: { extension: string; index: number; dice: Random; tally: Tally; isOver: () => boolean }): Promise<void> {
  const server = (index % 2) as 0 | 1;
  const onEvent = ({ kind, detail }: SeatEvent): void => {
    if (kind === 'ring') tally.invites += 1;
    if (kind === 'second-call') {
      tally.overlaps += 1;
      tally.invites += 1;
    }
    if (kind === 'state' && detail['phase'] === 'not-ready' && detail['reason'] === 'rona') tally.missedRings += 1;
  };
  const open = async (): Promise<SeatRun> => {
    for (;;) {
      try {
        return await pair.hotline.phones.seat(extension, nextBehaviour(dice), { ...pair.at(server, extension), onEvent });
      } catch (error) {
        if (!isLeft(error)) throw error;
        await pause(500);
      }
    }
  };
  let run = await open();
  const wish = async (action: 'ready' | 'sign-out' | 'sign-in'): Promise<void> => {
    await run.desk?.change(action === 'sign-in' ? { action, extension } : { action }).catch(() => undefined);
  };
  while (!isOver()) {
    await pause(300 + dice.below(700));
    run.behave(nextBehaviour(dice));
    const state = (await run.desk?.seat().catch(() => undefined))?.seat.state;
    if (state?.phase === 'not-ready') await wish('ready');
    if (state?.phase === 'signed-out') {
      await wish('sign-in');
      await wish('ready');
    }
    const chance = dice.below(100);
    if (chance < 1) {
      tally.signOuts += 1;
      await wish('sign-out');
    } else if (chance < 2 && run.leg() === undefined) {
      // Page and phone are started anew; the seat stays signed in.
      tally.reloads += 1;
      await run.close({ isLeftSignedIn: true });
      run = await open();
    }
  }
  run.behave({ kind: 'answer', afterMs: 100, hangUpAfterMs: 500 });
  await run.close();
}

async function misfortunes(servers: readonly LabEnvironment[], { dice, everyMs, isOver }: { dice: Random; everyMs: number; isOver: () => boolean }): Promise<Misfortune[]> {
  const done: Misfortune[] = [];
  while (!isOver()) {
    for (let waited = 0; waited < everyMs && !isOver(); waited += 500) await pause(500);
    if (isOver()) break;
    const signal = dice.below(2) === 0 ? 'SIGKILL' : 'SIGSTOP';
    const server = dice.below(servers.length);
    try {
      servers[server]?.kill('server', signal);
      done.push({ atMs: nowMs(), what: `s${server + 1} ${signal}` });
    } catch {
      // It is being started anew this moment.
    }
  }
  return done;
}

interface CallerEnd { number: string; endedBy: string; quiet: Span }
const lengthOf = ({ fromMs, toMs }: Span): number => Math.round(toMs - fromMs);

async function oneCaller(pair: Pair, line: TrunkLine, phases: () => ReadonlyMap<string, string>): Promise<CallerEnd> {
  const number = pair.hotline.freshNumber();
  const heard = createSoundLog();
  const call = await line.call({ from: number, to: pair.hotline.config.dnis, onFrame: heard.onFrame });
  // Until she is answered the network rings for her.
  const startMs = nowMs();
  call.rtp.setPace(50);
  let keyedMs = -Infinity;
  while (call.end() === undefined && nowMs() - startMs < CALL_LIMIT_MS) {
    if (heard.hasSounded(0) && nowMs() - keyedMs > REKEY_MS && ['ivr', undefined].includes(phases().get(number))) {
      keyedMs = nowMs();
      await call.press('0');
    }
    await Promise.race([call.ended, pause(300)]);
  }
  const endMs = call.end()?.atMs ?? nowMs();
  const endedBy = call.end()?.by ?? 'nobody';
  await call.hangUp();
  return { number, endedBy, quiet: heard.longestQuiet({ fromMs: startMs, toMs: endMs }) };
}

/** Callers whose call no agent had. */
async function notTalked(pair: Pair, ends: readonly CallerEnd[]): Promise<string[]> {
  const rows = await pair.hotline.records.sql<{ number: string }>(`
    select distinct n.number from phone_number n join fact a on a.kind = 'call-arrived' and a.body ->> 'numberToken' = n.token
    join fact c on c.call_id = a.call_id and c.kind = 'connected'`);
  const talked = new Set(rows.map(({ number }) => number));
  return ends.filter(({ number }) => !talked.has(number)).map(({ endedBy, quiet }) => `ended by ${endedBy} without an agent, longest quiet ${lengthOf(quiet)} ms`);
}

export async function runSharedSeats(pair: Pair, plan: SharedSeatsPlan): Promise<SharedSeatsResult> {
  const dice = createRandom(plan.seed);
  const tally: Tally = { overlaps: 0, invites: 0, missedRings: 0, signOuts: 0, reloads: 0 };
  const over = { seats: false, servers: false };
  const line = await openTrunkLine({ to: { host: '127.0.0.1', port: pair.hotline.config.ports.pbxSip } });
  let phases: ReadonlyMap<string, string> = new Map();
  const look = setInterval(() => void phasesNow(pair.hotline).then((now) => (phases = now)).catch(() => undefined), 1_000);
  try {
    const seats = plan.seats.map((extension, index) => workSeat(pair, { extension, index, dice: createRandom(dice.below(1e9) + 1), tally, isOver: () => over.seats }));
    const trouble = misfortunes(pair.servers, { dice: createRandom(dice.below(1e9) + 1), everyMs: plan.misfortuneEveryMs, isOver: () => over.servers });
    const ends: CallerEnd[] = [];
    const faults: string[] = [];
    let left = plan.calls;
    await Promise.all(Array.from({ length: plan.atOnce }, async () => {
      while (left > 0) {
        left -= 1;
        await oneCaller(pair, line, () => phases).then((end) => ends.push(end), (error: unknown) => faults.push(`refused: ${String(error)}`));
      }
    }));
    over.servers = true;
    const done = await trouble;
    over.seats = true;
    await Promise.all(seats);
    return {
      ...tally, calls: ends.length + faults.length, lost: [...faults, ...(await notTalked(pair, ends))],
      longestQuietMs: Math.max(0, ...ends.map(({ quiet }) => lengthOf(quiet))), silent: ends.filter(({ quiet }) => lengthOf(quiet) > SILENCE_MS).map(({ number, quiet }) => ({ number, ...quiet })),
      misfortunes: done,
    };
  } finally {
    clearInterval(look);
    await line.close();
  }
}
