/**
 * `./hotline flows try`: a call in the terminal. What is said is printed; a line of keys is pressed, an empty line is silence. Where the
 * back office is asked, the line is its answer. The same lines can come from a file.
 */
import { createInterface } from 'node:readline';
import type { LookUpCommand } from '../../core/call/commands.ts';
import type { LookupAnswer } from '../../core/call/events.ts';
import type { AnswerValue, Flow } from '../../core/ivr/flow.ts';
import { oneOf } from '../../core/ivr/check/problem.ts';
import type { Operations } from '../../core/ivr/operation.ts';
import { readFlows } from './check.ts';
import { readCatalogues, surroundingsOf, type FlowPlaces } from './surroundings.ts';
import { callIn, type Caller } from './walk/caller.ts';
import { isPersonDoes } from './walk/person.ts';
import { answersOf, describeEnding } from './walk/run-test.ts';
import { sampleAnswers } from './walk/sample.ts';
import { createWalkWorld, type WalkWorld } from './walk/walk-world.ts';

export interface TryOptions extends FlowPlaces {
  readonly dials: string;
  readonly at: number;
  readonly client: 'none' | 'one' | 'many';
  readonly input: NodeJS.ReadableStream;
  readonly print: (line: string) => void;
}

const HELP = 'keys are pressed as typed; an empty line is silence; "bye" hangs up';
const QUEUE_HELP = '"person answers" takes it; "bye" hangs up';
const TALK_HELP = '"person hangs-up" or "person asks-survey" ends the talk; "bye" hangs up';
const OFFICE_HELP = 'answer: found [name=value ...] (what is not given is made up) | not-found | refused CODE | failed | an empty line: no answer comes';
const CLIENTS = { none: [], one: ['c-1'], many: ['c-1', 'c-2'] } as const;

export async function tryFlows(options: TryOptions): Promise<boolean> {
  const flows = await readFlows(options);
  if (flows === null) return false;
  const numbers = flows.flatMap((flow) => flow.dnis);
  if (!numbers.includes(options.dials)) {
    options.print(`no flow answers ${options.dials}: ${oneOf(numbers)}`);
    return false;
  }
  const catalogues = await readCatalogues(options);
  const walk = createWalkWorld(flows, catalogues);
  const office = { flows, operations: surroundingsOf(catalogues).operations };
  const caller = callIn({ world: walk.world, dials: options.dials, at: options.at, isEmergency: false, clients: CLIENTS[options.client] });
  options.print(`${options.dials} answers. ${HELP}`);
  tellOn(caller, walk, options.print);
  for await (const line of createInterface({ input: options.input })) {
    if (isOver(caller)) break;
    const fault = take(caller, line.trim(), office);
    if (fault !== null) options.print(`  ? ${fault}`);
    tellOn(caller, walk, options.print);
  }
  if (!isOver(caller)) caller.hangUp();
  return true;
}

/** From a queue a person may still take the call. */
function isOver(caller: Caller): boolean {
  const ending = caller.ending();
  return ending !== null && ending.kind !== 'queue';
}

/** Listens to the end of what is said, and tells what is expected now. */
function tellOn(caller: Caller, { textOf }: WalkWorld, print: (line: string) => void): void {
  caller.listen();
  for (const { clips, language } of caller.heard()) {
    const told = inTurns(clips);
    print(`  ${told.map(({ clip, times }) => (textOf(clip, language) || `(${clip})`) + times).join(language === 'en' ? ' ' : '')}   [${told.map(({ clip, times }) => clip + times).join(' ')}]`);
  }
  const ending = caller.ending();
  if (ending !== null) return print(`the call is ${describeEnding(ending)}${ending.kind === 'queue' ? `; ${QUEUE_HELP}` : ''}`);
  if (caller.state().activity.phase === 'conversation') return print(`the caller talks with a person; ${TALK_HELP}`);
  const question = caller.asked();
  print(question === null ? `at ${caller.node()}>` : `the back office is asked ${wordsOf(question)}; ${OFFICE_HELP}`);
}

/** Music and tones go on and on: told once, with how often. */
function inTurns(clips: readonly string[]): readonly { readonly clip: string; readonly times: string }[] {
  const begins = clips.flatMap((clip, index) => (clip === clips[index - 1] ? [] : [index]));
  return begins.map((from, turn) => {
    const count = (begins[turn + 1] ?? clips.length) - from;
    return { clip: clips[from] ?? '', times: count === 1 ? '' : ` x${count}` };
  });
}

const wordsOf = ({ operation, args, held }: LookUpCommand): string =>
  `${operation}(${[...Object.entries(args).map(([name, value]) => `${name}=${value}`), ...Object.keys(held).map((name) => `${name}=held digits`)].join(', ')})`;

type Office = { readonly flows: readonly Flow[]; readonly operations: Operations };

/** null: done. */
function take(caller: Caller, line: string, office: Office): string | null {
  const question = caller.asked();
  const [, does] = /^person (.+)$/.exec(line) ?? [];
  if (does !== undefined) return isPersonDoes(does) ? caller.person(does) : `${QUEUE_HELP}; ${TALK_HELP}`;
  if (line === 'bye') caller.hangUp();
  else if (line === '') caller.stayAway();
  else if (question !== null) {
    const answer = answerOf(line, question, { ...office, node: caller.node() });
    if (answer === null) return OFFICE_HELP;
    caller.answer(answer);
  } else if (/^[0-9*#]+$/.test(line)) caller.press(line);
  else return HELP;
  return null;
}

function answerOf(line: string, { operation }: LookUpCommand, office: Office & { readonly node: string }): LookupAnswer | null {
  const [word = '', ...rest] = line.split(/\s+/);
  if (word === 'not-found' || word === 'lost') return { kind: word };
  if (word === 'failed') return { kind: 'failed', reason: 'told in the terminal' };
  if (word === 'refused' && rest[0] !== undefined) return { kind: 'refused', code: rest[0], answers: valuesOf(rest.slice(1)) };
  if (word !== 'found') return null;
  const known = office.operations[operation];
  const sampled = known === undefined ? {} : sampleAnswers(office.flows, known, intoOf(office));
  return { kind: 'found', answers: { ...sampled, ...valuesOf(rest) } };
}

/** Where the node that asks keeps its answers; a node of a subflow has its flow's name before it. */
function intoOf({ flows, node }: { readonly flows: readonly Flow[]; readonly node: string }): string {
  const [flow, id] = node.includes('/') ? node.split('/', 2) : [undefined, node];
  const found = flows.filter((one) => flow === undefined || one.id === flow).map((one) => one.nodes[id ?? '']).find((one) => one !== undefined);
  return found !== undefined && 'into' in found ? found.into : '';
}

/** `last=1688.88` is a number, `name=贵州茅台` a text, `code='600519'` a text too. */
function valuesOf(words: readonly string[]): Readonly<Record<string, AnswerValue>> {
  return answersOf(Object.fromEntries(words.flatMap((word) => {
    const [, name, quoted, value] = /^([\w.]+)=(?:'([^']*)'|(.*))$/.exec(word) ?? [];
    if (name === undefined) return [];
    return [[name, quoted ?? (value !== undefined && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : (value ?? ''))]];
  })));
}
