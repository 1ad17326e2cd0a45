/** What an agent who leads a talk does with it, by the dice: by her page, or by her desk phone alone. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CallAction } from '../../../src/contract/desk/call-control.ts';
import type { SeatLeg } from '../../../src/lab/sip/seat-leg.ts';
import type { SeatRun } from '../../../src/lab/sip/seat-run.ts';
import type { Random } from '../../lab/ear-streams.ts';

export interface MoveGiven {
  readonly run: SeatRun;
  readonly callId: string;
  /** A colleague's extension. She may be busy: then it is refused. */
  readonly other: string;
  readonly dice: Random;
}

/** What became of it: `done`, or the code of a no. */
type Move = (given: MoveGiven) => Promise<string>;

const GUEST_LIMIT_MS = 20_000;

const nameOf = (error: unknown): string => (error instanceof Error ? ((error as { code?: string }).code ?? error.message) : 'no error');
/** `done`, or the code of the no. */
export const answerOf = (asked: Promise<unknown> | undefined): Promise<string> =>
  (asked ?? Promise.reject(new Error('no desk'))).then(() => 'done', nameOf);
const ask = ({ run, callId }: MoveGiven, action: CallAction): Promise<string> => answerOf(run.desk?.askCall({ callId, action }));

/** The guest talks; or why she does not. */
async function guestTalks({ run, callId }: MoveGiven): Promise<string> {
  for (const endMs = performance.now() + GUEST_LIMIT_MS; performance.now() < endMs; await pause(100)) {
    const call = (await run.desk?.seat().catch(() => undefined))?.seat.call;
    if (call?.callId !== callId || call.step === 'ended') return 'CALL_OVER';
    if (call.guest?.shape === 'consult') return 'done';
    if ((call.guest ?? null) === null && (call.guestOver ?? null) !== null) return call.guestOver?.why ?? 'NOBODY';
  }
  return 'GUEST_NEVER_CAME';
}

async function withGuest(given: MoveGiven, then: () => Promise<string>): Promise<string> {
  const asked = await answerOf(given.run.desk?.transfer({ callId: given.callId, mode: 'consult', to: { kind: 'seat', extension: given.other } }));
  if (asked !== 'done') return asked;
  const there = await guestTalks(given);
  if (there !== 'done') return there;
  await pause(500 + given.dice.below(1_000));
  return then();
}

async function inTurn(given: MoveGiven, actions: readonly CallAction[]): Promise<string> {
  for (const action of actions) {
    const answer = await ask(given, action);
    if (answer !== 'done') return `${action} ${answer}`;
    await pause(300 + given.dice.below(700));
  }
  return 'done';
}

const consult = (...actions: readonly CallAction[]): Move => (given) => withGuest(given, () => inTurn(given, actions));
const blind = (to: (given: MoveGiven) => { kind: 'seat'; extension: string } | { kind: 'queue'; queue: string }): Move => (given) =>
  answerOf(given.run.desk?.transfer({ callId: given.callId, mode: 'blind', to: to(given) }));

async function referTo(leg: SeatLeg | undefined, to: string, replaced?: SeatLeg): Promise<string> {
  if (leg === undefined) return 'NO_LEG';
  const status = await leg.refer(to, replaced === undefined ? {} : { replaced: replaced.ends() });
  return status === 200 ? 'done' : `SIP_${status}`;
}

/** Her phone's own second call, and both handed together. What comes of no is taken back at the phone. */
async function attended(given: MoveGiven): Promise<string> {
  const { run, other } = given;
  const leg = run.leg();
  if (leg === undefined) return 'NO_LEG';
  await leg.hold(true);
  let own: SeatLeg | undefined;
  const answer = await (async (): Promise<string> => {
    own = await run.dial(other);
    const there = await guestTalks(given);
    return there === 'done' ? referTo(leg, other, own) : there;
  })().catch(nameOf);
  if (answer === 'done') return answer;
  await own?.hangUp();
  if (leg.isTalking()) await leg.hold(false).catch(() => undefined);
  return answer;
}

const moves = {
  'blind to a seat': blind(({ other }) => ({ kind: 'seat', extension: other })),
  'blind to a queue': blind(() => ({ kind: 'queue', queue: 'general' })),
  'consult, completed': consult('complete'),
  'consult, taken back': consult('take-back'),
  'consult, swapped twice, completed': consult('swap', 'swap', 'complete'),
  'conference, completed': consult('conference', 'complete'),
  'conference, taken back': consult('conference', 'take-back'),
  'hold and retrieve': (given) => inTurn(given, ['hold', 'retrieve']),
  'REFER to a seat': ({ run, other }) => referTo(run.leg(), other),
  'REFER to a queue': ({ run }) => referTo(run.leg(), 'general'),
  'REFER to a number that is not allowed': ({ run }) => referTo(run.leg(), '13900139001'),
  'second call, REFER with Replaces': attended,
} satisfies Record<string, Move>;

export type MoveName = keyof typeof moves;
export const moveNames = Object.keys(moves) as MoveName[];

export const makeMove = (name: MoveName, given: MoveGiven): Promise<string> =>
  moves[name](given).catch(nameOf);
