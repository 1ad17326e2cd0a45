/** Notices are sent once, later when the gateway is away, and given up at last: each end is written down. */
import { describe, expect, it } from 'vitest';
import { createPostman, nextTryAt } from '../../../src/app/notify/postman.ts';
import type { DueNotice, SendOutcome } from '../../../src/app/notify/ports.ts';

const notice = (noticeId: string, tries = 1): DueNotice => ({ noticeId, channel: 'sms', to: '13800138000', subject: 's', body: 'b', tries });

function postmanOf(given: readonly DueNotice[], send: (notice: DueNotice) => Promise<SendOutcome>) {
  const due = [...given];
  const ended: object[] = [];
  const logged: string[] = [];
  const log = { debug: () => undefined, info: () => undefined, warn: (fields: object) => void logged.push(JSON.stringify(fields)), error: (fields: object) => void logged.push(JSON.stringify(fields)), fatal: () => undefined };
  const postman = createPostman({
    outbox: {
      claim: async ({ limit }) => due.splice(0, limit), sent: async (noticeId) => void ended.push({ noticeId, state: 'sent' }),
      failed: async (noticeId, { reason, nextTryAt: next }) => void ended.push({ noticeId, state: next === null ? 'failed' : 'waiting', reason }),
    },
    gateway: { send }, clock: { now: () => 1_000, businessNow: () => 1_000 }, log,
  });
  return { postman, ended, logged };
}

describe('the postman [M-12]', () => {
  it('sends what is due; one that fails does not hold up the next', async () => {
    const { postman, ended, logged } = postmanOf([notice('a'), notice('b'), notice('c'), notice('d', 8)], async ({ noticeId }) => {
      if (noticeId === 'a') throw new Error('broken');
      return noticeId === 'b' ? { kind: 'refused', reason: 'no-address' } : noticeId === 'd' ? { kind: 'unavailable', reason: 'timeout' } : { kind: 'sent' };
    });
    expect(await postman.round()).toBe(1);
    expect(ended).toEqual([
      { noticeId: 'a', state: 'waiting', reason: 'fault' }, { noticeId: 'b', state: 'failed', reason: 'no-address' }, { noticeId: 'c', state: 'sent' }, { noticeId: 'd', state: 'failed', reason: 'timeout' },
    ]);
    expect(logged.join()).not.toContain('13800138000');
  });

  it('tries again later each time, and not for ever', () => {
    expect([1, 2, 3, 7, 8].map((tries) => nextTryAt(tries, 0))).toEqual([10_000, 20_000, 40_000, 640_000, null]);
  });

  it('two rounds at once are one', async () => {
    let sends = 0;
    const { postman } = postmanOf([notice('a')], async () => ((sends += 1), { kind: 'sent' }));
    await Promise.all([postman.round(), postman.round()]);
    expect(sends).toBe(1);
  });
});
