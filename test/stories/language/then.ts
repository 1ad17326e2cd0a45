/** Words for what people perceive: what is heard, what rings, what the desk shows, what is written down. */
import type { NotReadyReason } from '../../../src/core/seat/state.ts';
import type { Note } from './given.ts';
import type { Person } from './people.ts';
import { inWords } from './prompt-words.ts';
import { seatName } from './seat-name.ts';
import type { Match } from './stage.ts';

export type Then = ReturnType<typeof createThen>;

const quoted = (prompt: string): string => `"${inWords(prompt)}" (${prompt})`;
const withDetail = (detail: Readonly<Record<string, unknown>>): string =>
  Object.entries(detail).map(([name, value]) => `, ${name} ${String(value)}`).join('');

export function createThen(note: Note) {
  return { ...hearing(note), ...atSeats(note), ...inBooks(note), ...callingBack(note) };
}

function hearing(note: Note) {
  return {
    hears: (who: Person, ...prompts: string[]) =>
      note(`${who.name} hears ${prompts.map(quoted).join(', then ')}`, async (stage) => {
        for (const prompt of prompts) await stage.hears(who, prompt);
      }),
    hasNotHeard: (who: Person, prompt: string) => note(`${who.name} has not heard ${quoted(prompt)}`, (stage) => stage.hasNotHeard(who, prompt)),
    hearsMusic: (who: Person) => note(`${who.name} hears music`, (stage) => stage.hearsMusic(who)),
    hearsPlace: (who: Person, place: number) => note(`${who.name} is told place ${place} in the queue`, (stage) => stage.hearsPlace(who, place)),
    hearsQuote: (who: Person, code: string, name: string) =>
      note(`${who.name} hears the name and the price of ${name} (${code})`, async (stage) => {
        await stage.hearsName(who, { code, kind: 'stock' });
        await stage.hears(who, 'quote.last');
      }),
    hearsIndex: (who: Person, code: string, name: string) =>
      note(`${who.name} hears the name and the level of the index ${name} (${code})`, async (stage) => {
        await stage.hearsName(who, { code, kind: 'index' });
        await stage.hears(who, 'quote.last-index');
      }),
    isHungUp: (who: Person) => note(`${who.name}'s call is ended by the hotline`, (stage) => stage.isHungUp(who)),
    hearEachOther: (who: Person, extension: string) => note(`${who.name} and ${seatName(extension)} hear each other`, (stage) => stage.hearEachOther(who, extension)),
    hearsNothingOf: (who: Person, extension: string) => note(`${who.name} does not hear the agent at ${seatName(extension)}`, (stage) => stage.hearsNothingOf(who, extension)),
    isWithDialplan: (who: Person) => note(`${who.name} hears the exchange's own music until the hotline is back`, (stage) => stage.isWithDialplan(who)),
  };
}

function atSeats(note: Note) {
  return {
    rings: (extension: string) => note(`${seatName(extension)} rings`, (stage) => stage.rings(extension)),
    ringsAtOnce: (extension: string) => note(`${seatName(extension)} rings at once`, (stage) => stage.rings(extension, true)),
    stopsRingingAtOnce: (extension: string) => note(`${seatName(extension)} stops ringing at once`, (stage) => stage.stopsRinging(extension, true)),
    stopsRinging: (extension: string) => note(`${seatName(extension)} stops ringing`, (stage) => stage.stopsRinging(extension)),
    nobodyRings: () => note('no seat rings', (stage) => stage.nobodyRings()),
    agentHears: (extension: string, prompt: string) => note(`the agent at ${seatName(extension)} hears ${quoted(prompt)}`, (stage) => stage.agentHears(extension, prompt)),
    deskShows: (extension: string, shown: { match?: Match; node?: string }) => {
      const parts = [shown.match === undefined ? [] : [`the caller as ${shown.match}`], shown.node === undefined ? [] : [`"${shown.node}" on the way through the menus`]].flat();
      note(`the desk of ${seatName(extension)} shows ${parts.join(' and ')}`, (stage) => stage.deskShows(extension, shown));
    },
    deskShowsCall: (extension: string, step: string) => note(`the desk of ${seatName(extension)} shows the call as ${step}`, (stage) => stage.deskShowsCall(extension, step)),
    seatIs: (extension: string, phase: string, reason: NotReadyReason | null = null) =>
      note(`${seatName(extension)} is ${phase}${reason === null ? '' : ` (${reason})`}`, (stage) => stage.seatIs(extension, phase, reason)),
    isRefused: (extension: string, code: string) => note(`the click is refused: ${code}`, (stage) => stage.isRefused(extension, code)),
    willBe: (extension: string, pending: string) => note(`${seatName(extension)} will be ${pending} after the call`, (stage) => stage.isAfter(extension, pending)),
  };
}

function inBooks(note: Note) {
  return {
    waitsAt: (who: Person, place: number) => note(`${who.name} waits at place ${place}`, (stage) => stage.waitsAt(who, place)),
    isWritten: (who: Person, fact: string, detail: Readonly<Record<string, unknown>> = {}) =>
      note(`it is on record for ${who.name}'s call: ${fact}${withDetail(detail)}`, (stage) => stage.isWritten(who, fact, detail)),
    isNotWritten: (who: Person, fact: string) => note(`nothing is on record for ${who.name}'s call of: ${fact}`, (stage) => stage.isNotWritten(who, fact)),
    recordingIs: (who: Person, state: 'sealed' | 'missing') => note(`the recording of ${who.name}'s talk is ${state}`, (stage) => stage.recordingIs(who, state)),
    isNotRecorded: (who: Person) => note(`nothing of ${who.name}'s call is recorded`, (stage) => stage.isNotRecorded(who)),
  };
}

function callingBack(note: Note) {
  return {
    phoneRings: (who: Person) => note(`${who.name}'s phone rings`, (stage) => stage.phoneRingsAt(who)),
    phoneDidNotRing: (who: Person) => note(`${who.name}'s phone did not ring`, (stage) => stage.phoneDidNotRing(who)),
    caseIs: (who: Person, phase: string, reason: string | null = null) =>
      note(`${who.name}'s callback is ${phase}${reason === null ? '' : ` (${reason})`}`, (stage) => stage.caseIs(who, phase, reason)),
    nextTryIs: (who: Person, businessTime: string) => note(`${who.name} is called next at ${businessTime}`, (stage) => stage.nextTryIs(who, businessTime)),
    attemptsAre: (who: Person, count: number) => note(`${who.name} has been tried ${count === 1 ? 'once' : `${count} times`}`, (stage) => stage.attemptsAre(who, count)),
  };
}
