/** A call with a third party in the figures: one visit, each agent's talk her own, consults apart from talks (field note 58). */
import { describe, expect, it } from 'vitest';
import { queueLogOfCall } from '../../../src/core/metrics/queue-log.ts';
import { tallyCall } from '../../../src/core/metrics/tally.ts';
import { NORMAL, ask, reserved, toConsult, wish } from '../call/consult-script.ts';
import { CALLER, OFFER, createScript, toTalk } from '../call/script.ts';

function transferred() {
  const { script } = toConsult();
  script.advance(5_000);
  ask(script, 'complete');
  script.advance(20_000);
  script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
  return script.timed;
}

describe('a call handed on after a consult', () => {
  it('is one answered visit with two talks, and no identity breaks (field note 58)', () => {
    const tally = tallyCall('c1', transferred());
    expect(tally.breaks).toEqual([]);
    expect(tally.visits.map(({ outcome }) => outcome)).toEqual(['answered']);
    expect(tally.talks.map(({ seatId, endedBy }) => [seatId, endedBy])).toEqual([[OFFER.seatId, 'transfer'], ['s-1003', 'client']]);
  });

  it('stands in the queue_log as an attended transfer and a completion (field note 58)', () => {
    const lines = queueLogOfCall('c1', transferred()).map(({ event, seatId }) => [event, seatId]);
    expect(lines).toEqual([['ENTERQUEUE', null], ['CONNECT', OFFER.seatId], ['ATTENDEDTRANSFER', OFFER.seatId], ['COMPLETECALLER', 's-1003']]);
  });
});

/** Seconds of each talk (without hold, hold) and of each consult, by seat. */
function timesOf(script: ReturnType<typeof toConsult>['script']) {
  const { talks, consults, breaks, recordingIds } = tallyCall('c1', script.timed);
  const seconds = (ms: number): number => Math.round(ms / 1_000);
  return {
    talks: talks.map(({ seatId, startedAt, endedAt, heldMs }) => [seatId, seconds((endedAt ?? NaN) - startedAt - heldMs), seconds(heldMs)]),
    consults: consults.map(({ seatId, startedAt, endedAt }) => [seatId, seconds((endedAt ?? NaN) - startedAt)]),
    recordings: recordingIds.length, breaks,
  };
}

function hangUp(script: ReturnType<typeof toConsult>['script']): void {
  script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
}

/** toConsult: 10 s of talk, the colleague is asked and answers 2 s later. */
describe('the time of a consult', () => {
  it("is the colleague's, and the client's hold; what she talks once she has the client is a talk of hers (field note 58)", () => {
    const { script } = toConsult();
    script.advance(5_000);
    ask(script, 'complete');
    script.advance(20_000);
    hangUp(script);
    expect(timesOf(script)).toEqual({ talks: [[OFFER.seatId, 10, 7], ['s-1003', 20, 0]], consults: [['s-1003', 5]], recordings: 2, breaks: [] });
  });

  it('goes on in a conference, while the client is on hold no more (field note 58)', () => {
    const { script } = toConsult();
    script.advance(5_000);
    ask(script, 'conference');
    script.advance(8_000);
    ask(script, 'take-back');
    script.advance(30_000);
    hangUp(script);
    expect(timesOf(script)).toEqual({ talks: [[OFFER.seatId, 48, 7]], consults: [['s-1003', 13]], recordings: 2, breaks: [] });
  });

  it('swapped, the client is on hold only while the agent talks with the colleague; who hangs up ends it for all (field note 58)', () => {
    const { script } = toConsult();
    script.advance(5_000);
    ask(script, 'swap');
    script.advance(4_000);
    ask(script, 'swap');
    script.advance(3_000);
    hangUp(script);
    expect(timesOf(script)).toEqual({ talks: [[OFFER.seatId, 14, 10]], consults: [['s-1003', 12]], recordings: 2, breaks: [] });
  });

  it('who only rings has none', () => {
    const script = createScript();
    toTalk(script);
    wish(script, 'consult');
    reserved(script);
    script.pass('guest-ring');
    script.advance(9_000);
    hangUp(script);
    expect(timesOf(script)).toMatchObject({ consults: [], recordings: 1, breaks: [] });
  });
});
