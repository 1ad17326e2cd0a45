/** What stands around the back office: a trace before each login and change, and an end to trying. */
import { describe, expect, it } from 'vitest';
import type { Answerer, OperationAsk } from '../../src/app/house/answerer.ts';
import { createSecret } from '../../src/app/secret.ts';
import type { Trail, TrailAnswered, TrailAsked } from '../../src/app/trail/ports.ts';
import { trailed } from '../../src/app/trail/trailed.ts';
import type { LookupAnswer } from '../../src/core/call/events.ts';
import { callState } from '../support/call-state.ts';

const callId = '0193a000-0000-7000-8000-000000000001';
const ask = (more: Partial<OperationAsk> = {}): OperationAsk => ({
  operation: 'verify-password', args: { client: 'k-1' }, held: { password: createSecret('836152') }, callId, requestId: 'r-1', language: 'zh-CN', timeoutMs: 100, ...more,
});

function office(answers: LookupAnswer | Error = { kind: 'found', answers: {}, auth: { level: 'password', method: 'ivr-keys', clientId: 'k-1' } }) {
  const written: (TrailAsked | TrailAnswered)[] = [];
  const asked: OperationAsk[] = [];
  const mood = { asked: 'written' as 'written' | 'too-many' | 'away' | 'frozen', awayAnswers: 0 };
  const trail: Trail = {
    asked: async (entry) => {
      if (mood.asked === 'away') throw new Error('store is away');
      if (mood.asked === 'frozen') return new Promise(() => undefined);
      if (mood.asked === 'written') written.push(entry);
      return mood.asked;
    },
    answered: async (entry) => {
      mood.awayAnswers -= 1;
      if (mood.awayAnswers >= 0) throw new Error('store is away');
      written.push(entry);
    },
  };
  const answerer: Answerer = async (one) => {
    asked.push(one);
    if (answers instanceof Error) throw answers;
    return answers;
  };
  const state = { ...callState(callId, { numberToken: 'tok', dnis: '95500' }) };
  const wrapped = trailed(answerer, {
    trail, stateOf: () => state, now: () => 5_000, pause: (ms) => new Promise((resolve) => { setTimeout(resolve, ms / 100); }), log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return { wrapped, written, asked, mood };
}

describe('the terminal trail [G-19]', () => {
  it('has number, line, time, client and result of a login, and none of what was keyed [M-07]', async () => {
    const { wrapped, written } = office();
    expect(await wrapped(ask())).toMatchObject({ kind: 'found' });
    expect(written).toEqual([
      { requestId: 'r-1', callId, kind: 'login', at: 5_000, numberToken: 'tok', dnis: '95500', clientId: 'k-1', method: 'ivr-keys' },
      { requestId: 'r-1', at: 5_000, result: 'done', code: null, clientId: 'k-1' },
    ]);
    expect(JSON.stringify(written)).not.toContain('836152');
  });

  it.each([
    [{ kind: 'refused', code: 'WRONG_PASSWORD' }, { result: 'refused', code: 'WRONG_PASSWORD' }], [{ kind: 'failed', reason: 'down' }, { result: 'failed', code: 'down' }],
    [{ kind: 'not-found' }, { result: 'refused', code: 'NOT_FOUND' }], [{ kind: 'lost' }, { result: 'lost', code: null }],
  ] as const)('keeps how it came out: %o', async (answer, row) => {
    const { wrapped, written } = office(answer);
    expect(await wrapped(ask())).toEqual(answer);
    expect(written[1]).toMatchObject(row);
  });

  it('knows password changes, contact changes and accounts keyed; what is only read leaves none', async () => {
    const { wrapped, written } = office();
    for (const operation of ['identify-account', 'change-password', 'change-contact', 'remove-contact', 'contact-state', 'quote']) await wrapped(ask({ operation, requestId: operation }));
    expect(written.flatMap((row) => ('kind' in row ? [row.kind] : []))).toEqual(['account', 'password-change', 'contact-change', 'contact-change']);
  });

  it.each(['away', 'frozen'] as const)('nothing is asked while the store is %s: no login without its trace', async (mood) => {
    const world = office();
    world.mood.asked = mood;
    expect(await world.wrapped(ask())).toEqual({ kind: 'failed', reason: 'no-trail' });
    expect(world.asked).toEqual([]);
  });

  it('the result is written later when the store is away just then; the caller does not wait for it', async () => {
    const world = office();
    world.mood.awayAnswers = 3;
    expect(await world.wrapped(ask())).toMatchObject({ kind: 'found' });
    await expect.poll(() => world.written.length).toBe(2);
  });

  it('who has tried too often in this call is refused, and the back office is not asked', async () => {
    const world = office();
    world.mood.asked = 'too-many';
    expect(await world.wrapped(ask())).toEqual({ kind: 'refused', code: 'TOO_MANY_TRIES' });
    expect(world.asked).toEqual([]);
  });

  it('a back office that breaks is a failure on record', async () => {
    const { wrapped, written } = office(new Error('broken'));
    expect(await wrapped(ask())).toEqual({ kind: 'failed', reason: 'fault' });
    expect(written[1]).toMatchObject({ result: 'failed', code: 'fault' });
  });
});
