/** A transferred call in the figures: one visit, and each agent's talk her own (field note 58). */
import { describe, expect, it } from 'vitest';
import { queueLogOfCall } from '../../../src/core/metrics/queue-log.ts';
import { tallyCall } from '../../../src/core/metrics/tally.ts';
import { NORMAL, ask, toConsult } from '../call/consult-script.ts';
import { CALLER, OFFER } from '../call/script.ts';

function transferred() {
  const { script } = toConsult();
  script.advance(5_000);
  ask(script, 'complete');
  script.advance(20_000);
  script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
  return script.facts.map((fact, index) => ({ at: index, fact }));
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
