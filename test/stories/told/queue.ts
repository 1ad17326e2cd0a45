/** Callers in the queue. */
import { caller } from '../language/people.ts';
import { story, type Story } from '../language/story.ts';

const wang = caller('Ms Wang');
const li = caller('Mr Li');

export const queueStories: readonly Story[] = [
  story('who joins the queue hears so, her place, and music', { alsoReal: true }, ({ when, then }) => {
    when.wantsPerson(wang);
    then.hears(wang, 'recording.notice', 'queue.joining');
    then.hearsPlace(wang, 1);
    then.hearsMusic(wang);
    then.waitsAt(wang, 1);
  }),
  story('a caller who waits hears every half minute that she is not forgotten', {}, ({ when, then }) => {
    when.wantsPerson(wang);
    then.hears(wang, 'queue.joining');
    when.passes(31);
    then.hears(wang, 'queue.comfort');
    then.hearsPlace(wang, 1);
    when.passes(31);
    then.hears(wang, 'queue.comfort');
    then.hearsPlace(wang, 1);
  }),
  story('two callers wait in the order in which they came, and the second moves up', { shows: ['M-17'] }, ({ given, when, then }) => {
    when.wantsPerson(wang);
    then.hears(wang, 'queue.joining');
    then.hearsPlace(wang, 1);
    when.wantsPerson(li);
    then.hears(li, 'queue.joining');
    then.hearsPlace(li, 2);
    given.ready('1001');
    then.rings('1001');
    when.answers('1001');
    then.hearEachOther(wang, '1001');
    then.waitsAt(li, 1);
    then.hears(li, 'queue.comfort');
    then.hearsPlace(li, 1);
  }),
  story('a caller whose agent does not pick up keeps her place', { alsoReal: true }, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.hears(wang, 'recording.notice');
    then.rings('1001');
    then.stopsRinging('1001');
    then.seatIs('1001', 'not-ready', 'rona');
    then.hears(wang, 'queue.comfort');
    then.waitsAt(wang, 1);
    then.isWritten(wang, 'ring-missed');
  }),
  story('when one agent does not pick up the next is asked, before anybody who came later', {}, ({ given, when, then }) => {
    given.ready('1001', '1003');
    when.wantsPerson(wang);
    then.rings('1001');
    when.wantsPerson(li);
    then.rings('1003');
    then.stopsRinging('1001');
    then.seatIs('1001', 'not-ready', 'rona');
    then.waitsAt(wang, 1);
    when.clicks('1001', { kind: 'ready' });
    then.rings('1001');
    when.answers('1001');
    then.hearEachOther(wang, '1001');
  }),
  story('no agent picks up: the caller waits on, and is asked again where somebody gets ready', {}, ({ given, when, then }) => {
    given.ready('1001', '1002');
    when.wantsPerson(wang);
    then.rings('1001');
    then.seatIs('1001', 'not-ready', 'rona');
    then.rings('1002');
    then.seatIs('1002', 'not-ready', 'rona');
    then.nobodyRings();
    then.waitsAt(wang, 1);
    when.clicks('1002', { kind: 'ready' });
    then.rings('1002');
    when.answers('1002');
    then.hearEachOther(wang, '1002');
  }),
  story('the agent who knows most of it is asked first', {}, ({ given, when, then }) => {
    given.ready('1003', '1001');
    when.wantsPerson(wang);
    then.rings('1001');
    then.seatIs('1003', 'ready');
  }),
  story('of two alike the one who has been idle longer is asked first', {}, ({ given, when, then }) => {
    given.ready('1004');
    when.passes(10);
    given.ready('1003');
    when.wantsPerson(wang);
    then.rings('1004');
    then.seatIs('1003', 'ready');
  }),
  story('after ten minutes without an agent the caller hears a sorry and is let go', {}, ({ when, then }) => {
    when.wantsPerson(wang);
    then.hears(wang, 'queue.joining');
    when.passes(600);
    then.hears(wang, 'queue.sorry');
    then.isHungUp(wang);
    then.isNotWritten(wang, 'abandoned');
  }),
  story('who leaves the queue is counted as abandoned, and nobody is rung for her', {}, ({ given, when, then }) => {
    when.wantsPerson(wang);
    then.hears(wang, 'recording.notice', 'queue.joining');
    when.hangsUp(wang);
    then.isWritten(wang, 'abandoned', { queue: 'general' });
    given.ready('1001');
    then.nobodyRings();
  }),
  story('who leaves while a seat rings: it stops at once, and the seat is ready again', { alsoReal: true }, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.hears(wang, 'recording.notice');
    then.rings('1001');
    when.hangsUp(wang);
    then.stopsRingingAtOnce('1001');
    then.seatIs('1001', 'ready');
    then.isWritten(wang, 'abandoned');
    then.isNotRecorded(wang);
  }),
  story('who leaves in the moment the agent picks up is connected with nobody', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.answers('1001');
    when.hangsUp(wang);
    then.isNotWritten(wang, 'connected');
    then.seatIs('1001', 'acw');
    then.seatIs('1001', 'ready');
  }),
  story('who leaves while the agent\'s number is said: what was recorded by then is sealed', { shows: ['E-02'] }, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    when.answers('1001');
    then.hears(wang, 'agent.before');
    when.hangsUp(wang);
    then.isNotWritten(wang, 'connected');
    then.recordingIs(wang, 'sealed');
  }),
  story('a phone that is unplugged while it rings: the next seat is asked, the caller keeps her place', {}, ({ given, when, then }) => {
    given.ready('1001', '1002');
    when.wantsPerson(wang);
    then.rings('1001');
    when.unplugs('1001');
    then.ringsAtOnce('1002');
    then.isWritten(wang, 'ring-failed');
    then.seatIs('1001', 'not-ready');
    when.answers('1002');
    then.hearEachOther(wang, '1002');
  }),
  story('a ready seat whose phone is unplugged is asked no more', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.unplugs('1001');
    then.seatIs('1001', 'not-ready', 'device-lost');
    when.wantsPerson(wang);
    then.hears(wang, 'queue.joining');
    then.nobodyRings();
    when.plugsIn('1001');
    when.clicks('1001', { kind: 'ready' });
    then.ringsAtOnce('1001');
  }),
];
