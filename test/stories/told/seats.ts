/** Agents at their seats, between calls. */
import { caller } from '../language/people.ts';
import { story, type Story } from '../language/story.ts';

const wang = caller('Ms Wang');

export const seatStories: readonly Story[] = [
  story('who signs in is not ready before she says so', {}, ({ given, when, then }) => {
    given.signedIn('1001');
    then.seatIs('1001', 'not-ready', 'signed-in');
    when.wantsPerson(wang);
    then.hears(wang, 'queue.joining');
    then.nobodyRings();
    when.clicks('1001', { kind: 'ready' });
    then.rings('1001');
  }),
  story('who takes a break is not rung', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.clicks('1001', { kind: 'not ready', reason: 'break' });
    then.seatIs('1001', 'not-ready', 'break');
    when.wantsPerson(wang);
    then.hears(wang, 'queue.joining');
    then.nobodyRings();
  }),
  story('who has signed out cannot be ready: she is told why', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.clicks('1001', { kind: 'sign out' });
    then.seatIs('1001', 'signed-out');
    when.clicks('1001', { kind: 'ready' });
    then.isRefused('1001', 'SEAT_SIGNED_OUT');
  }),
  story('a stale click: after-call work that is over cannot be ended', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.clicks('1001', { kind: 'end after-call work' });
    then.isRefused('1001', 'SEAT_NOT_IN_ACW');
    then.seatIs('1001', 'ready');
  }),
  story('a break chosen in the moment it rings counts for the time after', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.clicks('1001', { kind: 'not ready', reason: 'training' });
    then.willBe('1001', 'not-ready (training)');
    when.hangsUp(wang);
    then.seatIs('1001', 'not-ready', 'training');
  }),
  story('who signs out while it rings, and does not pick up, is signed out', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.clicks('1001', { kind: 'sign out' });
    then.willBe('1001', 'signed-out');
    then.stopsRinging('1001');
    then.seatIs('1001', 'signed-out');
    then.waitsAt(wang, 1);
  }),
  story('who did not pick up must say herself that she is back', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    then.seatIs('1001', 'not-ready', 'rona');
    when.passes(30);
    then.seatIs('1001', 'not-ready', 'rona');
    when.clicks('1001', { kind: 'ready' });
    then.rings('1001');
  }),
];
