import { describe, expect, it } from 'vitest';
import { CALLER, hearAll, pressKeys, type Script } from '../../call/script.ts';
import { at, flowScript, said, stepOf } from './flow-script.ts';

const asking = (slot: string, exact = '{ "*": end }'): Script => {
  const script = flowScript(`
slots: { it: ${slot} }
nodes:
  start: { kind: collect, say: [ask], into: it, exact: ${exact}, next: done }
  done: { kind: menu, say: [done], keys: { "1": start } }
`);
  hearAll(script);
  return script;
};
const kept = (script: Script): unknown => script.state().answers['it'];

describe('an amount', () => {
  it.each([['100#', 10_000], ['123*4#', 12_340], ['0*05#', 5], ['*5#', 50], ['123456789*12', 12_345_678_912], ['007*10#', 710], ['88*#', 8_800]])('%s is %d fen', (keys, fen) => {
    const script = asking('{ kind: amount }');
    pressKeys(script, keys);
    expect([at(script), kept(script)]).toEqual(['done', fen]);
  });
  it.each([['0*00#'], ['1*2*3#'], ['12*345#'], ['1234567890#'], ['#']])('%s is no amount, and is asked again', (keys) => {
    const script = asking('{ kind: amount }');
    pressKeys(script, keys);
    expect([at(script), said(script)]).toEqual(['start', ['wrong', 'ask']]);
  });
  it('* alone is back, 0 alone a person', () => {
    const back = asking('{ kind: amount }');
    pressKeys(back, '*#');
    expect(at(back)).toBe('after');
    const person = asking('{ kind: amount }');
    pressKeys(person, '0#');
    expect(at(person)).toBe('waiting');
  });
});

describe('a date', () => {
  it('is a day that exists', () => {
    const script = asking('{ kind: date }');
    pressKeys(script, '20280229');
    expect([at(script), kept(script)]).toEqual(['done', '2028-02-29']);
  });
  it.each([['20270229'], ['20261301'], ['2026112#'], ['00000000']])('%s is none', (keys) => {
    const script = asking('{ kind: date }');
    pressKeys(script, keys);
    expect(said(script)).toEqual(['wrong', 'ask']);
  });
});

describe('a code', () => {
  it('begins with 0 when a digit follows (field note 65)', () => {
    const script = asking('{ kind: code }');
    pressKeys(script, '000001');
    expect([at(script), kept(script)]).toEqual(['done', '000001']);
  });
  it.each([['0 and #', '0#'], ['0 and a pause', '0']])('%s is a person', (_what, keys) => {
    const script = asking('{ kind: code }');
    pressKeys(script, keys);
    if (keys === '0') script.pass('inter-digit');
    expect(at(script)).toBe('waiting');
  });
  it('of five digits is asked again, and so is one with a pause in it', () => {
    const script = asking('{ kind: code }');
    pressKeys(script, '60051#');
    expect(said(script)).toEqual(['wrong', 'ask']);
    pressKeys(script, '600');
    script.pass('inter-digit');
    expect(said(script)).toEqual(['wrong', 'ask']);
  });
  it('* is back, also behind digits', () => {
    const script = asking('{ kind: code }');
    pressKeys(script, '600*');
    expect(at(script)).toBe('after');
  });
});

describe('digits and choices', () => {
  it('digits have their own lengths, and # ends them', () => {
    const script = asking('{ kind: digits, min: 2, max: 4 }');
    pressKeys(script, '12#');
    expect(kept(script)).toBe('12');
    const full = asking('{ kind: digits, min: 2, max: 4 }');
    pressKeys(full, '1234');
    expect(kept(full)).toBe('1234');
  });
  it('a choice is one of its inputs; a key of every menu does not take one away', () => {
    const script = asking('{ kind: choice, of: ["0", "1", "12"] }');
    pressKeys(script, '0#');
    expect([at(script), kept(script)]).toEqual(['done', '0']);
    const other = asking('{ kind: choice, of: ["0", "1", "12"] }');
    pressKeys(other, '7#');
    expect(said(other)).toEqual(['wrong', 'ask']);
  });
});

describe('hidden digits', () => {
  it('an account never reaches the call: it is held by its slot', () => {
    const script = asking('{ kind: account }');
    const { slot } = script.last('open-slot').spec;
    pressKeys(script, '88001234#');
    expect([at(script), kept(script), script.state().held]).toEqual(['done', undefined, { it: { slot, slotClass: 'private' } }]);
    expect(script.all('close-slot').map((close) => close.slot)).not.toContain(slot);
    expect(JSON.stringify([script.state(), script.facts, script.commands])).not.toContain('88001234');
  });
  it('a PIN that is full needs no #; one too short is asked again, and its slot is closed', () => {
    const script = asking('{ kind: pin }');
    const pin = script.last('open-slot').spec.slot;
    pressKeys(script, '836152');
    expect(script.state().held).toEqual({ it: { slot: pin, slotClass: 'secret' } });
    const short = asking('{ kind: pin }');
    const { slot } = short.last('open-slot').spec;
    pressKeys(short, '83#');
    expect([said(short), short.state().held, short.all('close-slot').map((close) => close.slot)]).toEqual([['wrong', 'ask'], {}, [slot]]);
  });
  it('asked anew, the digits before are forgotten', () => {
    const script = asking('{ kind: pin }');
    const { slot } = script.last('open-slot').spec;
    pressKeys(script, '836152');
    pressKeys(script, '1');
    expect([script.state().held, script.last('close-slot').slot]).toEqual([{}, slot]);
  });
  it('0 alone is a person, although no digit of the slot is told', () => {
    const script = asking('{ kind: account }');
    expect(script.last('open-slot').spec.exact).toEqual(['0']);
    pressKeys(script, '0#');
    expect(at(script)).toBe('waiting');
  });
  it('a pause is asked of the vault: enough digits are taken, a lone 0 is a person, what it does not answer is wrong', () => {
    const enough = asking('{ kind: account }');
    pressKeys(enough, '8800123');
    enough.pass('inter-digit');
    const { slot } = enough.last('end-slot');
    enough.post({ kind: 'slot-complete', channelId: CALLER, slot, length: 7, by: null });
    expect([at(enough), Object.keys(enough.state().held)]).toEqual(['done', ['it']]);

    const zero = asking('{ kind: account }');
    pressKeys(zero, '0');
    zero.pass('inter-digit');
    zero.post({ kind: 'slot-complete', channelId: CALLER, slot: zero.last('end-slot').slot, length: 1, by: null, exact: '0' });
    expect(at(zero)).toBe('waiting');

    const silent = asking('{ kind: account }');
    pressKeys(silent, '88');
    silent.pass('inter-digit');
    silent.pass('slot-end');
    expect(said(silent)).toEqual(['wrong', 'ask']);
  });
});

describe('silence and wrong keys', () => {
  it('a silent caller is asked three times and then goes to a person', () => {
    const script = flowScript('nodes:\n  start: { kind: menu, say: [ask], keys: { "1": end } }\n');
    for (const _ of [1, 2, 3]) {
      expect(at(script)).toBe('start');
      hearAll(script);
      script.pass('first-digit');
    }
    expect(at(script)).toBe('waiting');
  });
  it('keys typed ahead are kept until a question takes them, and forgotten behind a wrong key', () => {
    const script = flowScript('nodes:\n  start: { kind: menu, say: [ask], keys: { "1": end } }\n');
    expect(script.all('clear-keys')).toEqual([]);
    pressKeys(script, '5');
    expect(script.all('clear-keys')).toHaveLength(1);
    expect(stepOf(script)).toBe('asking');
  });
  it('after the limit of wrong keys the way out is the node\'s own', () => {
    const script = flowScript('nodes:\n  start: { kind: menu, say: [ask], keys: { "1": start }, noMatch: { say: [no], max: 2, then: end } }\n');
    pressKeys(script, '5');
    expect(said(script)).toEqual(['no', 'ask']);
    pressKeys(script, '5');
    expect(said(script)).toEqual(['goodbye']);
  });
});
