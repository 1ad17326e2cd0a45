/** What must be so when a call is over, whatever befell it. Returns what is wrong, in words; nothing: all is well. */
import type { CallCommand } from '../../../../src/core/call/commands.ts';
import type { Stage } from './play.ts';

/** The longest a living caller may hear nothing: a question waits 10 s for its first key; the rest is time-outs of commands. */
const SILENCE_MS = 16_000;

/** The same for an agent's phone that rings, or is up, for a client who has left. */
const FOR_NOBODY_MS = 16_000;

export function wrongWith({ isOver, ...stage }: Stage & { isOver: boolean }): string[] {
  const { floor, telephone } = stage;
  const wrong: string[] = [];
  if (!isOver) wrong.push(`never over: ${leftOver(stage)}`);
  const silence = telephone.legs.longestSilenceMs();
  if (silence > SILENCE_MS) wrong.push(`somebody in silence for ${Math.round(silence)} ms`);
  const outlived = telephone.legs.seatOutlivedMs();
  if (outlived > FOR_NOBODY_MS && telephone.legs.hasMetClient()) wrong.push(`an agent's phone busy for nobody for ${Math.round(outlived)} ms`);
  for (const [callId, steps] of groupByCall(floor.calls.saved)) {
    const numbers = steps.flatMap((step) => step.facts.map(({ seq }) => seq));
    if (numbers.some((seq, index) => seq !== index + 1)) wrong.push(`facts of ${callId} have a gap: ${numbers.join(' ')}`);
    const ends = steps.flatMap((step) => step.facts).filter(({ fact }) => fact.kind === 'call-ended').length;
    if (ends !== 1) wrong.push(`${callId} ended ${ends} times`);
    wrong.push(...afterTheEnd(steps).map((kind) => `${kind} after the end of ${callId}`));
  }
  return wrong;
}

function leftOver({ floor, telephone, server }: Stage): string {
  const states = [...floor.calls.rows.values()].map(({ state, pending }) => `${JSON.stringify(state.activity)} pending ${pending.map(({ kind }) => kind).join(' ')}`);
  const seats = [...floor.acd.seats.values()].map(({ phase }) => phase);
  return JSON.stringify({ states, seats, entries: [...floor.acd.entries], legs: telephone.legs.left(), boxes: server().runner.calls.all().length, inbox: floor.inboxRows.length });
}

type Steps = Stage['floor']['calls']['saved'];

function groupByCall(saved: Steps): Map<string, Steps> {
  const calls = new Map<string, Steps>();
  for (const step of saved) calls.set(step.callId, [...(calls.get(step.callId) ?? []), step]);
  return calls;
}

/** Late legs are hung up, late offers given back; nothing else. */
function afterTheEnd(steps: Steps): string[] {
  const end = steps.findIndex(({ state }) => state.activity.phase === 'ended');
  const seen = new Set(steps.slice(0, end + 1).flatMap(({ pending }) => pending.map(({ id }) => id)));
  const isAllowed = (command: CallCommand): boolean => command.kind === 'hang-up-leg' || (command.kind === 'tell-seat' && command.event.kind === 'released');
  return end < 0 ? [] : steps.slice(end + 1).flatMap(({ pending }) => pending.filter((command) => !seen.has(command.id) && !isAllowed(command)).map(({ kind }) => kind));
}
