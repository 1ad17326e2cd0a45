/** What pages and other systems ask: sums of a period, the figures made of them, and the calls behind each. */
import { definitions, figuresOf, type FigureName } from '../../core/metrics/definitions.ts';
import type { CallsOf, FigureReads, Period, Grouping } from './ports.ts';

const visits = (...classes: Extract<CallsOf, { rows: 'visit' }>['classes']): CallsOf => ({ rows: 'visit', classes });
const answered = visits('answered-in-time', 'answered-late');
const talks: CallsOf = { rows: 'talk' };

/** A percentage opens the calls it counts above its line; what it divides by is the figure `offered`, `answered` or `callVolume`. */
const callsBehind: Readonly<Record<FigureName, CallsOf>> = {
  offered: visits('answered-in-time', 'answered-late', 'abandoned', 'abandoned-short', 'flowed-out', 'callback', 'waiting'),
  presented: visits('answered-in-time', 'answered-late', 'abandoned', 'abandoned-short', 'flowed-out', 'callback', 'waiting'),
  answered,
  abandoned: visits('abandoned', 'abandoned-short'),
  shortAbandoned: visits('abandoned-short'),
  flowedOut: visits('flowed-out'),
  callbacks: visits('callback'),
  waiting: visits('waiting'),
  serviceLevel: visits('answered-in-time'),
  abandonShare: visits('abandoned'),
  asa: answered,
  longestWait: visits('answered-in-time', 'answered-late', 'abandoned', 'abandoned-short', 'flowed-out', 'callback'),
  aht: talks,
  consults: { rows: 'consult' },
  consultTime: { rows: 'consult' },
  occupancy: talks,
  callVolume: { rows: 'call', served: ['talked', 'self-served', 'not-served'] },
  shareServed: { rows: 'call', served: ['talked', 'self-served'] },
  satisfaction: { rows: 'rating', atLeast: 4 },
};

export type FigureReport = ReturnType<typeof createFigureReport>;

export function createFigureReport(reads: FigureReads) {
  return {
    async figures(ask: Period & { by: Grouping; isByInterval: boolean }) {
      return (await reads.sums(ask)).map(({ key, at, sums }) => ({ key, at, figures: figuresOf(sums), sums }));
    },
    calls: (ask: Period & { figure: FigureName; key: string | null; limit: number }) => {
      const { figure, ...rest } = ask;
      return reads.calls({ ...rest, of: callsBehind[figure] });
    },
    definitions: () => Object.entries(definitions).map(([name, { zh, en, unit, formula }]) => ({ name, zh, en, unit, formula })),
  };
}
