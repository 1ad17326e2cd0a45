import { describe, expect, test } from 'vitest';
import { stepAttempt } from '../../../src/core/attempt/step.ts';
import type { AttemptEvent, AttemptState } from '../../../src/core/attempt/state.ts';
import { outcomeOfEvidence } from '../../../src/core/attempt/settle.ts';
import { stepCase } from '../../../src/core/callback/step.ts';
import type { CaseEvent, CaseState } from '../../../src/core/callback/state.ts';

const ended = (outcome: 'talked' | 'unknown' | 'no-answer'): AttemptState => ({ phase: 'ended', outcome });
const end = (outcome: 'talked' | 'unknown' | 'no-answer'): AttemptEvent => ({ kind: 'ended', outcome });

describe('an attempt', () => {
  const claimed: AttemptState = { phase: 'claimed' };
  const dialling: AttemptState = { phase: 'dialling' };
  const answered: AttemptState = { phase: 'answered' };

  test.each<[string, AttemptState, AttemptEvent, AttemptState | string]>([
    ['is dialled once claimed', claimed, { kind: 'dialling' }, dialling],
    ['is not answered before it is dialled', claimed, { kind: 'answered' }, 'ATTEMPT_NOT_DIALLED'],
    ['may end without a seat', claimed, end('no-answer'), ended('no-answer')],
    ['says dialling twice after a restart', dialling, { kind: 'dialling' }, dialling],
    ['is answered', dialling, { kind: 'answered' }, answered],
    ['is not dialled again once answered', answered, { kind: 'dialling' }, 'ATTEMPT_ALREADY_ANSWERED'],
    ['ends as talked', answered, end('talked'), ended('talked')],
    ['is never dialled after its end', ended('no-answer'), { kind: 'dialling' }, 'ATTEMPT_OVER'],
    ['is not dialled again while its end is unknown', ended('unknown'), { kind: 'dialling' }, 'ATTEMPT_OVER'],
    ['says its end twice', ended('talked'), end('talked'), ended('talked')],
    ['keeps its end', ended('no-answer'), end('talked'), 'ATTEMPT_OVER'],
    ['is settled when its end was unknown', ended('unknown'), { kind: 'settled', outcome: 'talked' }, ended('talked')],
    ['is not settled to something else than its end', ended('no-answer'), { kind: 'settled', outcome: 'talked' }, 'ATTEMPT_OVER'],
    ['is settled when its call is gone', dialling, { kind: 'settled', outcome: 'unknown' }, ended('unknown')],
  ])('%s', (_what, state, event, expected) => {
    const stepped = stepAttempt(state, event);
    expect('refused' in stepped ? stepped.refused : stepped.state).toEqual(expected);
  });

  test('whatever is said in whatever order, it never goes back and a known end never changes', () => {
    const events: AttemptEvent[] = [{ kind: 'dialling' }, { kind: 'answered' }, end('talked'), end('unknown'), end('no-answer'), { kind: 'settled', outcome: 'talked' }];
    const rank = (state: AttemptState): number => ['claimed', 'dialling', 'answered', 'ended'].indexOf(state.phase);
    const walk = (state: AttemptState, depth: number): void => {
      for (const event of events) {
        const stepped = stepAttempt(state, event);
        if ('refused' in stepped) continue;
        expect(rank(stepped.state)).toBeGreaterThanOrEqual(rank(state));
        if (state.phase === 'ended' && state.outcome !== 'unknown') expect(stepped.state).toEqual(state);
        if (depth > 0) walk(stepped.state, depth - 1);
      }
    };
    walk(claimed, 5);
  });

  test.each([
    ['what the call said', { wasDialled: true, wasConnected: true, stated: 'talked' as const }, 'talked'],
    ['connected, and nobody wrote the end', { wasDialled: true, wasConnected: true, stated: null }, 'talked'],
    ['dialled, and nothing more is known', { wasDialled: true, wasConnected: false, stated: null }, 'unknown'],
    ['said unknown, but it was connected', { wasDialled: true, wasConnected: true, stated: 'unknown' as const }, 'talked'],
    ['said unknown, and no phone rang', { wasDialled: false, wasConnected: false, stated: 'unknown' as const }, 'failed'],
    ['never dialled', { wasDialled: false, wasConnected: false, stated: null }, 'failed'],
  ])('its outcome follows from the facts: %s', (_what, evidence, outcome) => {
    expect(outcomeOfEvidence(evidence)).toBe(outcome);
  });
});

describe('a case', () => {
  const pending: CaseState = { phase: 'pending', nextAttemptAt: 100 };
  const attempting: CaseState = { phase: 'attempting', attemptId: 'a1' };
  const completed: CaseState = { phase: 'completed', attemptId: 'a1', agentId: 'agent-1' };
  const reviewed: CaseState = { phase: 'reviewed', attemptId: 'a1', agentId: 'agent-1', reviewerId: 'agent-2' };
  const cancelled: CaseState = { phase: 'cancelled', reason: 'not-reached' };
  const again = (attemptId: string): CaseEvent => ({ kind: 'try-again', attemptId, nextAttemptAt: 200 });
  const proven = (attemptId: string): CaseEvent => ({ kind: 'proven', attemptId, agentId: 'agent-1' });

  test.each<[string, CaseState, CaseEvent, CaseState | string]>([
    ['is claimed', pending, { kind: 'claimed', attemptId: 'a1' }, attempting],
    ['is not claimed twice', attempting, { kind: 'claimed', attemptId: 'a2' }, 'CASE_HAS_ATTEMPT'],
    ['goes back for another try', attempting, again('a1'), { phase: 'pending', nextAttemptAt: 200 }],
    ['is not moved by an older attempt', attempting, again('a0'), 'CASE_OTHER_ATTEMPT'],
    ['is put off while nobody is at it', pending, { kind: 'put-off', nextAttemptAt: 300 }, { phase: 'pending', nextAttemptAt: 300 }],
    ['is not put off while somebody is at it', attempting, { kind: 'put-off', nextAttemptAt: 300 }, 'CASE_HAS_ATTEMPT'],
    ['is completed by its attempt', attempting, proven('a1'), completed],
    ['is not completed by another attempt', attempting, proven('a2'), 'CASE_OTHER_ATTEMPT'],
    ['is completed by a recording found late', pending, proven('a1'), completed],
    ['stays completed', completed, again('a1'), 'CASE_OVER'],
    ['is completed once', completed, proven('a1'), completed],
    ['is not completed again otherwise', completed, proven('a2'), 'CASE_OVER'],
    ['is reviewed by another [I-03]', completed, { kind: 'reviewed', reviewerId: 'agent-2' }, reviewed],
    ['is not reviewed by who did it [I-03]', completed, { kind: 'reviewed', reviewerId: 'agent-1' }, 'CASE_REVIEW_BY_OTHER'],
    ['is not reviewed before it is completed', pending, { kind: 'reviewed', reviewerId: 'agent-2' }, 'CASE_NOT_COMPLETED'],
    ['is cancelled while nobody is at it', pending, { kind: 'cancelled', reason: 'not-reached' }, cancelled],
    ['is not cancelled while somebody is at it', attempting, { kind: 'cancelled', reason: 'withdrawn' }, 'CASE_HAS_ATTEMPT'],
  ])('%s', (_what, state, event, expected) => {
    const stepped = stepCase(state, event);
    expect('refused' in stepped ? stepped.refused : stepped.state).toEqual(expected);
  });

  test('whatever is asked of it, completed, reviewed and cancelled never become open again', () => {
    const events: CaseEvent[] = [
      { kind: 'claimed', attemptId: 'a2' }, again('a1'), again('a2'), { kind: 'put-off', nextAttemptAt: 1 }, proven('a1'), proven('a2'),
      { kind: 'cancelled', reason: 'gave-up' }, { kind: 'reviewed', reviewerId: 'agent-2' },
    ];
    for (const over of [completed, reviewed, cancelled]) {
      for (const event of events) {
        const stepped = stepCase(over, event);
        if ('refused' in stepped) continue;
        expect(['completed', 'reviewed']).toContain(stepped.state.phase);
      }
    }
  });
});
