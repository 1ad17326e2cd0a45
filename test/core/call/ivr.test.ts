import { describe, expect, it } from 'vitest';
import { answerQuote, arrive, CALLER, createScript, createTestWorld, hearAll, MONDAY_TEN, pressKeys, toMain } from './script.ts';

const at = (script: ReturnType<typeof createScript>): string => {
  const { activity } = script.state();
  return activity.phase === 'ivr' ? activity.node : activity.phase;
};

describe('the main flow', () => {
  it('answers, watches the leg, looks the caller up and speaks the welcome [T-07] [M-02]', () => {
    const script = createScript();
    arrive(script);
    expect(script.commands.map((command) => command.kind)).toEqual(['watch-leg', 'answer-leg', 'identify-client', 'play']);
    expect(script.last('play').clips).toEqual(['welcome']);
  });

  it('reads a quote by code', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '1');
    pressKeys(script, '600519');
    expect(script.last('look-up')).toMatchObject({ operation: 'quote', args: { code: '600519' } });
    answerQuote(script);
    expect(script.last('play').clips.slice(0, 2)).toEqual(['name.600519', 'quote.last']);
    hearAll(script);
    expect(at(script)).toBe('quote-after');
  });

  it('asks which one when a code is a stock and an index', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '1');
    pressKeys(script, '000001');
    answerQuote(script, { hasIndexToo: 'yes' });
    expect(at(script)).toBe('quote-choose');
    pressKeys(script, '2');
    expect(script.last('look-up').args).toEqual({ code: '000001', kind: 'index' });
  });

  it('takes 0 at the code prompt for a person only when no digit follows', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '1');
    pressKeys(script, '0#');
    expect(at(script)).toBe('notice');

    const other = createScript();
    toMain(other);
    pressKeys(other, '1');
    pressKeys(other, '0');
    other.pass('inter-digit');
    expect(at(other)).toBe('notice');
  });

  it('goes back with * and ends an input with #', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '1');
    pressKeys(script, '*');
    expect(at(script)).toBe('main');
  });

  it('counts silence and wrong keys apart, and leads to a person after three of a kind', () => {
    const script = createScript();
    toMain(script);
    const quiet = (): void => {
      hearAll(script);
      script.pass('first-digit');
    };
    quiet();
    pressKeys(script, '#');
    quiet();
    pressKeys(script, '#');
    expect(at(script)).toBe('main');
    quiet();
    expect(at(script)).toBe('notice');
    expect(script.facts.filter((fact) => fact.kind === 'no-input').map((fact) => 'count' in fact && fact.count)).toEqual([1, 2, 3]);
    expect(script.facts.filter((fact) => fact.kind === 'no-match').map((fact) => 'count' in fact && fact.count)).toEqual([1, 2]);
  });

  it('forgets keys typed ahead after a wrong key', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '#');
    expect(script.commands.some((command) => command.kind === 'clear-keys')).toBe(true);
  });

  it('an unknown code is said and asked again, the third time a person is called', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '1');
    for (let miss = 1; miss <= 3; miss += 1) {
      pressKeys(script, '999999');
      script.post({ kind: 'lookup-answered', requestId: script.last('look-up').requestId, answer: { kind: 'not-found' } });
      if (miss < 3) {
        expect(script.last('play').clips[0]).toBe('quote.unknown.before');
        hearAll(script);
        expect(at(script)).toBe('quote-ask');
      }
    }
    expect(at(script)).toBe('notice');
  });

  it('a slow back office is apologised for within its time-out; the answer that comes later changes nothing', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '1');
    pressKeys(script, '600519');
    const { requestId } = script.last('look-up');
    script.pass('look-up-patience');
    expect(script.last('play').clips).toEqual(['back-office.wait']);
    script.pass('look-up');
    expect(script.last('play').clips).toEqual(['back-office.sorry']);
    const before = script.state();
    script.post({ kind: 'lookup-answered', requestId, answer: { kind: 'not-found' } });
    expect(script.state()).toBe(before);
    hearAll(script);
    expect(at(script)).toBe('main');
  });

  it('the first key cuts the prompt', () => {
    const script = createScript();
    toMain(script);
    const { playbackId } = script.last('play');
    pressKeys(script, '1');
    expect(script.all('stop-play').map((stop) => stop.playbackId)).toContain(playbackId);
  });

  it('the recording notice cannot be cut by a key', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '0');
    expect(script.last('play').clips).toEqual(['recording.notice']);
    const commands = script.post({ kind: 'key-waiting', channelId: CALLER });
    expect(commands).toEqual([]);
  });

  it('says that it is closed outside the hours, offers a message and a callback, and ends with 0 [C-12]', () => {
    const script = createScript({ at: MONDAY_TEN + 13 * 3_600_000 });
    toMain(script);
    pressKeys(script, '0');
    expect(script.last('play').clips).toEqual(['queue.closed', 'closed.menu']);
    pressKeys(script, '0');
    expect(script.last('play').clips).toEqual(['goodbye']);
    hearAll(script);
    expect(script.state().activity.phase).toBe('ended');
    expect(script.last('hang-up-leg').channelId).toBe(CALLER);
  });

  it('a playback whose end is never told does not hold the caller (misfortune 4)', () => {
    const script = createScript();
    arrive(script);
    script.pass('playback');
    expect(at(script)).toBe('main');
  });

  it('after a break the node is heard again, behind a word of apology', () => {
    const script = createScript();
    toMain(script);
    pressKeys(script, '1');
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect(script.last('play').clips).toEqual(['welcome.back', 'quote.ask-code']);
    pressKeys(script, '600519');
    expect(script.last('look-up').operation).toBe('quote');
  });

  it('read back from the store, words of a step that was never saved are stopped by their ids, and the node is asked anew', () => {
    const lost = createScript();
    toMain(lost);
    const saved = lost.state();
    pressKeys(lost, '1');
    const script = createScript();
    toMain(script);
    expect(script.state()).toEqual(saved);
    const commands = script.post({ kind: 'resumed', playbacks: [], bridged: [], isReadBack: true });
    expect(commands).toContainEqual(expect.objectContaining({ kind: 'stop-play', playbackId: lost.last('play').playbackId }));
    expect(script.last('play').clips).toEqual(['welcome.back', 'main.menu']);
    expect(commands.filter(({ kind }) => kind === 'stop-play').map((command) => 'playbackId' in command && command.playbackId)).not.toContain(script.last('play').playbackId);
  });

  it('a clip that is missing leads to the fault node, not into silence', () => {
    const script = createScript({ world: createTestWorld(['quote.ask-code']) });
    toMain(script);
    pressKeys(script, '1');
    expect(script.last('play').clips).toEqual(['degraded']);
    expect(script.factKinds()).toContain('fault');
  });
});
