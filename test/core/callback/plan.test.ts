import { describe, expect, test } from 'vitest';
import { planCase, type AttemptView, type CaseView, type Now } from '../../../src/core/callback/plan.ts';
import { DEFAULT_CALLBACK_RULES as rules } from '../../../src/core/callback/rules.ts';
import type { CaseState } from '../../../src/core/callback/state.ts';
import type { AttemptOutcome } from '../../../src/core/call/commands.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Business time, on the wall in China. */
const on = (text: string): number => Date.parse(`${text}+08:00`);
/** The true clock may be anywhere. */
const trueOffset = 36 * hour;
const at = (text: string): Now => ({ businessAt: on(text), at: on(text) - trueOffset });
const trueAt = (text: string): number => on(text) - trueOffset;
const text = (businessAt: number): string => new Date(businessAt + 8 * hour).toISOString().slice(0, 16);

const pending = (next = '2026-11-23T00:00'): CaseState => ({ phase: 'pending', nextAttemptAt: on(next) });
const noEvidence = { wasDialled: false, wasConnected: false, stated: null };

function attempt(change: Partial<AttemptView> = {}): AttemptView {
  return {
    attemptId: 'a1', numberToken: 'n1', state: { phase: 'claimed' }, claimedAt: trueAt('2026-11-23T09:59:30'), dialledAt: null, endedAt: null,
    call: 'live', evidence: noEvidence, recordings: [], ...change,
  };
}
/** An attempt that ended at this business time; `rang`: the client's phone was dialled. */
function ended(outcome: AttemptOutcome, when: string, { rang = true, attemptId = 'a1', numberToken = 'n1' } = {}): AttemptView {
  return attempt({ attemptId, numberToken, state: { phase: 'ended', outcome }, dialledAt: rang ? trueAt(when) - minute : null, endedAt: trueAt(when), call: 'over' });
}
function view(change: Partial<CaseView> = {}): CaseView {
  return { caseId: 'c1', state: pending(), numbers: ['n1'], attempts: [], ...change };
}
const attempting = (attempts: readonly AttemptView[], numbers = ['n1']): CaseView =>
  view({ state: { phase: 'attempting', attemptId: attempts.at(-1)?.attemptId ?? '' }, attempts, numbers });

describe('a new case', () => {
  test('is dialled at its client\'s best number', () => {
    expect(planCase(view({ numbers: ['n1', 'n2'] }), at('2026-11-23T10:00'), rules)).toEqual({ kind: 'claim', attemptNo: 1, numberToken: 'n1' });
  });

  test.each([
    ['2026-11-23T08:59:59', '2026-11-23T09:00'], ['2026-11-23T20:00:00', '2026-11-24T09:00'], ['2026-11-23T23:30:00', '2026-11-24T09:00'], ['2026-11-24T00:10:00', '2026-11-24T09:00'],
  ])('is put off in rest time: at %s to %s [I-08]', (now, next) => {
    const plan = planCase(view(), at(now), rules);
    expect(plan.kind === 'put-off' && text(plan.nextAttemptAt)).toBe(next);
  });

  test.each(['2026-11-23T09:00:00', '2026-11-23T19:59:59'])('is dialled inside the window, at %s [I-08]', (now) => {
    expect(planCase(view(), at(now), rules).kind).toBe('claim');
  });

  test('waits when it was planned for later, and for exactly so long', () => {
    expect(planCase(view({ state: pending('2026-11-23T14:00') }), at('2026-11-23T10:00'), rules)).toEqual({ kind: 'wait', forMs: 4 * hour, why: 'too-early' });
  });

  test('put off once is not put off again and again', () => {
    const now = at('2026-11-23T21:00');
    const plan = planCase(view(), now, rules);
    if (plan.kind !== 'put-off') throw new Error(plan.kind);
    expect(planCase(view({ state: { phase: 'pending', nextAttemptAt: plan.nextAttemptAt } }), now, rules)).toEqual({ kind: 'wait', forMs: 12 * hour, why: 'too-early' });
  });

  test('without a number it is cancelled', () => {
    expect(planCase(view({ numbers: [] }), at('2026-11-23T10:00'), rules)).toEqual({ kind: 'cancel', reason: 'no-valid-number' });
  });
});

describe('while an attempt runs', () => {
  const now = at('2026-11-23T10:00');
  test.each<[string, Partial<AttemptView>, string]>([
    ['its call lives', { call: 'live' }, 'wait'],
    ['no server has it yet', { call: 'waiting' }, 'wait'],
    ['no server takes it', { call: 'waiting', claimedAt: trueAt('2026-11-23T09:00') }, 'withdraw'],
    ['its call cannot be found just now', { call: 'nowhere', claimedAt: trueAt('2026-11-23T09:59:30') }, 'wait'],
    ['its call cannot be found any more', { call: 'nowhere', claimedAt: trueAt('2026-11-23T09:00') }, 'settle'],
    ['its call is over and the ledger does not know', { call: 'over' }, 'settle'],
  ])('%s', (_what, change, kind) => {
    expect(planCase(attempting([attempt(change)]), now, rules).kind).toBe(kind);
  });

  test('nobody is dialled for it, whatever the row says', () => {
    for (const call of ['live', 'waiting', 'over', 'nowhere'] as const) {
      expect(planCase(view({ attempts: [attempt({ call })] }), now, rules).kind).not.toBe('claim');
    }
  });

  test('whose call is over after dialling, with nothing more known, is unknown', () => {
    const lost = attempt({ call: 'over', state: { phase: 'dialling' }, dialledAt: 1, evidence: { wasDialled: true, wasConnected: false, stated: null } });
    expect(planCase(attempting([lost]), now, rules)).toEqual({ kind: 'settle', attemptId: 'a1', outcome: 'unknown' });
  });
});

describe('after an attempt that reached nobody', () => {
  /** When the client is dialled again, from an attempt that ended on 2026-11-23. */
  function nextAfter(attempts: readonly AttemptView[], now = '2026-11-23T12:00', numbers = ['n1']): string {
    const plan = planCase(attempting(attempts, numbers), at(now), rules);
    if (plan.kind !== 'try-again') throw new Error(JSON.stringify(plan));
    return text(plan.nextAttemptAt);
  }

  test.each<[AttemptOutcome, string, string]>([
    ['busy', '2026-11-23T10:00', '2026-11-23T10:15'],
    ['busy', '2026-11-23T19:50', '2026-11-24T09:00'],
    ['no-answer', '2026-11-23T10:00', '2026-11-23T12:00'],
    ['no-answer', '2026-11-23T18:30', '2026-11-24T09:00'],
    ['rejected', '2026-11-23T10:00', '2026-11-24T09:00'],
    ['unknown', '2026-11-23T10:00', '2026-11-24T09:00'],
    ['failed', '2026-11-23T10:00', '2026-11-23T12:00'],
  ])('%s at %s: again at %s', (outcome, when, next) => {
    const evidence = { wasDialled: true, wasConnected: false, stated: outcome };
    expect(nextAfter([{ ...ended(outcome, when), evidence }])).toBe(next);
  });

  test('no answer twice: the next day', () => {
    expect(nextAfter([ended('no-answer', '2026-11-23T09:30'), ended('no-answer', '2026-11-23T11:40', { attemptId: 'a2' })])).toBe('2026-11-24T09:00');
  });

  test('dialling nobody (no seat) costs the client nothing: soon again, with pauses that grow', () => {
    const tries = Array.from({ length: 6 }, (_, n) => ended('no-seat', '2026-11-23T10:00', { rang: false, attemptId: `a${n}` }));
    expect([1, 2, 3, 4, 5, 6].map((n) => nextAfter(tries.slice(0, n)).slice(11))).toEqual(['10:10', '10:20', '10:40', '11:20', '12:40', '14:00']);
  });

  test('after three times it is cancelled, and attempts that dialled nobody do not count', () => {
    const noSeats = Array.from({ length: 5 }, (_, n) => ended('no-seat', '2026-11-20T10:00', { rang: false, attemptId: `s${n}` }));
    const rings = ['a1', 'a2', 'a3'].map((attemptId) => ended('no-answer', '2026-11-22T10:00', { attemptId }));
    const now = at('2026-11-23T10:00');
    expect(planCase(view({ attempts: [...noSeats, ...rings.slice(0, 2)] }), now, rules).kind).toBe('claim');
    expect(planCase(view({ attempts: [...noSeats, ...rings] }), now, rules)).toEqual({ kind: 'cancel', reason: 'not-reached' });
  });

  test('a number that does not exist is not dialled again; without another one the case is cancelled', () => {
    const wrong = ended('invalid-number', '2026-11-23T09:30');
    const now = at('2026-11-23T10:00');
    expect(planCase(view({ numbers: ['n1', 'n2'], attempts: [wrong] }), now, rules)).toEqual({ kind: 'claim', attemptNo: 2, numberToken: 'n2' });
    expect(planCase(view({ numbers: ['n1'], attempts: [wrong] }), now, rules)).toEqual({ kind: 'cancel', reason: 'no-valid-number' });
  });

  test('the less tried of the numbers comes first', () => {
    const plan = planCase(view({ numbers: ['n1', 'n2'], attempts: [ended('no-answer', '2026-11-22T10:00')] }), at('2026-11-23T10:00'), rules);
    expect(plan).toMatchObject({ kind: 'claim', numberToken: 'n2' });
  });

  test('an end nobody knows is asked for first, and never dialled blind', () => {
    const unsure = (change: Partial<AttemptView>): AttemptView => ({ ...ended('unknown', '2026-11-23T09:30'), evidence: { wasDialled: true, wasConnected: false, stated: null }, ...change });
    const now = at('2026-11-23T10:00');
    expect(planCase(attempting([unsure({ call: 'live' })]), now, rules)).toMatchObject({ kind: 'wait', why: 'call-not-over' });
    expect(planCase(attempting([unsure({ evidence: { wasDialled: true, wasConnected: true, stated: null } })]), now, rules)).toEqual({ kind: 'settle', attemptId: 'a1', outcome: 'talked' });
    expect(planCase(attempting([unsure({})]), now, rules)).toMatchObject({ kind: 'try-again', why: 'unknown' });
  });
});

describe('after a talk', () => {
  const now = at('2026-11-23T10:00');
  const talk = (change: Partial<AttemptView>): CaseView => attempting([{ ...ended('talked', '2026-11-23T09:59:50'), ...change }]);
  const recording = (state: 'expected' | 'sealed' | 'missing', agentId: string | null = 'agent-1') => ({ recordingId: 'r1', state, agentId });

  test('the case is completed by its sealed recording [E-02]', () => {
    expect(planCase(talk({ recordings: [recording('sealed')] }), now, rules)).toEqual({ kind: 'complete', attemptId: 'a1', agentId: 'agent-1' });
  });

  test.each<[string, Partial<AttemptView>]>([
    ['is not sealed yet', { recordings: [recording('expected')] }],
    ['is not in the ledger yet', { recordings: [] }],
    ['is not over', { recordings: [], call: 'live', endedAt: trueAt('2026-11-23T08:00') }],
  ])('it waits while the recording %s [E-02]', (_what, change) => {
    expect(planCase(talk(change), now, rules).kind).toBe('wait');
  });

  test.each<[string, Partial<AttemptView>]>([
    ['is missing', { recordings: [recording('missing')] }],
    ['never came', { recordings: [], endedAt: trueAt('2026-11-23T09:00') }],
  ])('the client is called again the next day when the recording %s [E-02]', (_what, change) => {
    const plan = planCase(talk(change), now, rules);
    expect(plan).toMatchObject({ kind: 'try-again', why: 'recording-missing' });
    expect(plan.kind === 'try-again' && text(plan.nextAttemptAt)).toBe('2026-11-24T09:00');
  });

  test('a recording found late completes the case instead of another call [E-02]', () => {
    const found = { ...ended('talked', '2026-11-23T09:00'), recordings: [recording('sealed')] };
    expect(planCase(view({ attempts: [found] }), now, rules)).toMatchObject({ kind: 'complete', attemptId: 'a1' });
  });

  test('it is never completed without a sealed recording, by nobody, or by a try without a talk [E-02]', () => {
    const attempts = [
      ended('talked', '2026-11-23T09:00'),
      { ...ended('talked', '2026-11-23T09:00'), recordings: [recording('expected')] },
      { ...ended('talked', '2026-11-23T09:00'), recordings: [recording('missing')] },
      { ...ended('talked', '2026-11-23T09:00'), recordings: [recording('sealed', null)] },
      { ...ended('no-answer', '2026-11-23T09:00'), recordings: [recording('sealed')] },
      attempt({ recordings: [recording('sealed')] }),
    ];
    for (const one of attempts) expect(planCase(attempting([one]), now, rules).kind).not.toBe('complete');
  });
});

test('what is over stays over', () => {
  const states: CaseState[] = [
    { phase: 'completed', attemptId: 'a1', agentId: 'x' }, { phase: 'reviewed', attemptId: 'a1', agentId: 'x', reviewerId: 'y' }, { phase: 'cancelled', reason: 'withdrawn' },
  ];
  for (const state of states) expect(planCase(view({ state }), at('2026-11-23T10:00'), rules)).toEqual({ kind: 'over' });
});

test('whatever a case looks like, a phone rings only inside the window, with no attempt open, and at most three times', () => {
  const outcomes: AttemptOutcome[] = ['talked', 'no-answer', 'busy', 'rejected', 'invalid-number', 'failed', 'no-seat', 'unknown'];
  const shapes: AttemptView[] = [
    attempt(), attempt({ call: 'waiting' }), attempt({ call: 'nowhere' }), attempt({ state: { phase: 'answered' }, call: 'over' }),
    ...outcomes.flatMap((outcome) => [ended(outcome, '2026-11-20T10:00'), ended(outcome, '2026-11-23T09:30'), ended(outcome, '2026-11-20T10:00', { rang: false })]),
  ];
  const hours = ['03:00', '08:59', '09:00', '13:00', '19:59', '20:00', '23:59'];
  let claims = 0;
  for (const first of shapes) for (const second of shapes) for (const third of [null, ...shapes]) for (const time of hours) {
    const attempts = [first, second, ...(third === null ? [] : [third])];
    const plan = planCase(view({ attempts, numbers: ['n1', 'n2'] }), at(`2026-11-23T${time}`), rules);
    if (plan.kind !== 'claim') continue;
    claims += 1;
    expect(['09:00', '13:00', '19:59']).toContain(time);
    expect(attempts.at(-1)?.state.phase).toBe('ended');
    expect(attempts.filter((one) => one.dialledAt !== null && !(one.state.phase === 'ended' && one.state.outcome === 'invalid-number')).length).toBeLessThan(3);
  }
  expect(claims).toBeGreaterThan(100);
});

describe('a place that is kept in a queue', () => {
  test('is given up when its time is over, whatever was planned; every other case is worked off late (field note 37)', () => {
    const late = at('2026-11-23T15:00');
    expect(planCase(view({ expiresAt: on('2026-11-23T15:00') }), late, rules)).toEqual({ kind: 'cancel', reason: 'expired' });
    expect(planCase(view({ expiresAt: on('2026-11-23T15:01') }), late, rules).kind).toBe('claim');
    expect(planCase(view(), late, rules).kind).toBe('claim');
  });
  test('while its call waits or talks is not given up under it', () => {
    expect(planCase({ ...attempting([attempt()]), expiresAt: on('2026-11-23T09:00') }, at('2026-11-23T10:00'), rules).kind).toBe('wait');
  });
});
