/**
 * Whole calls, runner and driver over HTTP and websocket, with the staged Asterisk in a mood at one kind of request: the caller comes to
 * her end in good order, everything is given back, nothing is thrown. What the port alone can do at each command is staged in
 * test/stories/runner/moods-anywhere.test.ts; here the moods are those of the wire.
 */
import { describe, expect, it } from 'vitest';
import type { Staging } from './support/staged-asterisk.ts';
import { placeWholeCall } from './support/whole-call.ts';

/** A request of each stage of a call. */
const stages: Record<string, RegExp> = {
  'arriving: watch': /^POST \/applications\/hotline-s1\/subscription/,
  'arriving: answer': /\/answer$/,
  'menus: play': /^POST \/channels\/[^/]+\/play\//,
  'menus: stop': /^DELETE \/playbacks\//,
  'ringing: create': /^POST \/channels\/create/,
  'ringing: dial': /\/dial$/,
  'announcing: record': /\/variable$/,
  'announcing: bridge': /^POST \/bridges\/[^/]+$/,
  'talk: add': /\/addChannel$/,
  'end: bridge away': /^DELETE \/bridges\//,
  'end: hang up': /^DELETE \/channels\//,
};
const moods: Record<string, Staging> = {
  'no reply': 'drop', 'reply lost': 'swallow', 'reply broken off': 'half', 'socket cut with it': 'cut', 'gone': 'gone', 'events late': 'late', 'events twice': 'twice', 'rubbish': 'rubbish',
  'slow': { delayMs: 120 }, '409': { status: 409 }, '412': { status: 412 }, '500': { status: 500 },
};
const cases = Object.entries(stages).flatMap(([stage, request]) => Object.entries(moods).map(([mood, staging]) => ({ stage, mood, request, staging })));

describe.concurrent('a mood of the wire', () => {
  it('none: she hears her quote, talks to an agent, and nothing is left', { timeout: 60_000 }, async () => {
    const call = await placeWholeCall(/^NONE/, 'drop', 0);
    expect([call.isOver, call.hasTalked], call.left()).toEqual([true, true]);
  });

  it.each(cases)('$stage: $mood, the first two times', { timeout: 60_000 }, async ({ request, staging }) => {
    const call = await placeWholeCall(request, staging, 2);
    expect(call.stagedTimes, 'the mood never struck').toBeGreaterThan(0);
    expect(call.isOver, call.left()).toBe(true);
    const ends = call.floor.calls.saved.flatMap(({ facts }) => facts).filter(({ fact }) => fact.kind === 'call-ended');
    expect(ends).toHaveLength(1);
  });
});
