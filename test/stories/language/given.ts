/** Words for how things stand when a story begins. */
import type { Person } from './people.ts';
import { seatName } from './seat-name.ts';
import type { OfficeMood, PhoneHabit, Stage } from './stage.ts';

export type Note = (text: string, play: (stage: Stage) => Promise<void>) => void;
export type Given = ReturnType<typeof createGiven>;

export function createGiven(note: Note) {
  return {
    /** `2026-11-23 10:00` is a trading day in service hours; it is that time when nothing else is said. */
    time: (businessTime: string) => note(`it is ${businessTime}`, (stage) => stage.itIs(businessTime)),
    ready: (...extensions: string[]) =>
      note(`${extensions.map(seatName).join(' and ')} ${extensions.length > 1 ? 'are' : 'is'} ready`, async (stage) => {
        for (const extension of extensions) await stage.agentComes(extension, true, 'on the desk');
      }),
    readyInPage: (extension: string) => note(`${seatName(extension)} is ready, with its phone in the agent's page`, (stage) => stage.agentComes(extension, true, 'in the page')),
    signedIn: (extension: string) => note(`${seatName(extension)} is signed in, not ready`, (stage) => stage.agentComes(extension, false, 'on the desk')),
    series: (extension: string, series: 'marketing' | 'service') =>
      note(`${seatName(extension)} belongs to the ${series} series`, (stage) => stage.agentIsOfSeries(extension, series)),
    backOffice: (mood: OfficeMood) => note(`the back office ${mood}`, (stage) => stage.backOffice(mood)),
    suspended: (code: string) => note(`${code} is suspended today`, (stage) => stage.isSuspended(code)),
    recordingFails: () => note('recordings cannot be written: the disk is full', (stage) => stage.recordingFails()),
    phoneOf: (who: Person, habit: PhoneHabit) => note(`${who.name}'s phone ${habit}`, (stage) => stage.phoneOf(who, habit)),
  };
}
