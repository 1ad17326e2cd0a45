import { describe, expect, it } from 'vitest';
import { CALLER, hearAll, pressKeys, type Script } from '../../call/script.ts';
import { at, flowScript, said, stepOf } from './flow-script.ts';

const MESSAGE = `
nodes:
  start: { kind: message, box: complaint, say: [after-the-tone], maxMs: 60000, silenceMs: 7000, next: thanks, empty: again, failed: person }
  thanks: { kind: hangup, say: [thanks] }
  again: { kind: menu, say: [nothing-heard], keys: { "1": start } }
`;
const recording = (options = {}): Script => {
  const script = flowScript(MESSAGE, options);
  hearAll(script);
  return script;
};
const kinds = (script: Script, from: number): string[] => script.commands.slice(from).map(({ kind }) => kind);

describe('a message after the tone', () => {
  it('is expected by the ledger before it is recorded, and the tone is played [P-01]', () => {
    const script = flowScript(MESSAGE);
    const from = script.commands.length;
    hearAll(script);
    expect(kinds(script, from)).toEqual(['clear-keys', 'open-slot', 'expect-recording', 'start-recording', 'play']);
    expect(script.last('expect-recording')).toMatchObject({ of: 'message', seatId: null, recordingId: script.last('start-recording').recordingId });
    expect([said(script), stepOf(script)]).toEqual([['tone.record'], 'recording']);
  });
  it('ends by #: sealed, filed, and on', () => {
    const script = recording();
    const { recordingId } = script.last('start-recording');
    script.advance(21_000);
    pressKeys(script, '#');
    expect(script.last('stop-recording').recordingId).toBe(recordingId);
    expect(script.last('seal-recording').recordingId).toBe(recordingId);
    expect(script.last('file-message')).toMatchObject({ box: 'complaint', recordingId, durationMs: 20_000 });
    expect([said(script), script.factKinds()]).toEqual([['thanks'], expect.arrayContaining(['message-left'])]);
  });
  it('ends by its longest time', () => {
    const script = recording();
    script.pass('message');
    expect([said(script), script.last('file-message').durationMs]).toEqual([['thanks'], 60_000]);
  });
  it('ends by her silence: what she said is kept; who has not said a word has left no message', () => {
    const spoken = recording();
    const { spec } = spoken.last('open-slot');
    expect(spec.quietMs).toBe(7_000);
    spoken.advance(21_000);
    spoken.post({ kind: 'slot-complete', channelId: CALLER, slot: spec.slot, length: 0, by: 'silence' });
    expect([said(spoken), spoken.last('file-message').durationMs]).toEqual([['thanks'], 20_000]);
    const mute = recording();
    mute.advance(8_000);
    mute.post({ kind: 'slot-complete', channelId: CALLER, slot: mute.last('open-slot').spec.slot, length: 0, by: 'nothing' });
    expect([at(mute), mute.all('file-message'), mute.all('seal-recording').length]).toEqual(['again', [], 1]);
    expect(mute.factKinds()).toContain('message-empty');
  });
  it('listens for silence again after a break', () => {
    const script = recording();
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect(script.last('open-slot').spec.quietMs).toBe(7_000);
  });
  it('is kept when the caller simply hangs up', () => {
    const script = recording();
    script.advance(9_000);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: { cause: 16, sipCode: null } });
    expect([at(script), script.last('file-message').durationMs, script.all('stop-recording'), script.last('seal-recording').recordingId]).toEqual(['ended', 8_000, [], script.last('start-recording').recordingId]);
  });
  it('is kept when the call is ended by its limit or by an operator', () => {
    const byLimit = recording();
    byLimit.pass('call-limit');
    const byOperator = recording();
    byOperator.advance(5_000);
    byOperator.post({ kind: 'hang-up-asked', by: 'operator' });
    for (const script of [byLimit, byOperator]) expect([at(script), script.all('file-message').length]).toEqual(['ended', 1]);
  });
  it('shorter than a word it is no message, but sealed all the same', () => {
    const script = recording();
    script.advance(1_500);
    pressKeys(script, '#');
    expect([at(script), script.all('file-message'), script.all('seal-recording').length]).toEqual(['again', [], 1]);
    expect(script.factKinds()).toContain('message-empty');
  });
  it('keys are part of it; a key before it cuts the words only', () => {
    const script = flowScript(MESSAGE);
    const words = script.last('play').playbackId;
    script.post({ kind: 'key-waiting', channelId: CALLER });
    expect([stepOf(script), script.all('stop-play').map(({ playbackId }) => playbackId)]).toEqual(['recording', [words]]);
    pressKeys(script, '5');
    expect(stepOf(script)).toBe('recording');
  });
  it('that cannot be recorded is a gap in the evidence, and the caller goes on', () => {
    const script = recording();
    script.post({ kind: 'command-failed', command: 'start-recording', subject: CALLER, reason: 'not-possible' });
    expect([at(script), script.last('note-recording-gap').recordingId, script.all('file-message')]).toEqual(['waiting', script.last('start-recording').recordingId, []]);
  });
  it('without the sound of its tone it is taken all the same', () => {
    const script = recording({ missingClips: ['tone.record'] });
    expect([stepOf(script), script.factKinds()]).toEqual(['recording', expect.arrayContaining(['fault'])]);
  });
  it('goes on over a break; # ends it again', () => {
    const script = recording();
    script.advance(4_000);
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect([stepOf(script), script.all('start-recording').length]).toEqual(['recording', 1]);
    pressKeys(script, '#');
    expect([said(script), script.last('file-message').durationMs]).toEqual([['thanks'], 3_000]);
  });
});
