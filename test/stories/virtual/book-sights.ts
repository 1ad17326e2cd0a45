/** What stands in the books of the virtual stage: seats, queue, facts, recordings, cases. */
import type { Person } from '../language/people.ts';
import type { Sights } from '../language/stage.ts';
import type { KeptCallFact } from './memory-tables.ts';
import type { Scene } from './scene.ts';

type BookSights = Pick<Sights, 'seatIs' | 'isRefused' | 'isAfter' | 'waitsAt' | 'isWritten' | 'isNotWritten' | 'recordingIs' | 'isNotRecorded' | 'caseIs' | 'nextTryIs' | 'attemptsAre'>;

/** A recording is sealed when its call is over and its file is quiet; a file that never came is missed after its grace. */
const SEALED_WITHIN_MS = 120_000;

const localMinute = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

function createPages(scene: Scene) {
  const { tables } = scene;
  const callIdsOf = (who: Person): string[] => {
    const tokens: (string | null)[] = who.kind === 'withheld' ? [null] : scene.part(who).numbers.map((number) => `token-${number}`);
    return tables.facts.flatMap(({ callId, fact }) => (fact.kind === 'call-arrived' && tokens.includes(fact.numberToken) ? [callId] : []));
  };
  const factsOf = (who: Person): KeptCallFact[] => {
    const ids = callIdsOf(who);
    return tables.facts.filter((one) => ids.includes(one.callId));
  };
  const caseOf = (who: Person) => {
    const clientId = tables.clients.find((client) => client.numbers.includes(scene.part(who).numbers[0]))?.clientId;
    const row = [...tables.cases.values()].find((one) => one.clientId === clientId);
    if (row === undefined) throw new Error(`${who.name} has no callback`);
    return row;
  };
  const recordingsOf = (who: Person) => {
    const ids = callIdsOf(who);
    return [...tables.recordings.values()].filter((row) => ids.includes(row.callId));
  };
  return { callIdsOf, factsOf, caseOf, recordingsOf };
}

export function createBookSights(scene: Scene): BookSights {
  const { tables, time } = scene;
  const { callIdsOf, factsOf, caseOf, recordingsOf } = createPages(scene);
  const fits = (fact: object, kind: string, detail: Readonly<Record<string, unknown>>): boolean =>
    (fact as { kind: string }).kind === kind && Object.entries(detail).every(([name, value]) => (fact as Record<string, unknown>)[name] === value);
  const kinds = (who: Person): string[] => factsOf(who).map((one) => one.fact.kind);
  const entryOf = (who: Person) => [...tables.entries.values()].find((entry) => callIdsOf(who).includes(entry.callId));
  return {
    seatIs: (extension, phase, reason) => {
      const isSo = (): boolean => {
        const { state } = scene.seat(extension);
        return state.phase === phase && (reason === null || (state.phase === 'not-ready' && state.reason === reason));
      };
      return scene.see(isSo, () => scene.seat(extension).state);
    },
    isRefused: async (extension, code) => {
      const got = scene.clickCodes.get(extension) ?? null;
      if (got !== code) throw new Error(got === null ? 'it was taken' : `refused: ${got}`);
    },
    isAfter: async (extension, pending) => {
      await time.settle();
      const { state } = scene.seat(extension);
      const wish = 'pending' in state ? state.pending : null;
      const told = wish === null ? 'ready' : wish.phase === 'not-ready' ? `not-ready (${wish.reason})` : wish.phase;
      if (told !== pending) throw new Error(`it will be ${told}`);
    },
    waitsAt: async (who, place) => {
      const placeNow = (): number | undefined => {
        const entry = entryOf(who);
        if (entry === undefined || entry.offer !== null) return undefined;
        return [...tables.entries.values()].filter((one) => one.queue === entry.queue && one.offer === null && one.enteredAt <= entry.enteredAt).length;
      };
      await scene.see(() => placeNow() === place, () => ({ place: placeNow(), entry: entryOf(who) }));
    },
    isWritten: (who, fact, detail) => scene.see(() => factsOf(who).some((one) => fits(one.fact, fact, detail)), () => kinds(who)),
    isNotWritten: async (who, fact) => {
      await time.settle();
      if (kinds(who).includes(fact)) throw new Error('it is on record');
    },
    recordingIs: (who, state) =>
      scene.see(() => recordingsOf(who).length > 0 && recordingsOf(who).every((row) => row.state === state), () => recordingsOf(who), SEALED_WITHIN_MS),
    isNotRecorded: async (who) => {
      await time.settle();
      if (recordingsOf(who).length > 0) throw new Error('a recording was begun');
    },
    caseIs: (who, phase, reason) =>
      scene.see(() => caseOf(who).state.phase === phase && (reason === null || (caseOf(who).state as { reason?: string }).reason === reason), () => caseOf(who).state, SEALED_WITHIN_MS),
    nextTryIs: (who, businessTime) => {
      const next = (): string => {
        const { state } = caseOf(who);
        return state.phase === 'pending' ? localMinute(state.nextAttemptAt) : state.phase;
      };
      return scene.see(() => next() === businessTime, next);
    },
    attemptsAre: async (who, count) => {
      const { caseId } = caseOf(who);
      const made = (): number => tables.attempts.filter((one) => one.caseId === caseId).length;
      await scene.see(() => made() === count, made);
    },
  };
}
