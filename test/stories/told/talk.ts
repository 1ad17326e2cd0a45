/** Caller and agent. */
import { caller, client, oneOfCouple, withheld } from '../language/people.ts';
import { story, type Story, type Words } from '../language/story.ts';

const wang = caller('Ms Wang');
const chen = client('Ms Chen');

/** Ms Wang talks with seat 1001. */
function talks({ given, when, then }: Words): void {
  given.ready('1001');
  when.wantsPerson(wang);
  then.rings('1001');
  when.answers('1001');
  then.hears(wang, 'agent.before');
  then.hearEachOther(wang, '1001');
}

export const talkStories: readonly Story[] = [
  story('both hear the agent\'s number, then each other; the agent hangs up and the caller hears a goodbye', { alsoReal: true }, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.hears(wang, 'recording.notice', 'queue.offered');
    then.rings('1001');
    when.answers('1001');
    then.hears(wang, 'agent.before', 'agent.after');
    then.agentHears('1001', 'agent.after');
    then.hearEachOther(wang, '1001');
    then.isWritten(wang, 'connected', { seatId: 's-1001' });
    when.passes(3);
    when.agentHangsUp('1001');
    then.hears(wang, 'goodbye');
    then.isHungUp(wang);
    then.isWritten(wang, 'talk-ended', { by: 'seat' });
    then.recordingIs(wang, 'sealed');
  }),
  story('the caller hangs up first: the seat has its after-call work and is ready again', { shows: ['E-02'], alsoReal: true }, (words) => {
    const { when, then } = words;
    talks(words);
    when.passes(2);
    when.hangsUp(wang);
    then.isWritten(wang, 'talk-ended', { by: 'client' });
    then.seatIs('1001', 'acw');
    then.seatIs('1001', 'ready');
    then.recordingIs(wang, 'sealed');
  }),
  story('not ready is chosen while talking: it comes after the after-call work', { alsoReal: true }, (words) => {
    const { when, then } = words;
    talks(words);
    when.clicks('1001', { kind: 'not ready', reason: 'lunch' });
    then.seatIs('1001', 'talking');
    then.willBe('1001', 'not-ready (lunch)');
    when.hangsUp(wang);
    then.seatIs('1001', 'acw');
    then.seatIs('1001', 'not-ready', 'lunch');
  }),
  story('who takes back the break she chose is ready after the call', {}, (words) => {
    const { when, then } = words;
    talks(words);
    when.clicks('1001', { kind: 'not ready', reason: 'break' });
    when.clicks('1001', { kind: 'ready' });
    then.willBe('1001', 'ready');
    when.hangsUp(wang);
    then.seatIs('1001', 'ready');
  }),
  story('after-call work is ended early, and the next caller rings at once', {}, (words) => {
    const { when, then } = words;
    const li = caller('Mr Li');
    talks(words);
    when.wantsPerson(li);
    then.hears(li, 'queue.joining');
    when.hangsUp(wang);
    then.seatIs('1001', 'acw');
    then.nobodyRings();
    when.clicks('1001', { kind: 'end after-call work' });
    then.ringsAtOnce('1001');
  }),
  story('signing out while talking: the talk goes on, and nobody rings afterwards', {}, (words) => {
    const { when, then } = words;
    talks(words);
    when.clicks('1001', { kind: 'sign out' });
    then.hearEachOther(wang, '1001');
    then.willBe('1001', 'signed-out');
    when.agentHangsUp('1001');
    then.hears(wang, 'goodbye');
    then.seatIs('1001', 'signed-out');
  }),
  story('the agent\'s phone is lost in the talk: the caller is first in the queue again and gets another agent', { shows: ['E-02'] }, (words) => {
    const { given, when, then } = words;
    const li = caller('Mr Li');
    talks(words);
    when.wantsPerson(li);
    then.hears(li, 'queue.joining');
    when.unplugs('1001');
    then.hears(wang, 'queue.joining');
    then.hearsPlace(wang, 1);
    then.isWritten(wang, 'seat-leg-lost');
    given.ready('1002');
    then.rings('1002');
    when.answers('1002');
    then.hearEachOther(wang, '1002');
    when.hangsUp(wang);
    then.recordingIs(wang, 'sealed');
  }),
  story('a recording that cannot be written: the talk goes on, and the gap is on record', { shows: ['E-02'] }, (words) => {
    const { given, when, then } = words;
    given.recordingFails();
    talks(words);
    then.isWritten(wang, 'recording-gap');
    when.hangsUp(wang);
    then.recordingIs(wang, 'missing');
  }),
  story('the desk shows who calls and what she did in the menus, while the phone rings', { shows: ['M-17'] }, ({ given, when, then }) => {
    given.ready('1001');
    when.dials(chen);
    when.presses(chen, '1600519#');
    then.hearsQuote(chen, '600519', 'Kweichow Moutai');
    then.hears(chen, 'quote.after');
    when.presses(chen, '0#');
    then.rings('1001');
    then.deskShows('1001', { match: 'one client', node: 'quotes/quote-look-up' });
  }),
  story('a number that two clients share is shown as theirs both', { shows: ['T-07'] }, ({ given, when, then }) => {
    const husband = oneOfCouple('one of the couple');
    given.ready('1001');
    when.wantsPerson(husband);
    then.rings('1001');
    then.deskShows('1001', { match: 'several clients' });
  }),
  story('a caller who hides her number is served all the same', {}, ({ given, when, then }) => {
    const hidden = withheld('a caller without number');
    given.ready('1001');
    when.wantsPerson(hidden);
    then.rings('1001');
    then.deskShows('1001', { match: 'nobody known' });
    when.answers('1001');
    then.hearEachOther(hidden, '1001');
  }),
];
