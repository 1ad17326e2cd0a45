import { describe, expect, it } from 'vitest';
import { hearAll, pressKeys, type Script } from '../../call/script.ts';
import { answer, at, flowScript, said, stepOf } from './flow-script.ts';

const SIGN_IN = `
slots: { account: { kind: account }, pin: { kind: pin } }
nodes:
  start: { kind: collect, say: [ask-account], into: account, next: ask-pin }
  ask-pin: { kind: collect, say: [ask-pin], into: pin, next: check }
  check:
    kind: act
    operation: verify-password
    args: { account: account, password: pin, line: "=hotline" }
    into: login
    done: menu
    refused: { WRONG_PASSWORD: wrong, PASSWORD_LOCKED: end }
    otherwise: sorry
    failed: sorry
    lost: start
  wrong: { kind: say, say: [wrong-pin, { speak: card, from: login.left }], next: ask-pin }
  menu: { kind: menu, say: [menu], keys: { "1": level } }
  level: { kind: branch, on: auth.level, cases: { password: end }, otherwise: sorry }
`;

const toCheck = (): { script: Script; account: string; pin: string } => {
  const script = flowScript(SIGN_IN);
  const account = script.last('open-slot').spec.slot;
  pressKeys(script, '88001234#');
  const pin = script.last('open-slot').spec.slot;
  pressKeys(script, '836152');
  return { script, account, pin };
};
const closed = (script: Script): string[] => script.all('close-slot').map(({ slot }) => slot);

describe('an act', () => {
  it('takes held digits by their slots, and is no reading', () => {
    const { script, account, pin } = toCheck();
    expect(script.last('look-up')).toMatchObject({ operation: 'verify-password', args: { line: 'hotline' }, held: { account, password: pin }, isAct: true });
  });
  it('done: who the caller is, is known; the slots are empty', () => {
    const { script, account, pin } = toCheck();
    answer(script, { kind: 'found', answers: {}, auth: { level: 'password', method: 'ivr-keys', clientId: 'cl-7' } });
    expect([at(script), script.state().auth.level, script.state().auth.clientId, script.state().held]).toEqual(['menu', 'password', 'cl-7', {}]);
    expect(closed(script)).toEqual(expect.arrayContaining([account, pin]));
    expect(script.factKinds()).toContain('authenticated');
    pressKeys(script, '1');
    expect(said(script)).toEqual(['goodbye']);
  });
  it('refused by a code that the flow names: its words may be said, the PIN is asked again, the account is still held', () => {
    const { script, account, pin } = toCheck();
    answer(script, { kind: 'refused', code: 'WRONG_PASSWORD', answers: { left: 3 } });
    expect([at(script), said(script)[0], Object.keys(script.state().held)]).toEqual(['wrong', 'wrong-pin', ['account']]);
    expect([closed(script).includes(pin), closed(script).includes(account)]).toEqual([true, false]);
    expect(script.all('clear-keys')).toHaveLength(1);
    hearAll(script);
    pressKeys(script, '111111');
    expect(script.last('look-up').held['account']).toBe(account);
    expect(script.facts).toContainEqual({ kind: 'looked-up', operation: 'verify-password', result: 'refused', reason: 'WRONG_PASSWORD' });
  });
  it('refused by another code, not found: otherwise', () => {
    for (const said of [{ kind: 'refused', code: 'NOT_TODAY' }, { kind: 'not-found' }] as const) {
      const { script } = toCheck();
      answer(script, said);
      expect(at(script)).toBe('sorry');
    }
  });
  it('without an answer in time it failed; what comes later changes nothing', () => {
    const { script } = toCheck();
    const { requestId } = script.last('look-up');
    script.pass('look-up-patience');
    expect(said(script)).toEqual(['wait']);
    script.pass('look-up');
    expect(at(script)).toBe('sorry');
    const before = script.state();
    script.post({ kind: 'lookup-answered', requestId, answer: { kind: 'found', answers: {}, auth: { level: 'password', method: 'ivr-keys', clientId: 'cl-7' } } });
    expect(script.state()).toBe(before);
  });
  it('lost digits are asked for again, and so are those that were never keyed', () => {
    const { script } = toCheck();
    answer(script, { kind: 'lost' });
    expect([at(script), script.state().held]).toEqual(['start', {}]);

    const unasked = flowScript(`
slots: { pin: { kind: pin } }
nodes:
  start: { kind: act, operation: verify-password, args: { password: pin }, done: end, otherwise: end, failed: end, lost: ask }
  ask: { kind: collect, say: [ask-pin], into: pin, next: start }
`);
    expect([at(unasked), unasked.all('look-up')]).toEqual(['ask', []]);
  });
  it('under way when our server died, it is asked once more by the same id', () => {
    const { script } = toCheck();
    const { requestId } = script.last('look-up');
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    expect(script.all('look-up').map((one) => one.requestId)).toEqual([requestId, requestId]);
    answer(script, { kind: 'lost' });
    expect(at(script)).toBe('start');
  });
  it('words for the wait that cannot be played do not lose the answer', () => {
    const { script } = toCheck();
    script.pass('look-up-patience');
    script.post({ kind: 'command-failed', command: 'play', subject: script.last('play').playbackId, reason: 'not-possible' });
    expect(stepOf(script)).toBe('looking-up');
    answer(script, { kind: 'found', answers: {} });
    expect(at(script)).toBe('menu');
  });
});

describe('a look-up', () => {
  const text = `
slots: { amount: { kind: amount } }
nodes:
  start: { kind: collect, say: [ask], into: amount, next: look }
  look: { kind: lookup, operation: quote, args: { fen: amount, kind: "=index", code: auth.client }, into: it, found: tell, failed: sorry }
  tell: { kind: say, say: [told], next: again }
  again: { kind: lookup, operation: quote, args: { last: it.last }, into: other, found: end, notFound: start, failed: sorry }
`;
  it('asks with amounts in fen, literals, what is built in, and exact decimals', () => {
    const script = flowScript(text);
    pressKeys(script, '12*34#');
    expect(script.last('look-up')).toMatchObject({ args: { fen: '1234', kind: 'index', code: '' }, held: {}, isAct: false });
    answer(script, { kind: 'found', answers: { last: { mantissa: -105, decimals: 2 } } });
    hearAll(script);
    expect(script.last('look-up').args).toEqual({ last: '-1.05' });
  });
  it('refused is failed: a reading has no refusals', () => {
    const script = flowScript(text);
    pressKeys(script, '1#');
    answer(script, { kind: 'refused', code: 'X' });
    expect(at(script)).toBe('sorry');
  });
  it('after a break it is asked anew', () => {
    const script = flowScript(text);
    pressKeys(script, '1#');
    script.post({ kind: 'resumed', playbacks: [], bridged: [] });
    const ids = script.all('look-up').map((one) => one.requestId);
    expect(new Set(ids).size).toBe(2);
  });
  it('an argument that is not there is a fault of the flow', () => {
    const script = flowScript('nodes:\n  start: { kind: lookup, operation: quote, args: { code: nowhere }, into: it, found: end, failed: end }\n');
    expect([at(script), script.factKinds()]).toEqual(['sorry', expect.arrayContaining(['fault'])]);
  });
});

describe('a callback', () => {
  const script = (): Script => flowScript(`
nodes:
  start: { kind: callback, case: booked, slot: "=now", into: booking, booked: end, refused: person, failed: sorry }
`);
  it.each([
    [{ kind: 'found', answers: { when: '2026-11-24' } }, 'after'], [{ kind: 'refused', code: 'CALLBACK_PENDING' }, 'waiting'], [{ kind: 'failed', reason: 'down' }, 'sorry'],
  ] as const)('%j leads to %s [M-14]', (told, where) => {
    const call = script();
    expect(call.last('look-up')).toMatchObject({ operation: 'book-callback', args: { case: 'booked', slot: 'now' }, isAct: true });
    answer(call, told);
    expect(at(call)).toBe(where);
  });
});
