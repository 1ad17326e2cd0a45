import { describe, expect, it } from 'vitest';
import { afterEvent, emptyPhone, phoneProblems } from '../../src/web/phone/phone-state.ts';
import type { PhoneEvent, PhoneState } from '../../src/web/phone/phone-state.ts';
import { en } from '../../src/web/words/en.ts';
import { zhCn } from '../../src/web/words/zh-cn.ts';

const after = (...events: PhoneEvent[]): PhoneState => events.reduce(afterEvent, emptyPhone);
const registered: PhoneEvent[] = [{ kind: 'wanted' }, { kind: 'registered' }];
const ringing: PhoneEvent[] = [...registered, { kind: 'rang', callId: 'c-1' }];

describe('what the phone in the page is', () => {
  it('off until the seat signs in, then on its way, then there; off again afterwards', () => {
    expect(after().registration).toBe('off');
    expect(after({ kind: 'wanted' }).registration).toBe('connecting');
    expect(after(...registered)).toMatchObject({ registration: 'registered', problem: null });
    expect(after(...ringing, { kind: 'unwanted' })).toEqual(emptyPhone);
  });

  it('a call rings, is answered, talks with sound, is over', () => {
    expect(after(...ringing).call).toEqual({ phase: 'ringing', callId: 'c-1', isRemoteAudio: false });
    const talking = after(...ringing, { kind: 'answering' }, { kind: 'sound-plays' }, { kind: 'talking' });
    expect(talking.call).toEqual({ phase: 'talking', callId: 'c-1', isRemoteAudio: true });
    expect(afterEvent(talking, { kind: 'over' }).call).toEqual({ phase: 'none' });
  });

  it('an answer without a microphone rings on and says why', () => {
    const state = after(...ringing, { kind: 'answering' }, { kind: 'microphone', microphone: 'denied' }, { kind: 'not-answered' });
    expect(state).toMatchObject({ call: { phase: 'ringing' }, problem: 'microphone-denied' });
    expect(afterEvent(state, { kind: 'microphone', microphone: 'ready' }).problem).toBeNull();
  });

  it('a socket that drops leaves the talk as it is', () => {
    expect(after(...ringing, { kind: 'talking' }, { kind: 'connecting' })).toMatchObject({ registration: 'connecting', call: { phase: 'talking', callId: 'c-1' } });
  });

  it('one who slept is told so until the phone can ring again', () => {
    const asleep = after(...registered, { kind: 'woke' }, { kind: 'connecting' });
    expect(asleep).toMatchObject({ registration: 'asleep', problem: 'asleep' });
    expect(afterEvent(asleep, { kind: 'registered' })).toMatchObject({ registration: 'registered', problem: null });
    expect(after({ kind: 'woke' }).registration).toBe('off');
  });

  it('a phone taken by another page has no call here, and can be taken back', () => {
    const taken = after(...ringing, { kind: 'talking' }, { kind: 'taken', by: 'tab' });
    expect(taken).toMatchObject({ registration: 'taken', call: { phase: 'none' }, problem: 'taken-by-tab' });
    expect(after(...registered, { kind: 'taken', by: 'elsewhere' }).problem).toBe('taken-elsewhere');
    expect(afterEvent(taken, { kind: 'connecting' })).toMatchObject({ registration: 'connecting', takenBy: null, problem: null });
  });

  it('a page that is not secure says that, whatever else is wrong', () => {
    expect(after({ kind: 'wanted' }, { kind: 'refused' }, { kind: 'microphone', microphone: 'insecure' }).problem).toBe('insecure');
  });

  it('the server out of reach is said until the phone is back', () => {
    const away = after({ kind: 'wanted' }, { kind: 'unreachable' });
    expect(away.problem).toBe('unreachable');
    expect(afterEvent(away, { kind: 'connecting' }).problem).toBe('unreachable');
    expect(afterEvent(away, { kind: 'registered' }).problem).toBeNull();
  });

  it('sound that the browser holds back is said until it plays or the call is over', () => {
    const mute = after(...ringing, { kind: 'talking' }, { kind: 'sound-blocked' });
    expect(mute).toMatchObject({ problem: 'sound-blocked', call: { isRemoteAudio: false } });
    expect(afterEvent(mute, { kind: 'sound-plays' })).toMatchObject({ problem: null, call: { isRemoteAudio: true } });
    expect(afterEvent(mute, { kind: 'over' }).problem).toBeNull();
  });

  it('what comes late for a call that is over changes nothing', () => {
    const over = after(...ringing, { kind: 'over' });
    for (const kind of ['answering', 'talking', 'not-answered', 'sound-blocked', 'sound-plays', 'over'] as const) expect(afterEvent(over, { kind })).toBe(over);
  });

  it.each(phoneProblems)('%s has a sentence and a hint in both languages', (problem) => {
    for (const words of [zhCn, en]) {
      expect(words.phone.problem[problem].length).toBeGreaterThan(5);
      expect(words.phone.hint[problem].length).toBeGreaterThan(5);
    }
  });
});
