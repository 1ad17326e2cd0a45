import { describe, expect, it } from 'vitest';
import { hearAll, pressKeys, toTalk, createScript, createTestWorld, flowOfText, CALLER } from '../../call/script.ts';
import { answer, at, flowScript, said, stepOf } from './flow-script.ts';

const ROUND = 'nodes:\n  start: { kind: menu, say: [ask], keys: { "1": start } }\n  way-out: { kind: menu, say: [out], keys: { "1": way-out } }\n';
const LIMITS = 'limits: { ivrMs: 60000, visitsPerNode: 3, then: way-out }';

describe('limits of the menus', () => {
  it('a question asked too often leads to the way out, and a way out that goes round as well to goodbye', () => {
    const script = flowScript(ROUND, { head: LIMITS });
    for (const _ of [1, 2]) pressKeys(script, '1');
    expect(at(script)).toBe('start');
    pressKeys(script, '1');
    expect(at(script)).toBe('way-out');
    for (const _ of [1, 2, 3]) pressKeys(script, '1');
    expect([at(script), said(script)]).toEqual(['after', ['goodbye']]);
    expect(script.facts.filter(({ kind }) => kind === 'ivr-limit-reached')).toHaveLength(2);
  });
  it('so does the time, whatever the call is doing', () => {
    const script = flowScript(ROUND, { head: LIMITS });
    script.pass('ivr-limit');
    expect(at(script)).toBe('way-out');
    script.pass('ivr-limit');
    expect(at(script)).toBe('after');
  });
  it('an act and a message are let come to their end first', () => {
    const act = flowScript('nodes:\n  start: { kind: act, operation: rate, args: {}, done: end, otherwise: end, failed: end }\n  way-out: { kind: hangup, say: [out] }\n', { head: LIMITS });
    act.pass('ivr-limit');
    expect(stepOf(act)).toBe('looking-up');
    answer(act, { kind: 'found', answers: {} });
    expect(said(act)).toEqual(['goodbye']);

    const message = flowScript('nodes:\n  start: { kind: message, box: message, say: [speak], next: end, empty: end }\n  way-out: { kind: hangup, say: [out] }\n', { head: LIMITS });
    hearAll(message);
    message.pass('ivr-limit');
    expect(stepOf(message)).toBe('recording');
    message.pass('message');
    expect(said(message)).toEqual(['goodbye']);
  });
  it('hold in a subflow too, and lead out of it', () => {
    const script = flowScript('nodes:\n  start: { kind: subflow, flow: sub, exits: { out: end } }\n  way-out: { kind: hangup, say: [out] }\n', {
      head: LIMITS,
      subflows: ['id: sub\nversion: 1\nentry: ask\nnodes:\n  ask: { kind: menu, say: [ask], keys: { "1": ask }, noInput: { say: [a], then: out }, noMatch: { say: [a], then: out } }\n  out: { kind: return, exit: out }\n'],
    });
    for (const _ of [1, 2, 3]) pressKeys(script, '1');
    expect([said(script), script.state().stack]).toEqual([['out'], []]);
  });
  it('are not carried into the queue', () => {
    const script = flowScript(ROUND, { head: LIMITS });
    pressKeys(script, '0');
    expect(script.state().deadlines.map(({ name }) => name)).not.toContain('ivr-limit');
  });
});

describe('a question after the talk', () => {
  const flow = flowOfText(`
id: main
version: 1
dnis: ["95500"]
entry: welcome
onFault: sorry
afterTalk: survey
limits: { then: sorry }
defaults: { noInput: { say: [again], max: 2, then: bye }, noMatch: { say: [wrong], max: 2, then: bye }, waitSay: [wait], keys: { "0": queue } }
slots: { score: { kind: choice, of: ["1", "2", "3", "4", "5"] } }
nodes:
  welcome: { kind: say, say: [welcome], next: main }
  main: { kind: menu, say: [menu], keys: { "1": bye } }
  queue: { kind: enqueue, queue: general, notice: [recording.notice] }
  survey: { kind: collect, say: [how-was-it], into: score, next: rate }
  rate: { kind: act, operation: rate, args: { score: score }, done: bye, otherwise: bye, failed: bye }
  bye: { kind: hangup, say: [bye] }
  sorry: { kind: say, say: [sorry], next: queue }
`);
  const talked = () => {
    const script = createScript({ world: createTestWorld([], [flow]) });
    const talk = toTalk(script);
    return { script, ...talk };
  };
  it('is asked when the agent has hung up and the caller is still there [K-01]', () => {
    const { script, seatChannel } = talked();
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: 16, sipCode: null } });
    expect([at(script), said(script)]).toEqual(['survey', ['how-was-it']]);
    pressKeys(script, '5');
    expect(script.last('look-up')).toMatchObject({ operation: 'rate', args: { score: '5' }, isAct: true });
    answer(script, { kind: 'found', answers: {} });
    hearAll(script);
    expect(at(script)).toBe('ended');
    expect(script.last('hang-up-leg').channelId).toBe(CALLER);
  });
  it('is not asked when the caller hung up, nor when the agent\'s line was lost', () => {
    const gone = talked();
    gone.script.post({ kind: 'leg-ended', channelId: CALLER, end: { cause: 16, sipCode: null } });
    expect(at(gone.script)).toBe('ended');
    const lost = talked();
    lost.script.post({ kind: 'leg-ended', channelId: lost.seatChannel, end: { cause: 38, sipCode: null } });
    expect(at(lost.script)).toBe('waiting');
  });
  it('left unanswered it ends by itself; a caller who wants a person again gets one', () => {
    const silent = talked();
    silent.script.post({ kind: 'leg-ended', channelId: silent.seatChannel, end: { cause: 16, sipCode: null } });
    for (const _ of [1, 2]) {
      hearAll(silent.script);
      silent.script.pass('first-digit');
    }
    expect(said(silent.script)).toEqual(['bye']);
    const again = talked();
    again.script.post({ kind: 'leg-ended', channelId: again.seatChannel, end: { cause: 16, sipCode: null } });
    pressKeys(again.script, '0#');
    hearAll(again.script);
    expect(at(again.script)).toBe('waiting');
  });
});
