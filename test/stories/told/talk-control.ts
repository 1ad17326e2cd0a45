/** What an agent can do with her call, and what becomes of it when her page goes away. */
import { caller, client } from '../language/people.ts';
import { story, type Story, type Words } from '../language/story.ts';

const wang = caller('Ms Wang');
const li = caller('Mr Li');
const chen = client('Ms Chen');

function talks({ when, then }: Words): void {
  when.wantsPerson(wang);
  when.answers('1001');
  then.hearEachOther(wang, '1001');
}

export const holdStories: readonly Story[] = [
  story('a caller on hold hears music, and is retrieved', { shows: ['M-03'], alsoReal: true }, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.clicksForCall('1001', 'hold');
    then.hearsMusic(wang);
    then.deskShowsCall('1001', 'held');
    when.passes(4);
    when.clicksForCall('1001', 'retrieve');
    then.hearEachOther(wang, '1001');
    then.deskShowsCall('1001', 'connected');
    then.isWritten(wang, 'held');
    then.isWritten(wang, 'retrieved');
  }),
  story('a long hold: the music begins anew, nobody sits in silence', {}, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.clicksForCall('1001', 'hold');
    when.passes(900);
    then.hearsMusic(wang);
    when.clicksForCall('1001', 'retrieve');
    then.hearEachOther(wang, '1001');
  }),
  story('a caller hangs up on hold: the talk is over and sealed, the seat has its after-call work', { shows: ['E-02'] }, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.clicksForCall('1001', 'hold');
    then.hearsMusic(wang);
    when.hangsUp(wang);
    then.isWritten(wang, 'talk-ended', { by: 'client' });
    then.seatIs('1001', 'acw');
    then.recordingIs(wang, 'sealed');
  }),
  story('a second click on hold is refused, and so is taking back who is not held', { alsoReal: true }, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.clicksForCall('1001', 'retrieve');
    then.isRefused('1001', 'CALL_NOT_HELD');
    when.clicksForCall('1001', 'hold');
    when.clicksForCall('1001', 'hold');
    then.isRefused('1001', 'CALL_ALREADY_HELD');
    then.hearsMusic(wang);
  }),
  story('a stale click: a call that is over can be neither held nor hung up', {}, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.hangsUp(wang);
    when.clicksForCall('1001', 'hold');
    then.isRefused('1001', 'CALL_OVER');
    when.clicksForCall('1001', 'hang up');
    then.isRefused('1001', 'CALL_OVER');
  }),
  story('while the agent\'s number is said nobody can be put on hold', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    when.answers('1001');
    then.hears(wang, 'agent.before');
    when.clicksForCall('1001', 'hold');
    then.isRefused('1001', 'CALL_NOT_CONNECTED');
    then.hearEachOther(wang, '1001');
  }),
  story('a muted agent is not heard, and is heard again', { shows: ['M-03'], alsoReal: true }, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.clicksForCall('1001', 'mute');
    then.hearsNothingOf(wang, '1001');
    then.isWritten(wang, 'muted');
    when.clicksForCall('1001', 'unmute');
    then.hearEachOther(wang, '1001');
  }),
  story('the agent hangs up by the button of her desk: the caller hears a goodbye', {}, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.clicksForCall('1001', 'hang up');
    then.hears(wang, 'goodbye');
    then.isHungUp(wang);
    then.isWritten(wang, 'talk-ended', { by: 'seat' });
  }),
  story('an agent declines what rings: the next seat is asked at once', {}, ({ given, when, then }) => {
    given.ready('1001', '1002');
    when.wantsPerson(wang);
    then.rings('1001');
    when.clicksForCall('1001', 'hang up');
    then.ringsAtOnce('1002');
    then.seatIs('1001', 'not-ready', 'rona');
  }),
  story('the server dies while a caller is on hold: the music goes on, and she is retrieved afterwards', {}, (words) => {
    const { given, when, then } = words;
    given.ready('1001');
    talks(words);
    when.clicksForCall('1001', 'hold');
    when.serverDies();
    when.passes(8);
    then.hearsMusic(wang);
    when.serverComesBack();
    when.clicksForCall('1001', 'retrieve');
    then.hearEachOther(wang, '1001');
  }),
];

export const pageStories: readonly Story[] = [
  story('the agent loads her page again in the talk: the caller hears a word and music, and the talk goes on by itself', {}, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.pageIsReloaded('1001');
    then.hears(wang, 'talk.rejoin');
    then.hearEachOther(wang, '1001');
    then.isWritten(wang, 'seat-away');
    then.isWritten(wang, 'seat-back');
    when.hangsUp(wang);
    then.recordingIs(wang, 'sealed');
    then.seatIs('1001', 'ready');
  }),
  story('the network is lost and comes back: nothing rings, the talk goes on', {}, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.networkIsLost('1001');
    then.hears(wang, 'talk.rejoin');
    then.hearsMusic(wang);
    then.deskShowsCall('1001', 'rejoining');
    when.networkIsBack('1001');
    then.hearEachOther(wang, '1001');
    then.deskShowsCall('1001', 'connected');
  }),
  story('a page that never comes back: the caller is first in the queue again, and the seat is not ready', { shows: ['E-02'] }, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.wantsPerson(li);
    then.hears(li, 'queue.joining');
    when.pageIsClosed('1001');
    then.hears(wang, 'talk.rejoin');
    when.passes(31);
    then.hears(wang, 'queue.joining');
    then.hearsPlace(wang, 1);
    then.seatIs('1001', 'not-ready', 'device-lost');
    given.ready('1002');
    when.answers('1002');
    then.hearEachOther(wang, '1002');
    when.hangsUp(wang);
    then.recordingIs(wang, 'sealed');
  }),
  story('the caller does not wait for the page: her call is over, nothing rings when the page is opened again', {}, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.pageIsClosed('1001');
    then.hears(wang, 'talk.rejoin');
    when.hangsUp(wang);
    when.pageIsOpenedAgain('1001');
    then.nobodyRings();
    then.isWritten(wang, 'talk-ended', { by: 'client' });
  }),
  story('the page is loaded again while the caller is on hold: she stays on hold, and is retrieved', {}, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.clicksForCall('1001', 'hold');
    then.hearsMusic(wang);
    when.pageIsReloaded('1001');
    when.passes(3);
    then.hearsMusic(wang);
    then.deskShowsCall('1001', 'held');
    when.clicksForCall('1001', 'retrieve');
    then.hearEachOther(wang, '1001');
  }),
  story('while the page is away no click counts', {}, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.networkIsLost('1001');
    when.clicksForCall('1001', 'hold');
    then.isRefused('1001', 'CALL_REJOINING');
  }),
  story('the page is loaded again while it rings: it rings again, and the agent answers', {}, ({ given, when, then }) => {
    given.readyInPage('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.pageIsReloaded('1001');
    then.rings('1001');
    when.answers('1001');
    then.hearEachOther(wang, '1001');
    then.isNotWritten(wang, 'ring-missed');
  }),
  story('a ready agent who loads her page again is ready again', {}, ({ given, when, then }) => {
    given.readyInPage('1001');
    when.pageIsReloaded('1001');
    then.seatIs('1001', 'ready');
    when.wantsPerson(wang);
    then.rings('1001');
  }),
  story('the page and the server are lost together: the talk goes on when both are back', {}, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.networkIsLost('1001');
    then.hears(wang, 'talk.rejoin');
    when.serverDies();
    when.passes(3);
    when.networkIsBack('1001');
    when.serverComesBack();
    then.hearEachOther(wang, '1001');
  }),
  story('the page\'s call ends while the server is away, nobody knows why: the page is rung again, and no music is left in the talk', {}, (words) => {
    const { given, when, then } = words;
    given.readyInPage('1001');
    talks(words);
    when.serverDies();
    when.agentHangsUp('1001');
    when.serverComesBack();
    then.hears(wang, 'talk.rejoin');
    then.hearEachOther(wang, '1001');
  }),
  story('a callback whose agent\'s page never comes back: the client hears a sorry, and is called again', {}, ({ given, when, then }) => {
    given.readyInPage('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.hearEachOther(chen, '1001');
    when.pageIsClosed('1001');
    then.hears(chen, 'talk.rejoin');
    when.passes(31);
    then.hears(chen, 'queue.sorry');
    then.isHungUp(chen);
  }),
];
