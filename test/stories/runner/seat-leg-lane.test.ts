import { describe, expect, it } from 'vitest';
import { createLane } from '../../../src/app/runner/lane.ts';
import type { CallCommand } from '../../../src/core/call/commands.ts';

const LEG = 's1.c.seat.3';
const pop = { id: 1, kind: 'send-pop', seatId: '1001', reservationId: 'r', pop: {} } as unknown as CallCommand;
const create = { id: 2, kind: 'create-seat-leg', channelId: LEG, endpoint: '1001', callerToken: null, answers: 'by-agent' } as CallCommand;
const dial = { id: 3, kind: 'dial-leg', channelId: LEG, timeoutMs: 20_000 } as CallCommand;
const hangUp = { id: 4, kind: 'hang-up-leg', channelId: LEG, reason: 'normal' } as CallCommand;

function lane() {
  const sent: string[] = [];
  let popOut: () => void = () => undefined;
  const popSent = new Promise<void>((resolve) => { popOut = resolve; });
  let isDrained = false;
  const made = createLane(async ({ kind }) => {
    sent.push(kind);
    if (kind === 'send-pop') await popSent;
  }, () => { isDrained = true; });
  return { made, sent, popOut: () => popOut(), isDrained: () => isDrained };
}

describe('a seat that is rung', () => {
  it('has its leg made while the pop is on the way, and rings when the pop is there', async () => {
    const { made, sent, popOut, isDrained } = lane();
    made.push([pop, create, dial]);
    await expect.poll(() => sent).toEqual(['send-pop', 'create-seat-leg']);
    expect(made.unconfirmed().map(({ kind }) => kind)).toEqual(['send-pop', 'dial-leg']);
    popOut();
    await expect.poll(isDrained).toBe(true);
    expect(sent).toEqual(['send-pop', 'create-seat-leg', 'dial-leg']);
  });

  it('is not rung when the caller went while the pop was on the way (field note 18)', async () => {
    const { made, sent, popOut, isDrained } = lane();
    made.push([pop, create, dial]);
    await expect.poll(() => sent).toEqual(['send-pop', 'create-seat-leg']);
    made.push([hangUp]);
    popOut();
    await expect.poll(isDrained).toBe(true);
    expect(sent).toEqual(['send-pop', 'create-seat-leg', 'hang-up-leg']);
  });
});
