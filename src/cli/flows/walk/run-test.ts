/** Runs one flow test. The first step that fails ends it, with what was heard instead. */
import type { Caller, Ending, Words } from './caller.ts';
import { callIn } from './caller.ts';
import type { FlowTest, TestStep } from '../../../contract/ivr-flow/test-file.ts';
import type { LookupAnswer } from '../../../core/call/events.ts';
import type { AnswerValue, Answers } from '../../../core/ivr/flow.ts';
import type { PersonDoes } from './person.ts';
import type { WalkWorld } from './walk-world.ts';

/** A Monday in service hours. */
const USUAL_TIME = '2026-11-23T10:00:00+08:00';
const USUAL_NUMBER = '95500';
const CLIENTS = { none: [], one: ['c-1'], many: ['c-1', 'c-2'], withheld: null } as const;

export type TestResult = { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly step: number; readonly reason: string };

export function runFlowTest({ world, textOf }: WalkWorld, test: FlowTest): TestResult {
  const caller = callIn({
    world, dials: test.dials ?? USUAL_NUMBER, at: Date.parse(test.at ?? USUAL_TIME), isEmergency: test.emergency ?? false, clients: CLIENTS[test.client ?? 'none'],
  });
  const ear = createEar(caller, textOf);
  for (const [index, step] of test.steps.entries()) {
    const reason = take(caller, ear, step);
    if (reason !== null) return { kind: 'failed', step: index, reason };
  }
  return { kind: 'passed' };
}

interface Piece {
  readonly clip: string;
  readonly text: string;
}

interface Ear {
  /** What was heard and not yet asked for. */
  pieces(): readonly Piece[];
  /** Passes over what lies before this prompt or text; false: it was not heard. */
  goOnTo(what: string): boolean;
}

function createEar(caller: Caller, textOf: WalkWorld['textOf']): Ear {
  let open: Piece[] = [];
  const hear = (): void => {
    open.push(...caller.heard().flatMap(({ clips, language }: Words) => clips.map((clip) => ({ clip, text: textOf(clip, language) }))));
  };
  return {
    pieces() {
      hear();
      return open;
    },
    goOnTo(what) {
      hear();
      const found = open.findIndex((piece) => piece.clip === what);
      const end = found >= 0 ? found + 1 : endOfText(open, what);
      if (end < 0) return false;
      open = open.slice(end);
      return true;
    },
  };
}

/** Words may run over several clips: the number of pieces up to where they end. */
function endOfText(pieces: readonly Piece[], text: string): number {
  let all = '';
  for (const [index, piece] of pieces.entries()) {
    all += piece.text;
    if (all.includes(text)) return index + 1;
  }
  return -1;
}

/** null: as expected. */
function take(caller: Caller, ear: Ear, step: TestStep): string | null {
  if ('keys' in step) return done(() => caller.press(step.keys));
  if ('waitMs' in step) return done(() => caller.wait(step.waitMs));
  if ('hangsUp' in step) return done(caller.hangUp);
  if ('silence' in step) return done(() => Array.from({ length: step.silence }, caller.stayAway));
  if ('person' in step) return personStep(caller, step.person);
  caller.listen();
  if ('hears' in step) {
    const missing = step.hears.find((what) => !ear.goOnTo(what));
    return missing === undefined ? null : `expected to hear ${missing}; ${insteadOf(caller, ear)}`;
  }
  if ('hearsNot' in step) {
    const heard = step.hearsNot.find((what) => ear.pieces().some((piece) => piece.clip === what || piece.text.includes(what)));
    return heard === undefined ? null : `${heard} was heard, and should not be`;
  }
  if ('ends' in step) return endsAs(caller, ear, step.ends);
  return officeStep(caller, ear, step);
}

/** What is said before the queue is heard first. */
function personStep(caller: Caller, does: PersonDoes): string | null {
  caller.listen();
  const reason = caller.person(does);
  return reason === null ? null : `a person ${does}: ${reason}; the call is at node ${caller.node()}`;
}

const done = (work: () => unknown): null => {
  work();
  return null;
};

function insteadOf(caller: Caller, ear: Ear): string {
  const pieces = ear.pieces();
  const heard = pieces.length === 0 ? 'nothing more was heard' : `heard instead: ${pieces.map(({ clip, text }) => (text === '' ? clip : `${clip} “${text}”`)).join(', ')}`;
  const question = caller.asked();
  const ending = caller.ending();
  if (ending !== null) return `${heard}; the call ended: ${describeEnding(ending)}`;
  if (caller.state().activity.phase === 'conversation') return `${heard}; the caller talks with a person`;
  return `${heard}; the call is at node ${caller.node()}${question === null ? '' : `, which asks for ${question.operation}`}`;
}

export function describeEnding(ending: Ending): string {
  if (ending.kind === 'queue') return `in the queue ${ending.queue}`;
  return ending.kind === 'transfer' ? `transferred to ${ending.to}` : 'hung up';
}

function endsAs(caller: Caller, ear: Ear, expected: Extract<TestStep, { ends: unknown }>['ends']): string | null {
  const ending = caller.ending();
  const wanted: Ending = expected === 'hung-up' ? { kind: 'hung-up' } : 'queue' in expected ? { kind: 'queue', queue: expected.queue } : { kind: 'transfer', to: expected.transfer };
  const isSame = ending !== null && describeEnding(ending) === describeEnding(wanted);
  return isSame ? null : `expected the call to end: ${describeEnding(wanted)}; ${insteadOf(caller, ear)}`;
}

function officeStep(caller: Caller, ear: Ear, step: Extract<TestStep, { asked: unknown }>): string | null {
  const question = caller.asked();
  const { operation, args = {} } = step.asked;
  if (question?.operation !== operation) return `expected that ${operation} is asked; ${insteadOf(caller, ear)}`;
  for (const [name, value] of Object.entries(args)) {
    const given = name in question.held ? '(held digits)' : question.args[name];
    if (given !== value) return `expected ${operation} with ${name} ${value}; it was asked with ${given ?? 'none'}`;
  }
  if ('answer' in step && step.answer === 'never') return null;
  caller.answer(answerOf(step));
  return null;
}

function answerOf(step: Extract<TestStep, { asked: unknown }>): LookupAnswer {
  if ('found' in step) return { kind: 'found', answers: answersOf(step.found) };
  if ('refused' in step) return { kind: 'refused', code: step.refused, ...(step.with === undefined ? {} : { answers: answersOf(step.with) }) };
  if (step.answer === 'not-found' || step.answer === 'lost') return { kind: step.answer };
  return { kind: 'failed', reason: 'told by the test' };
}

export const answersOf = (values: Readonly<Record<string, AnswerValue>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'number' ? exact(value) : value]));

/** 1688.88 is an exact decimal to the grammar. */
function exact(value: number): AnswerValue {
  if (Number.isInteger(value)) return value;
  const [whole = '0', fraction = ''] = String(value).split('.');
  return { mantissa: Number(whole + fraction), decimals: fraction.length };
}
