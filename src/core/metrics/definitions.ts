/** Every figure: its words, its formula, and the formula itself. docs/metrics.md is printed from here. */
import type { FigureSums } from './sums.ts';

export interface Definition {
  readonly zh: string;
  readonly en: string;
  readonly unit: 'calls' | 'ms' | 'share';
  readonly formula: string;
  /** null: nothing to divide by, which is not zero. */
  readonly of: (sums: FigureSums) => number | null;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const answeredOf = ({ visits }: FigureSums): number => visits['answered-in-time'] + visits['answered-late'];
const abandonedOf = ({ visits }: FigureSums): number => visits.abandoned + visits['abandoned-short'];
const offeredOf = (sums: FigureSums): number => answeredOf(sums) + abandonedOf(sums) + sums.visits['flowed-out'] + sums.visits.callback + sums.visits.waiting;
const busyMs = ({ seats }: FigureSums): number => seats.talking + seats.acw;

export const definitions = {
  offered: { zh: '呼入队列量', en: 'offered', unit: 'calls', formula: 'entries into the queue; a phone that failed before both heard each other does not make a second one', of: offeredOf },
  presented: { zh: '分配次数', en: 'presented', unit: 'calls', formula: 'seats asked to take a call; one call may be presented more than once, and presented is not answered', of: ({ presented }) => presented },
  answered: { zh: '接通量', en: 'answered', unit: 'calls', formula: 'caller and agent hear each other; a lifted phone is not enough', of: answeredOf },
  abandoned: { zh: '放弃量', en: 'abandoned', unit: 'calls', formula: 'the caller left before she was answered, short ones included', of: abandonedOf },
  shortAbandoned: { zh: '短放弃量', en: 'short abandons', unit: 'calls', formula: 'abandoned within S of entering', of: ({ visits }) => visits['abandoned-short'] },
  flowedOut: { zh: '转出量', en: 'flowed out', unit: 'calls', formula: 'left the queue by rule (overflow, longest wait, another queue) or by an operator', of: ({ visits }) => visits['flowed-out'] },
  callbacks: { zh: '转回呼量', en: 'turned into callbacks', unit: 'calls', formula: 'kept the place and hung up, to be called back', of: ({ visits }) => visits.callback },
  waiting: { zh: '排队中', en: 'waiting', unit: 'calls', formula: 'in the queue and without an end', of: ({ visits }) => visits.waiting },
  serviceLevel: {
    zh: '服务水平', en: 'service level', unit: 'share', formula: 'answered within T / (answered + abandoned - short abandons)',
    of: (sums) => share(sums.visits['answered-in-time'], answeredOf(sums) + sums.visits.abandoned),
  },
  abandonShare: { zh: '放弃率', en: 'abandon %', unit: 'share', formula: '(abandoned - short abandons) / (offered - short abandons)', of: (sums) => share(sums.visits.abandoned, offeredOf(sums) - sums.visits['abandoned-short']) },
  asa: { zh: '平均应答时长', en: 'ASA', unit: 'ms', formula: 'waits of answered / answered; a wait runs from entering the queue to answered', of: (sums) => share(sums.answeredWaitMs, answeredOf(sums)) },
  longestWait: { zh: '最长等待', en: 'longest wait', unit: 'ms', formula: 'the longest wait of any call that left the queue, however it ended', of: ({ longestWaitMs }) => longestWaitMs },
  aht: { zh: '平均处理时长', en: 'AHT', unit: 'ms', formula: '(talk + hold + ACW) / talks; each talk with the agent who had it. While she consults a colleague the client is on hold; the time of the colleague is a consult, and not in here', of: ({ talks, talkMs, holdMs, acwMs }) => share(talkMs + holdMs + acwMs, talks) },
  consults: { zh: '咨询次数', en: 'consults', unit: 'calls', formula: 'agents who were asked into a talk by the one who had it, and answered; numbers outside are none', of: ({ consults }) => consults },
  consultTime: {
    zh: '平均咨询时长', en: 'consult time', unit: 'ms', formula: 'time in consults / consults, of the agents who were asked in: from her answer until she leaves, is let go, or has the client; conferences included',
    of: ({ consults, consultMs }) => share(consultMs, consults),
  },
  occupancy: { zh: '占用率', en: 'occupancy', unit: 'share', formula: '(talking + ACW) / (signed in - not ready); talking is any time on a call: own talks, consults, a supervisor at a talk', of: (sums) => share(busyMs(sums), sums.seats.signedIn - sums.seats.notReady) },
  callVolume: { zh: '呼叫量', en: 'call volume', unit: 'calls', formula: 'calls that arrived at the hotline number', of: ({ calls }) => calls.talked + calls['self-served'] + calls['not-served'] },
  shareServed: {
    zh: '接通率', en: 'share served', unit: 'share', formula: '(calls connected to a person + calls that the menus gave what was asked) / call volume',
    of: ({ calls }) => share(calls.talked + calls['self-served'], calls.talked + calls['self-served'] + calls['not-served']),
  },
  satisfaction: { zh: '满意度', en: 'satisfaction', unit: 'share', formula: 'answers of 4 or 5 / answers, of callers who were asked after the talk (1 to 5)', of: ({ ratings }) => share(ratings.satisfied, ratings.all) },
} satisfies Record<string, Definition>;

export type FigureName = keyof typeof definitions;
export type Figures = Readonly<Record<FigureName, number | null>>;

export function figuresOf(sums: FigureSums): Figures {
  const names = Object.keys(definitions) as FigureName[];
  return Object.fromEntries(names.map((name) => [name, definitions[name].of(sums)])) as Figures;
}
