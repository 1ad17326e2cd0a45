/** What stands in the books of the real stage, read with plain SQL. */
import type { Person } from '../../stories/language/people.ts';
import type { Sights } from '../../stories/language/stage.ts';
import { onlyVirtual, type RealScene } from './real-scene.ts';
import { settledRecordings } from './recordings.ts';
import { found, until } from './until.ts';

type BookSights = Pick<Sights, 'seatIs' | 'isRefused' | 'isAfter' | 'waitsAt' | 'isWritten' | 'isNotWritten' | 'recordingIs' | 'isNotRecorded' | 'caseIs' | 'nextTryIs' | 'attemptsAre'>;

const WRITTEN_WITHIN_MS = 20_000;
const CASE_WITHIN_MS = 30_000;

interface SeatState {
  phase: string;
  reason?: string;
  pending?: { phase: string; reason?: string } | null;
}

const PLACE = `
  select (select count(*) from queue_entry o where o.queue = e.queue and o.phase = 'waiting' and (o.entered_at, o.entry_id) <= (e.entered_at, e.entry_id)) as place
  from queue_entry e where e.call_id = $1 and e.phase = 'waiting'`;
const CASE = `
  select k.state, k.cancelled_reason as reason, (select count(*) from attempt a where a.case_id = k.id) as attempts from callback_case k
  join client_number n on n.client_id = k.client_id join phone_number p on p.token = n.token where p.number = $1 order by k.opened_at desc limit 1`;

export function createRealBookSights(scene: RealScene): BookSights {
  const { records } = scene.hotline;
  const seatState = async (extension: string): Promise<SeatState> =>
    (await records.sql<{ state: SeatState }>('select state from seat where id = $1', [`s-${extension}`]))[0]?.state ?? { phase: 'none' };
  const factsOf = (who: Person) => records.factsOf(scene.numberOf(who));
  const callIdOf = (who: Person): Promise<string> => found(`a call of ${who.name}`, async () => (await factsOf(who)).at(-1)?.callId);
  const caseOf = async (who: Person) => (await records.sql<{ state: string; reason: string | null; attempts: number }>(CASE, [scene.numberOf(who)]))[0];
  return {
    seatIs: (extension, phase, reason) =>
      until(`seat ${extension} is ${phase}`, async () => {
        const state = await seatState(extension);
        return (state.phase === phase && (reason === null || state.reason === reason)) || JSON.stringify(state);
      }),
    isRefused: async (extension, code) => {
      const got = scene.clickCodes.get(extension) ?? null;
      if (got !== code) throw new Error(got === null ? 'it was taken' : `refused: ${got}`);
    },
    isAfter: async (extension, pending) => {
      const wish = (await seatState(extension)).pending ?? null;
      const told = wish === null ? 'ready' : wish.phase === 'not-ready' ? `not-ready (${wish.reason ?? ''})` : wish.phase;
      if (told !== pending) throw new Error(`it will be ${told}`);
    },
    waitsAt: async (who, place) => {
      const callId = await callIdOf(who);
      await until(`place ${place}`, async () => {
        const now = (await records.sql<{ place: number }>(PLACE, [callId]))[0]?.place;
        return now === place || `place ${now ?? 'none'}`;
      });
    },
    isWritten: (who, fact, detail) =>
      until(`on record: ${fact}`, async () => {
        const facts = await factsOf(who);
        const isSo = facts.some((one) => one.kind === fact && Object.entries(detail).every(([name, value]) => (one as unknown as Record<string, unknown>)[name] === value));
        return isSo || facts.map(({ kind }) => kind).join(' ');
      }, WRITTEN_WITHIN_MS),
    isNotWritten: async (who, fact) => {
      if ((await factsOf(who)).some(({ kind }) => kind === fact)) throw new Error('it is on record');
    },
    recordingIs: async (who, state) => {
      const rows = await settledRecordings(scene.hotline, await callIdOf(who));
      if (rows.some((row) => row.state !== state)) throw new Error(rows.map((row) => row.state).join(' '));
    },
    isNotRecorded: async (who) => {
      const rows = await records.sql('select id from recording where call_id = $1', [await callIdOf(who)]);
      if (rows.length > 0) throw new Error('a recording was begun');
    },
    caseIs: (who, phase, reason) =>
      until(`the callback is ${phase}`, async () => {
        const row = await caseOf(who);
        return (row?.state === phase && (reason === null || row.reason === reason)) || JSON.stringify(row ?? 'no case');
      }, CASE_WITHIN_MS),
    nextTryIs: onlyVirtual,
    attemptsAre: async (who, count) => {
      const row = await caseOf(who);
      if (row?.attempts !== count) throw new Error(`${row?.attempts ?? 0} attempts`);
    },
  };
}
