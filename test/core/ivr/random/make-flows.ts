/**
 * Random flow files from random numbers: mostly sane (ways lead on, circles go through a key), now and then wild, so that the check has
 * something to refuse and something to miss.
 */
import * as fc from 'fast-check';
import { compileFlow } from '../../../../src/contract/ivr-flow/compile.ts';
import { flowFileSchema } from '../../../../src/contract/ivr-flow/flow-file.ts';
import type { Surroundings } from '../../../../src/core/ivr/check/problem.ts';
import type { Flow } from '../../../../src/core/ivr/flow.ts';
import { edgesOf } from '../../../../src/core/ivr/graph.ts';

export interface NodeSeed {
  readonly kind: number;
  /** Each choice of the node takes one. */
  readonly picks: readonly number[];
}
export interface FlowSeed {
  readonly main: readonly NodeSeed[];
  readonly sub: readonly NodeSeed[];
  readonly deeper: readonly NodeSeed[];
}

const nodeSeed = fc.record({ kind: fc.nat({ max: 99 }), picks: fc.array(fc.nat({ max: 999 }), { minLength: 10, maxLength: 10 }) });
const nodes = (maxLength: number) => fc.array(nodeSeed, { minLength: 1, maxLength });
export const flowSeed: fc.Arbitrary<FlowSeed> = fc.record({ main: nodes(9), sub: nodes(5), deeper: nodes(4) });

const plain = { slotClass: 'plain' } as const;
export const operations: Surroundings['operations'] = {
  read: { by: 'brokerage', isAct: false, args: { key: plain }, results: ['x', 'y'], refusals: [] },
  change: { by: 'house', isAct: true, args: { account: { slotClass: 'private', isOptional: true }, pin: { slotClass: 'secret', isOptional: true } }, results: ['left'], refusals: ['NO', 'NEVER'] },
  'book-callback': { by: 'house', isAct: true, args: { slot: plain, case: { ...plain, isOptional: true } }, results: ['date'], refusals: [] },
};
const words = new Set(['ask', 'again', 'wrong', 'wait', 'say', 'bye', 'back', 'recording.notice']);
export const around: Surroundings = {
  prompts: new Map([['zh-CN', words], ['en', words]]), calendars: new Set(['service', 'trading-day']), queues: new Set(['general']), destinations: new Set(['branch-1']), operations,
};

const SLOTS = { code: { kind: 'code' }, account: { kind: 'account' }, pin: { kind: 'pin' }, amount: { kind: 'amount' }, score: { kind: 'choice', of: ['1', '2', '5'] } };
/** Of a hundred: what the node is. */
const KINDS = [
  ...Array<string>(12).fill('say'), ...Array<string>(18).fill('menu'), ...Array<string>(16).fill('collect'), ...Array<string>(4).fill('language'), ...Array<string>(6).fill('set'),
  ...Array<string>(5).fill('hours'), ...Array<string>(8).fill('branch'), ...Array<string>(9).fill('lookup'), ...Array<string>(6).fill('act'), ...Array<string>(3).fill('callback'),
  ...Array<string>(4).fill('message'), ...Array<string>(3).fill('transfer'), ...Array<string>(6).fill('subflow'),
];

interface Place {
  readonly ids: readonly string[];
  readonly here: number;
  readonly calls: string | null;
}

type Draw = () => number;
/** Mostly a later node or an end; one in 40 any at all. */
function onwards({ ids, here }: Place, draw: Draw): string {
  const n = draw();
  if (n % 40 === 7) return ids[draw() % ids.length] ?? 'out';
  const later = [...ids.slice(here + 1), 'out'];
  return later[n % later.length] ?? 'out';
}
/** A key may lead back. */
const anywhere = ({ ids }: Place, draw: Draw): string => [...ids, 'out', 'queue'][draw() % (ids.length + 2)] ?? 'out';

const retry = (place: Place, draw: Draw) => ({ say: ['again'], max: 1 + (draw() % 3), then: onwards(place, draw) });

function nodeOf(seed: NodeSeed, place: Place): Record<string, unknown> {
  let taken = 0;
  const draw: Draw = () => {
    taken += 1;
    return (seed.picks[(taken - 1) % seed.picks.length] ?? 0) + 31 * Math.floor((taken - 1) / seed.picks.length);
  };
  const next = (): string => onwards(place, draw);
  const kind = KINDS[seed.kind % KINDS.length] ?? 'say';
  switch (kind) {
    case 'say':
      return { kind, say: ['say'], interruptible: draw() % 2 === 0, next: next() };
    case 'menu':
      return { kind, say: ['ask'], keys: { 1: anywhere(place, draw), 2: anywhere(place, draw), '*': anywhere(place, draw) }, noInput: retry(place, draw), noMatch: retry(place, draw) };
    case 'collect':
      return { kind, say: ['ask'], into: Object.keys(SLOTS)[[0, 1, 2, 1, 2, 3, 4][draw() % 7] ?? 0], exact: draw() % 2 === 0 ? { '*': anywhere(place, draw) } : {}, next: anywhere(place, draw), noInput: retry(place, draw), noMatch: retry(place, draw) };
    case 'language':
      return { kind, to: draw() % 2 === 0 ? 'en' : 'zh-CN', next: next() };
    case 'set':
      return { kind, values: { topic: ['=gold', 'call.language', 'code', 'r.x'][draw() % 4] }, next: next() };
    case 'hours':
      return { kind, calendar: ['service', 'trading-day'][draw() % 2], open: next(), closed: next() };
    case 'branch':
      return { kind, on: ['auth.level', 'call.language', 'r.x', 'topic'][draw() % 4], cases: { password: next(), en: next(), 1: next() }, otherwise: next() };
    case 'lookup':
      return { kind, operation: 'read', args: { key: ['=1', 'code', 'call.number', 'r.x'][draw() % 4] }, into: 'r', found: next(), notFound: next(), notFoundLimit: { max: 2, then: next() }, failed: next() };
    case 'act':
      return { kind, operation: 'change', args: [{}, { pin: 'pin' }, { account: 'account' }, { account: 'account', pin: 'pin' }][draw() % 4], into: 'c', done: next(), refused: { NO: next() }, otherwise: next(), failed: next(), lost: next() };
    case 'callback':
      return { kind, case: 'queue', slot: '=now', booked: next(), refused: next(), failed: next() };
    case 'message':
      return { kind, box: 'message', say: ['say'], next: anywhere(place, draw), empty: next(), failed: next() };
    case 'transfer':
      return { kind, to: 'branch-1', say: draw() % 2 === 0 ? ['say'] : [], failed: next() };
    default:
      return place.calls === null ? { kind: 'say', say: ['say'], next: next() } : { kind: 'subflow', flow: place.calls, exits: { done: next() } };
  }
}

function fileOf(id: string, seeds: readonly NodeSeed[], calls: string | null): Record<string, unknown> {
  const isMain = id === 'main';
  const ids = seeds.map((_, n) => `n${n}`);
  const made = Object.fromEntries(seeds.map((seed, here) => [`n${here}`, nodeOf(seed, { ids, here, calls })]));
  const ends = isMain
    ? { out: { kind: 'hangup', say: ['bye'] }, queue: { kind: 'enqueue', queue: 'general', notice: ['recording.notice'] }, sorry: { kind: 'say', say: ['say'], next: 'queue' } }
    : { out: { kind: 'return', exit: 'done' }, queue: { kind: 'enqueue', queue: 'general' } };
  return {
    id, version: 1, entry: 'n0', slots: SLOTS, nodes: { ...made, ...ends },
    defaults: { noInput: { say: ['again'], then: 'out' }, noMatch: { say: ['wrong'], then: 'out' }, waitSay: ['wait'], keys: { 0: 'queue' }, firstDigitTimeoutMs: 5_000 },
    ...(isMain ? { dnis: ['95500'], languages: ['zh-CN', 'en'], onFault: 'sorry', limits: { then: 'queue' }, resumeSay: ['back'] } : {}),
  };
}

/** Nodes that no way leads to are taken out: most random flows would be refused for them. */
function compiled(file: Record<string, unknown>): Flow {
  const result = compileFlow(flowFileSchema.parse(file));
  if (result.kind === 'refused') throw new Error(result.gaps.map(({ path, reason }) => `${path.join('.')}: ${reason}`).join('\n'));
  const { flow } = result;
  const open = [flow.entry, ...(flow.main === null ? [] : [flow.main.onFault, flow.main.limits.then])];
  const reached = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = flow.nodes[id];
    if (node === undefined || reached.has(id)) continue;
    reached.add(id);
    open.push(...edgesOf(node).map(({ to }) => to));
  }
  return { ...flow, nodes: Object.fromEntries(Object.entries(flow.nodes).filter(([id]) => reached.has(id))) };
}

/** main calls sub, sub calls deeper; whom nobody calls is left out. */
export function makeFlows(seed: FlowSeed): readonly Flow[] {
  const all = [compiled(fileOf('main', seed.main, 'sub')), compiled(fileOf('sub', seed.sub, 'deeper')), compiled(fileOf('deeper', seed.deeper, null))];
  const called = (from: Flow): Flow[] => Object.values(from.nodes).flatMap((node) => (node.kind === 'subflow' ? all.filter(({ id }) => id === node.flow) : []));
  const [main] = all;
  if (main === undefined) return [];
  const used = new Set([main, ...called(main), ...called(main).flatMap(called)]);
  return all.filter((flow) => used.has(flow));
}
