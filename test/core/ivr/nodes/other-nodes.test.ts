import { describe, expect, it } from 'vitest';
import { CALLER, hearAll, pressKeys } from '../../call/script.ts';
import { at, flowScript, said, stepOf } from './flow-script.ts';

describe('a transfer', () => {
  const text = 'nodes:\n  start: { kind: transfer, to: branch-1, say: [handing-over], failed: person }\n';
  it('says its words and hands the caller to the dialplan; gone, she is not abandoned', () => {
    const script = flowScript(text);
    hearAll(script);
    expect([stepOf(script), script.last('transfer')]).toEqual(['transferring', expect.objectContaining({ channelId: CALLER, to: 'branch-1' })]);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: { cause: null, sipCode: null } });
    expect([at(script), script.factKinds(), script.all('hang-up-leg')]).toEqual(['ended', expect.arrayContaining(['transferred']), []]);
  });
  it.each(['not-possible', 'unknown'] as const)('%s: the caller goes on', (reason) => {
    const script = flowScript(text);
    hearAll(script);
    script.post({ kind: 'command-failed', command: 'transfer', subject: CALLER, reason });
    expect(at(script)).toBe('waiting');
  });
  it('of which nobody tells anything leads on as well; after a break it is asked for again', () => {
    const script = flowScript(text);
    hearAll(script);
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect(script.all('transfer')).toHaveLength(2);
    script.pass('transfer');
    expect(at(script)).toBe('waiting');
  });
});

describe('a language', () => {
  it('is spoken from there on, also by the queue', () => {
    const script = flowScript('nodes:\n  start: { kind: menu, say: [ask], keys: { "9": english } }\n  english: { kind: language, to: en, next: which }\n  which: { kind: branch, on: call.language, cases: { en: person }, otherwise: end }\n');
    expect(script.last('play').language).toBe('zh-CN');
    pressKeys(script, '9');
    script.pass('place');
    expect([at(script), script.last('play').language, script.factKinds()]).toEqual(['waiting', 'en', expect.arrayContaining(['language-chosen'])]);
  });
});

describe('set, branch and hours', () => {
  it('set makes answers of literals and of answers, branch reads them', () => {
    const script = flowScript(`
nodes:
  start: { kind: set, values: { topic: "=gold", tongue: call.language, who: client.match }, next: which }
  which: { kind: branch, on: topic, cases: { gold: ask }, otherwise: end }
  ask: { kind: menu, say: [ask], keys: { "1": number } }
  number: { kind: branch, on: call.number, cases: { known: emergency }, otherwise: end }
  emergency: { kind: branch, on: call.emergency, cases: { yes: end }, otherwise: person }
`);
    expect([at(script), script.state().answers]).toEqual(['ask', { topic: 'gold', tongue: 'zh-CN', who: 'none' }]);
    pressKeys(script, '1');
    expect(at(script)).toBe('waiting');
  });
  it('a value that is not there is a fault; a branch on one goes otherwise', () => {
    expect(at(flowScript('nodes:\n  start: { kind: set, values: { a: nowhere }, next: end }\n'))).toBe('sorry');
    expect(at(flowScript('nodes:\n  start: { kind: branch, on: nowhere, cases: { "1": end }, otherwise: person }\n'))).toBe('waiting');
  });
  it('trading-day is one by the exchanges\' calendar', () => {
    const script = flowScript('nodes:\n  start: { kind: hours, calendar: trading-day, open: person, closed: end }\n');
    expect(at(script)).toBe('waiting');
  });
  it('a flow that goes round in silence ends at a person', () => {
    const script = flowScript('nodes:\n  start: { kind: set, values: { a: "=1" }, next: start }\n');
    expect([at(script), script.factKinds()]).toEqual(['waiting', expect.arrayContaining(['fault'])]);
  });
});

describe('enqueue', () => {
  it('says its words and the notice, which no key cuts, and only then the queue begins', () => {
    const script = flowScript('nodes:\n  start: { kind: enqueue, queue: vip, say: [please-wait], notice: [recording.notice] }\n');
    expect([said(script), at(script)]).toEqual([['please-wait', 'recording.notice'], 'start']);
    script.post({ kind: 'key-waiting', channelId: CALLER });
    expect(script.all('enter-queue')).toEqual([]);
    hearAll(script);
    expect(script.last('enter-queue').queue).toBe('vip');
  });
  it('heard again after a break, when its words were not over', () => {
    const script = flowScript('nodes:\n  start: { kind: enqueue, queue: vip, notice: [recording.notice] }\n');
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect(said(script)).toEqual(['back', 'recording.notice']);
  });
});

describe('commands that were not carried out', () => {
  it('a slot that cannot be opened leads to the fault node: a caller whom nobody hears is not left asking', () => {
    const script = flowScript('nodes:\n  start: { kind: menu, say: [ask], keys: { "1": end } }\n');
    script.post({ kind: 'command-failed', command: 'open-slot', subject: CALLER, reason: 'not-possible' });
    expect(at(script)).toBe('sorry');
  });
  it('a second fault leads to a person', () => {
    const script = flowScript('nodes:\n  start: { kind: menu, say: [ask], keys: { "1": end } }\n', { missingClips: ['ask', 'sorry'] });
    expect(at(script)).toBe('waiting');
  });
});
