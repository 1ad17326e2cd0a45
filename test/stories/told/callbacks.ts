/** Clients who are called back: who may do it, when, how often, and what proves it. */
import { client, withTwoPhones } from '../language/people.ts';
import { story, type Story } from '../language/story.ts';

const chen = client('Ms Chen');

export const callbackStories: readonly Story[] = [
  story('a client is called back: the agent first, then her phone, and the sealed recording completes it', { shows: ['B-01', 'E-02'], alsoReal: true }, ({ given, when, then }) => {
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    then.rings('1001');
    then.phoneDidNotRing(chen);
    when.answers('1001');
    then.phoneRings(chen);
    then.hearEachOther(chen, '1001');
    when.passes(3);
    then.caseIs(chen, 'attempting');
    when.agentHangsUp('1001');
    then.recordingIs(chen, 'sealed');
    then.caseIs(chen, 'completed');
    then.attemptsAre(chen, 1);
  }),
  story('the marketing series is offered no callback, however long it waits', { shows: ['I-01'] }, ({ given, when, then }) => {
    given.ready('1010');
    when.callbackIsAskedFor(chen);
    when.passes(60);
    then.nobodyRings();
    then.phoneDidNotRing(chen);
    given.ready('1007');
    then.rings('1007');
    then.seatIs('1010', 'ready');
  }),
  story('an agent who is moved to marketing while it rings may not dial the client', { shows: ['I-01'] }, ({ given, when, then }) => {
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    then.rings('1001');
    given.series('1001', 'marketing');
    when.answers('1001');
    then.isWritten(chen, 'attempt-ended', { outcome: 'failed' });
    then.phoneDidNotRing(chen);
  }),
  story('an agent who does not pick up a callback: the next lawful seat is asked, the client knows nothing of it', {}, ({ given, when, then }) => {
    given.ready('1007', '1001');
    when.callbackIsAskedFor(chen);
    then.rings('1007');
    then.seatIs('1007', 'not-ready', 'rona');
    then.rings('1001');
    then.phoneDidNotRing(chen);
  }),
  story('the client hangs up after the talk: that counts, too', { shows: ['E-02'] }, ({ given, when, then }) => {
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.hearEachOther(chen, '1001');
    when.passes(15);
    when.hangsUp(chen);
    then.caseIs(chen, 'completed');
  }),
  story('nobody answers: she is called again two hours later', {}, ({ given, when, then }) => {
    given.phoneOf(chen, 'is not answered');
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.phoneRings(chen);
    then.isWritten(chen, 'attempt-ended', { outcome: 'no-answer' });
    then.caseIs(chen, 'pending');
    then.nextTryIs(chen, '2026-11-23 12:00');
    then.isNotRecorded(chen);
  }),
  story('a busy phone is tried again after a quarter of an hour', {}, ({ given, when, then }) => {
    given.phoneOf(chen, 'is busy');
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.isWritten(chen, 'attempt-ended', { outcome: 'busy' });
    then.nextTryIs(chen, '2026-11-23 10:15');
  }),
  story('who declines is not called again on the same day', {}, ({ given, when, then }) => {
    given.phoneOf(chen, 'declines the call');
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.isWritten(chen, 'attempt-ended', { outcome: 'rejected' });
    then.nextTryIs(chen, '2026-11-24 09:00');
  }),
  story('a number that does not exist: the client\'s other number is dialled at once', {}, ({ given, when, then }) => {
    const zhou = withTwoPhones('Mr Zhou');
    given.phoneOf(zhou, 'does not exist');
    given.ready('1001');
    when.callbackIsAskedFor(zhou);
    when.answers('1001');
    then.seatIs('1001', 'acw');
    then.rings('1001');
    when.answers('1001');
    then.phoneRings(zhou);
    then.hearEachOther(zhou, '1001');
    then.attemptsAre(zhou, 2);
  }),
  story('the only number does not exist: the callback is given up, with its reason', {}, ({ given, when, then }) => {
    given.phoneOf(chen, 'does not exist');
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.caseIs(chen, 'cancelled', 'no-valid-number');
    then.attemptsAre(chen, 1);
  }),
  story('three days without an answer: the callback is closed as not reached', {}, ({ given, when, then }) => {
    given.phoneOf(chen, 'is not answered');
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.nextTryIs(chen, '2026-11-23 12:00');
    when.becomes('2026-11-23 12:01');
    when.answers('1001');
    then.nextTryIs(chen, '2026-11-24 09:00');
    when.becomes('2026-11-24 09:01');
    when.answers('1001');
    then.caseIs(chen, 'cancelled', 'not-reached');
    then.attemptsAre(chen, 3);
  }),
  story('in rest time no phone rings; in the morning it does', { shows: ['I-08'] }, ({ given, when, then }) => {
    given.time('2026-11-23 21:30');
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    then.nextTryIs(chen, '2026-11-24 09:00');
    when.passes(60);
    then.phoneDidNotRing(chen);
    then.nobodyRings();
    when.becomes('2026-11-24 09:00');
    then.rings('1001');
    when.answers('1001');
    then.phoneRings(chen);
  }),
  story('a callback that waited for an agent past eight in the evening is not dialled any more', { shows: ['I-08'] }, ({ given, when, then }) => {
    given.time('2026-11-23 19:59');
    when.callbackIsAskedFor(chen);
    when.passes(90);
    given.ready('1001');
    then.rings('1001');
    when.answers('1001');
    then.isWritten(chen, 'attempt-ended', { outcome: 'failed' });
    then.phoneDidNotRing(chen);
    then.nextTryIs(chen, '2026-11-24 09:00');
  }),
  story('a talk without its recording completes nothing: it has to be held again', { shows: ['E-02'] }, ({ given, when, then }) => {
    given.recordingFails();
    given.ready('1001');
    when.callbackIsAskedFor(chen);
    when.answers('1001');
    then.hearEachOther(chen, '1001');
    when.passes(15);
    when.agentHangsUp('1001');
    then.recordingIs(chen, 'missing');
    then.nextTryIs(chen, '2026-11-24 09:00');
    then.caseIs(chen, 'pending');
  }),
];
