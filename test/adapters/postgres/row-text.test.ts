/** A call's state as the text of its column: short, and whole again. */
import { describe, expect, it } from 'vitest';
import { stateText, wholeState } from '../../../src/adapters/postgres/row-text.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { callState, newCallId } from '../../support/call-state.ts';

const callId = newCallId();
const again = (state: CallState): unknown => wholeState(JSON.parse(stateText(state)), callId);
const big = (change: Partial<CallState>): CallState => callState(callId, { ivrPath: Array.from({ length: 120 }, () => `s1.${callId}.x`), ...change });

describe('the text of a state', () => {
  it('of a small one is the state as it is', () => expect(stateText(callState(callId))).toBe(JSON.stringify(callState(callId))));

  it('has the id of the call in it no more when it is a big one', () => {
    expect(stateText(big({}))).not.toContain(callId);
    expect(again(big({}))).toEqual(big({}));
  });

  it.each([
    ['words that look like its own short forms', { words: '"playbackId":{"mantissa":1,"decimals":2}', deadline: '{"name":"x","generation":1,"dueAt":2}', place: 'call-limit 1 2' }],
    ['the id of the call, alone and within', { whole: callId, within: `a${callId}b${callId}` }],
    ['a decimal below zero', { change: { mantissa: -12, decimals: 2 } }],
    ['backslashes and quotes', { words: '\\u0001\\"kind":"' }],
  ])('keeps %s', (_what, answers) => expect(again(big({ answers }))).toEqual(big({ answers })));

  it('keeps the reservations it rang for, and those of another form', () => {
    const state = big({ rungFor: [newCallId(), `s1.${callId}.res.12`, 'abcdefghij-abcdefghij'] });
    expect(again(state)).toEqual(state);
  });

  it('keeps its clients; one alone is left for SQL to read', () => {
    const [one, two] = [newCallId(), newCallId()];
    for (const clientMatches of [[], [one], [one, two]]) expect(again(big({ clientMatches }))).toEqual(big({ clientMatches }));
    expect(JSON.parse(stateText(big({ clientMatches: [one] })))).toMatchObject({ clientMatches: [one] });
  });

  it.each(['a', '!', 'I', 'playbackId'])('keeps an answer by the name of %s', (name) => expect(again(big({ answers: { [name]: 'x' } }))).toEqual(big({ answers: { [name]: 'x' } })));

  it('keeps its deadlines, whose number SQL counts', () => {
    const state = big({ deadlines: [{ name: 'call-limit', generation: 3, dueAt: 1_795_399_200_000 }] });
    expect((JSON.parse(stateText(state)) as { deadlines: unknown[] }).deadlines).toHaveLength(1);
    expect(again(state)).toEqual(state);
  });
});
