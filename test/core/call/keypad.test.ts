/** Keys that an agent presses: who gets them, and when there is nobody to get them. The keys themselves never come here. */
import { describe, expect, it } from 'vitest';
import { keypadLeg } from '../../../src/core/conversation/keypad.ts';
import { ask, toConsult } from './consult-script.ts';
import { CALLER, createScript, toTalk } from './script.ts';

describe('the agent\'s keypad', () => {
  it('is for the client; that it was used is a fact, and nothing else is kept', () => {
    const script = createScript();
    toTalk(script);
    const before = script.state();
    expect(ask(script, 'keypad')).toEqual([]);
    expect(script.state()).toBe(before);
    expect(script.facts.at(-1)).toEqual({ kind: 'keys-sent', seatId: expect.any(String) });
    expect(keypadLeg(script.state())).toBe(CALLER);
  });

  it('is for the guest while she talks with the guest, for the client again after a swap', () => {
    const { script, guestChannel } = toConsult();
    ask(script, 'keypad');
    expect(keypadLeg(script.state())).toBe(guestChannel);
    ask(script, 'swap');
    expect(keypadLeg(script.state())).toBe(CALLER);
    expect(script.refusals).toEqual([]);
  });

  it('is refused while a PIN is keyed, while the client is held, before the talk, and to who does not lead', () => {
    const script = createScript();
    toTalk(script);
    script.post({ kind: 'client-identified', matches: ['cl-1'] });
    ask(script, 'check-pin');
    ask(script, 'keypad');
    expect(keypadLeg(script.state())).toBeNull();
    ask(script, 'end-check');
    ask(script, 'hold');
    ask(script, 'keypad');
    ask(script, 'retrieve');
    ask(script, 'keypad', 's-9999');
    expect(script.refusals).toEqual(['CALL_IN_CHECK', 'CALL_ALREADY_HELD', 'CALL_NOT_YOURS']);
    expect(script.factKinds()).not.toContain('keys-sent');
  });
});
