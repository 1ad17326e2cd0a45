/** The server dies in each place of a call, and comes back. */
import { caller, client } from '../language/people.ts';
import { story, type Story, type Words } from '../language/story.ts';

const wang = caller('Ms Wang');
const chen = client('Ms Chen');

function talks({ given, when, then }: Words): void {
  given.ready('1001');
  when.wantsPerson(wang);
  when.answers('1001');
  then.hearEachOther(wang, '1001');
}

export const restartStories: readonly Story[] = [
  story('in the menus: the caller hears an apology and the menu again', {}, ({ when, then }) => {
    when.dials(wang);
    then.hears(wang, 'main.menu');
    when.serverRestarts();
    then.hears(wang, 'welcome.back', 'main.menu');
    when.presses(wang, '1600519#');
    then.hearsQuote(wang, '600519', 'Kweichow Moutai');
  }),
  story('in the queue: the music never stops, place and time are kept', {}, ({ given, when, then }) => {
    const li = caller('Mr Li');
    when.wantsPerson(wang);
    then.hearsMusic(wang);
    when.serverDies();
    when.passes(8);
    then.hearsMusic(wang);
    when.serverComesBack();
    then.waitsAt(wang, 1);
    when.wantsPerson(li);
    then.hears(li, 'queue.joining');
    given.ready('1001');
    when.answers('1001');
    then.hearEachOther(wang, '1001');
  }),
  story('while a seat rings, and the agent picks up meanwhile: both are connected', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.serverDies();
    when.answers('1001');
    when.passes(5);
    when.serverComesBack();
    then.hearEachOther(wang, '1001');
    then.isNotWritten(wang, 'ring-missed');
  }),
  story('while a seat rings, the agent picks up, and the server stays away longer than the ringing may last: nobody else is put through to that agent', {}, ({ given, when, then }) => {
    const li = caller('Mr Li');
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.wantsPerson(li);
    then.waitsAt(li, 1);
    when.serverDies();
    when.answers('1001');
    when.passes(60);
    when.serverComesBack();
    then.hearEachOther(wang, '1001');
    when.passes(5);
    then.hearEachOther(wang, '1001');
    then.isNotWritten(li, 'seat-offered');
    then.waitsAt(li, 1);
  }),
  story('while a seat rings that nobody picks up: the caller waits on, and hears the next agent without music', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.serverDies();
    when.unplugs('1001');
    when.serverComesBack();
    then.hears(wang, 'queue.comfort');
    then.waitsAt(wang, 1);
    given.ready('1002');
    when.answers('1002');
    then.hearEachOther(wang, '1002');
  }),
  story('while the agent\'s number is said: both are connected', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    when.answers('1001');
    then.hears(wang, 'agent.before');
    when.serverRestarts();
    then.hearEachOther(wang, '1001');
  }),
  story('in the talk: nobody notices, and it is sealed as ever', { shows: ['E-02'] }, (words) => {
    const { when, then } = words;
    talks(words);
    when.serverDies();
    when.passes(10);
    then.hearEachOther(wang, '1001');
    when.serverComesBack();
    then.hearEachOther(wang, '1001');
    when.hangsUp(wang);
    then.isWritten(wang, 'talk-ended', { by: 'client' });
    then.recordingIs(wang, 'sealed');
  }),
  story('in the talk, and the agent hangs up meanwhile: the caller hears her goodbye as soon as the server is back', {}, (words) => {
    const { when, then } = words;
    talks(words);
    when.serverDies();
    when.agentHangsUp('1001');
    when.passes(2);
    when.serverComesBack();
    then.hears(wang, 'goodbye');
    then.isHungUp(wang);
    then.recordingIs(wang, 'sealed');
  }),
  story('the caller leaves meanwhile: her call is ended, the seat gets free', {}, (words) => {
    const { when, then } = words;
    talks(words);
    when.serverDies();
    when.hangsUp(wang);
    when.passes(3);
    when.serverComesBack();
    then.isWritten(wang, 'call-ended');
    then.seatIs('1001', 'acw');
    then.seatIs('1001', 'ready');
  }),
  story('who calls while no server is there hears the exchange\'s music, and is served as soon as one is', {}, ({ when, then }) => {
    when.serverDies();
    when.dials(wang);
    then.isWithDialplan(wang);
    when.passes(5);
    when.serverComesBack();
    then.hears(wang, 'welcome', 'main.menu');
  }),
  story('a callback: the client picks up while the server is away, and is connected when it is back', { shows: ['E-02'] }, ({ given, when, then }) => {
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.phoneRings(chen);
    when.serverDies();
    when.passes(6);
    when.serverComesBack();
    then.hearEachOther(chen, '1001');
    when.passes(5);
    when.agentHangsUp('1001');
    then.caseIs(chen, 'completed');
    then.attemptsAre(chen, 1);
  }),
];
