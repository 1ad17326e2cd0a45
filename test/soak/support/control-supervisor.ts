/** A supervisor goes from talk to talk: she listens, whispers, barges in, takes over, leaves by page or by hanging up, all by the dice. */
import { setTimeout as pause } from 'node:timers/promises';
import type { MonitorChange } from '../../../src/contract/desk/monitor.ts';
import type { HeardFrame } from '../../../src/lab/ear/levels.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import type { SeatRun } from '../../../src/lab/sip/seat-run.ts';
import { voiceShare } from '../../calls/support/sound.ts';
import type { Hotline } from '../../calls/support/hotline.ts';
import type { Random } from '../../lab/ear-streams.ts';
import { answerOf } from './control-moves.ts';

/** Who might hear her: a client or a seat. */
export interface Listener { name: string; frames: () => readonly HeardFrame[] }

export interface Supervised {
  /** Stretches of a quiet mode at whose end everybody's ear was looked at. */
  looks: number;
  /** Of those: she heard the agent. */
  heardAgent: number;
  /** Who heard her and should not. */
  overheard: string[];
}

export interface SupervisorGiven {
  dice: Random;
  isOver: () => boolean;
  listeners: () => readonly Listener[];
  note: (move: string, answer: string) => void;
  supervised: Supervised;
}

type Mode = 'listen' | 'whisper' | 'barge';

const MODES: readonly Mode[] = ['listen', 'whisper', 'barge'];
/** From the word until everybody hears accordingly, on a busy machine. */
const SETTLED_MS = 1_500;
const LOOK_MS = 800;
const COME_LIMIT_MS = 15_000;
/** Of two voices at once each has half of the sound, of five a fifth. */
const HEARD = 0.15;

const hears = ({ frames }: Listener, extension: string): boolean => voiceShare(frames(), extension, { untilMs: nowMs(), lastMs: LOOK_MS }) > HEARD;

async function modeAt(run: SeatRun, callId: string): Promise<Mode | undefined> {
  const call = (await run.desk?.seat().catch(() => undefined))?.seat.call;
  return call?.callId === callId && call.step !== 'ended' && run.leg()?.isTalking() === true ? call.monitor?.mode : undefined;
}

async function isThere(run: SeatRun, callId: string): Promise<boolean> {
  for (const endMs = nowMs() + COME_LIMIT_MS; nowMs() < endMs; await pause(100)) {
    if ((await modeAt(run, callId)) !== undefined) return true;
    const phase = (await run.desk?.seat().catch(() => undefined))?.seat.state.phase;
    if (phase === 'ready' || phase === 'not-ready') return false;
  }
  return false;
}

/** Nobody hears who only listens, and only the agent who whispers. A talk that changed hands meanwhile says nothing. */
async function look(run: SeatRun, talk: { callId: string; extension: string }, { listeners, supervised }: SupervisorGiven): Promise<void> {
  const before = await modeAt(run, talk.callId);
  await pause(SETTLED_MS + LOOK_MS);
  const ears = listeners().filter((one) => hears(one, run.extension)).map(({ name }) => name);
  const heardAgent = hears({ name: run.extension, frames: run.frames }, talk.extension);
  const mode = await modeAt(run, talk.callId);
  if (mode === undefined || mode !== before || mode === 'barge') return;
  supervised.looks += 1;
  if (heardAgent) supervised.heardAgent += 1;
  const may = mode === 'whisper' ? [talk.extension] : [];
  supervised.overheard.push(...ears.filter((name) => !may.includes(name)).map((name) => `${name} heard ${run.extension} (${mode})`));
}

async function leaveTalk(run: SeatRun, callId: string, dice: Random): Promise<string> {
  if (dice.below(2) === 0) return answerOf(run.desk?.monitor(callId, 'change', null));
  await run.leg()?.hangUp();
  return 'done';
}

async function visitTalk(run: SeatRun, given: SupervisorGiven): Promise<void> {
  const { dice, note } = given;
  const talks = (await run.desk?.talks().catch(() => undefined) ?? []).filter(({ monitoredBy }) => monitoredBy === null);
  const talk = talks[dice.below(Math.max(1, talks.length))];
  if (talk === undefined) return;
  let mode = MODES[dice.below(3)] ?? 'listen';
  const came = await answerOf(run.desk?.monitor(talk.callId, 'come', mode));
  note(`supervisor comes (${mode})`, came === 'done' && !(await isThere(run, talk.callId)) ? 'TALK_WAS_OVER' : came);
  if (came !== 'done') return;
  for (let changes = dice.below(3); changes >= 0 && (await modeAt(run, talk.callId)) !== undefined; changes -= 1) {
    if (dice.below(2) === 0) await look(run, talk, given);
    else await pause(300);
    const next: MonitorChange['mode'] = dice.below(5) === 0 ? 'take-over' : (MODES.filter((one) => one !== mode)[dice.below(2)] ?? 'listen');
    const answer = await answerOf(run.desk?.monitor(talk.callId, 'change', next));
    note(`supervisor: ${next}`, answer);
    if (next === 'take-over' && answer === 'done') return;
    if (next !== 'take-over') mode = next;
  }
  if ((await modeAt(run, talk.callId)) !== undefined) note('supervisor leaves', await leaveTalk(run, talk.callId, dice));
}

/** Until all callers are gone. A client she has taken over, or who was left to her, she talks with for a moment. */
export async function workSupervisor(run: SeatRun, given: SupervisorGiven): Promise<void> {
  while (!given.isOver()) {
    await pause(300 + given.dice.below(500));
    const seat = (await run.desk?.seat().catch(() => undefined))?.seat;
    const call = seat?.call ?? null;
    if (seat?.state.phase === 'not-ready') await run.desk?.change({ action: 'ready' }).catch(() => undefined);
    if (seat?.state.phase === 'ready') await visitTalk(run, given);
    else if (call !== null && call.step === 'connected' && call.lead === undefined) {
      await pause(500 + given.dice.below(1_500));
      await answerOf(run.desk?.askCall({ callId: call.callId, action: 'hang-up' }));
    }
  }
  await run.close();
}

/** These agents are supervisors, and no queue gives them clients; the way back restores what they were. */
export async function makeSupervisors({ records }: Pick<Hotline, 'records'>, extensions: readonly string[]): Promise<() => Promise<void>> {
  const agents = await records.sql<{ id: string; roles: string[] }>(`select a.id, a.roles from agent a join seat s on s.agent_id = a.id where s.extension = any ($1)`, [extensions]);
  const ids = agents.map(({ id }) => id);
  const skills = await records.sql<{ agent_id: string; queue: string; level: number }>(`delete from agent_skill where agent_id = any ($1) returning agent_id, queue, level`, [ids]);
  await records.sql(`update agent set roles = array_append(roles, 'supervisor') where id = any ($1) and not 'supervisor' = any (roles)`, [ids]);
  return async () => {
    for (const { id, roles } of agents) await records.sql('update agent set roles = $2 where id = $1', [id, roles]);
    for (const { agent_id, queue, level } of skills) await records.sql('insert into agent_skill (agent_id, queue, level) values ($1, $2, $3)', [agent_id, queue, level]);
  };
}
