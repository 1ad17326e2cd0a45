/** Answers made up for who tries a flow without a back office: each result is a value that the flows can speak or branch on. */
import type { AnswerValue, Flow } from '../../../core/ivr/flow.ts';
import { saidBy } from '../../../core/ivr/graph.ts';
import type { Operation } from '../../../core/ivr/operation.ts';
import type { PromptPart, SpokenAs } from '../../../core/ivr/prompt-part.ts';

const decimal = (mantissa: number, decimals: number): AnswerValue => ({ mantissa, decimals });

const SAMPLES: Readonly<Record<SpokenAs, AnswerValue>> = {
  card: 2, dec: decimal(1234, 2), money_fen: 123_456, code: '600519', pct: decimal(125, 2), date: '2026-11-23', date_noyear: '2026-11-23', time: '14:30',
  count: '32手', price: decimal(168888, 2), index: decimal(328750, 2), volume_lots: 3200, turnover_yuan: 5_430_000, change: decimal(125, 2),
  change_points: decimal(1250, 2), place: 3, duration: 90, name: '600519',
};

/** The results of an operation whose answers are kept under `into`. */
export function sampleAnswers(flows: readonly Flow[], operation: Operation, into: string): Record<string, AnswerValue> {
  const nodes = flows.flatMap((flow) => Object.values(flow.nodes));
  const spoken = new Map(nodes.flatMap((node) => saidBy(node).flatMap(([, parts]) => spokenAs(parts))));
  const cases = new Map(nodes.flatMap((node) => (node.kind === 'branch' ? [[node.on, firstCase(Object.keys(node.cases))] as const] : [])));
  return Object.fromEntries(operation.results.flatMap((result): (readonly [string, AnswerValue])[] => {
    const kind = spoken.get(`${into}.${result}`);
    const value = kind === undefined ? (cases.get(`${into}.${result}`) ?? usual(result)) : SAMPLES[kind];
    return result.includes('*') ? [1, 2].map((row) => [result.replace('*', String(row)), value] as const) : [[result, value]];
  }));
}

/** What is out of the ordinary (an old code, two meanings) is a yes. */
const firstCase = ([first = '']: readonly string[]): string => (first === 'yes' ? 'no' : first);

const usual = (result: string): AnswerValue => (result === 'rows' ? 2 : result === 'code' ? '600519' : result === 'kind' ? 'stock' : '');

function spokenAs(parts: readonly PromptPart[], row = ''): (readonly [string, SpokenAs])[] {
  const full = (path: string): string => (path.startsWith('.') ? row + path : path);
  return parts.flatMap((part): (readonly [string, SpokenAs])[] => {
    if (typeof part === 'string' || 'announce' in part || 'clip' in part) return [];
    if ('each' in part) return spokenAs(part.say, `${part.each}.*`);
    return [[full(part.from), part.speak]];
  });
}
