/** Words for what people do and what happens to them. */
import type { Note } from './given.ts';
import type { Person } from './people.ts';
import { seatName } from './seat-name.ts';
import type { CallClick, Click } from './stage.ts';

export type When = ReturnType<typeof createWhen>;

function clickText(click: Click): string {
  return click.kind === 'not ready' ? `not ready (${click.reason})` : click.kind;
}

const lasting = (seconds: number): string => (seconds % 60 === 0 && seconds >= 120 ? `${seconds / 60} minutes` : `${seconds} seconds`);

export function createWhen(note: Note) {
  return {
    dials: (who: Person) => note(`${who.name} dials 95500`, (stage) => stage.dials(who)),
    presses: (who: Person, keys: string) => note(`${who.name} presses ${keys}`, (stage) => stage.presses(who, keys)),
    /** Dials, and asks for a person at once. */
    wantsPerson: (who: Person) =>
      note(`${who.name} dials 95500 and presses 0`, async (stage) => {
        await stage.dials(who);
        await stage.hears(who, 'welcome');
        await stage.presses(who, '0');
      }),
    hangsUp: (who: Person) => note(`${who.name} hangs up`, (stage) => stage.callerHangsUp(who)),
    answers: (extension: string) => note(`the agent at ${seatName(extension)} answers`, (stage) => stage.answers(extension)),
    agentHangsUp: (extension: string) => note(`the agent at ${seatName(extension)} hangs up`, (stage) => stage.agentHangsUp(extension)),
    clicks: (extension: string, click: Click) => note(`the agent at ${seatName(extension)} clicks "${clickText(click)}"`, (stage) => stage.clicks(extension, click)),
    clicksForCall: (extension: string, click: CallClick) => note(`the agent at ${seatName(extension)} clicks "${click}"`, (stage) => stage.clicksForCall(extension, click)),
    pageIsReloaded: (extension: string) =>
      note(`the agent at ${seatName(extension)} loads her page again`, async (stage) => {
        await stage.pageGoesAway(extension);
        await stage.timePasses(2);
        await stage.pageComesBack(extension, 'new');
      }),
    pageIsClosed: (extension: string) => note(`the page of ${seatName(extension)} is closed`, (stage) => stage.pageGoesAway(extension)),
    pageIsOpenedAgain: (extension: string) => note(`the page of ${seatName(extension)} is opened again`, (stage) => stage.pageComesBack(extension, 'new')),
    networkIsLost: (extension: string) => note(`the page of ${seatName(extension)} loses its network`, (stage) => stage.pageGoesAway(extension)),
    networkIsBack: (extension: string) => note(`the page of ${seatName(extension)} has its network again`, (stage) => stage.pageComesBack(extension, 'same')),
    unplugs: (extension: string) => note(`the phone of ${seatName(extension)} is unplugged`, (stage) => stage.phoneIsUnplugged(extension)),
    plugsIn: (extension: string) => note(`the phone of ${seatName(extension)} is plugged in`, (stage) => stage.phoneIsPluggedIn(extension)),
    callbackIsAskedFor: (who: Person) => note(`somebody asks for ${who.name} to be called back`, (stage) => stage.callbackIsAskedFor(who)),
    passes: (seconds: number) => note(`${lasting(seconds)} pass`, (stage) => stage.timePasses(seconds)),
    becomes: (businessTime: string) => note(`it becomes ${businessTime}`, (stage) => stage.itBecomes(businessTime)),
    serverDies: () => note('the server dies', (stage) => stage.serverDies()),
    serverComesBack: () => note('the server comes back', (stage) => stage.serverComesBack()),
    serverRestarts: () =>
      note('the server dies and is started again', async (stage) => {
        await stage.serverDies();
        await stage.serverComesBack();
      }),
    storeGoesAway: () => note('the database goes away', (stage) => stage.storeGoesAway()),
    storeComesBack: () => note('the database comes back', (stage) => stage.storeComesBack()),
  };
}
