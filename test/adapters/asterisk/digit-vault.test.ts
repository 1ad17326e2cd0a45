import { describe, expect, it } from 'vitest';
import { createDigitVault, keepMs, maxBufferedKeys, maxHeldSlots, type DigitVault, type VaultNews } from '../../../src/adapters/asterisk/digit-vault.ts';
import type { SlotSpec } from '../../../src/core/call/commands.ts';

const code: SlotSpec = { slot: 'code', maxDigits: 6, terminators: '#', slotClass: 'plain' };
const menu: SlotSpec = { slot: 'menu', maxDigits: 1, terminators: '', slotClass: 'plain' };
const account: SlotSpec = { slot: 'account', maxDigits: 12, terminators: '#', slotClass: 'secret' };
const pin: SlotSpec = { slot: 'pin', maxDigits: 6, terminators: '#', slotClass: 'secret' };

function press(vault: DigitVault, keys: string, at = 0): readonly VaultNews[] {
  return [...keys].flatMap((digit, index) => vault.hear('c', { digit, at: at + index }));
}
const shown = (news: readonly VaultNews[]): string[] => news.map((one) => {
  if (one.kind === 'key') return `${one.slot}:${one.digit ?? 'hidden'}`;
  return one.kind === 'slot-complete' ? `${one.slot} complete ${one.length} by ${one.by ?? 'length'}` : 'waiting';
});

describe('digit vault', () => {
  it('hands keys to the open slot and ends it by an ending key, which is no digit', () => {
    const vault = createDigitVault();
    vault.open('c', code, 0);
    expect(shown(press(vault, '600#'))).toEqual(['code:6', 'code:0', 'code:0', 'code complete 3 by #']);
  });

  it('ends a slot by its length', () => {
    const vault = createDigitVault();
    vault.open('c', menu, 0);
    expect(shown(press(vault, '1'))).toEqual(['menu:1', 'menu complete 1 by length']);
  });

  it('tells an ending key alone as an empty input', () => {
    const vault = createDigitVault();
    vault.open('c', code, 0);
    expect(shown(press(vault, '#'))).toEqual(['code complete 0 by #']);
  });

  it('swallows the ending key right after the last digit, also when the next slot is open already', () => {
    const vault = createDigitVault();
    vault.open('c', code, 0);
    press(vault, '600519');
    vault.close('c', 'code');
    vault.open('c', pin, 10);
    expect(shown(press(vault, '#', 20))).toEqual([]);
    expect(shown(press(vault, '#', 30))).toEqual(['pin complete 0 by #']);
  });

  it('does not swallow an ending key after another key, or after 3 s', () => {
    const early = createDigitVault();
    early.open('c', menu, 0);
    press(early, '1');
    early.open('c', code, 1);
    expect(shown(press(early, '2#', 2))).toEqual(['code:2', 'code complete 1 by #']);
    const late = createDigitVault();
    late.open('c', { ...code, maxDigits: 1 }, 0);
    press(late, '1');
    late.open('c', code, 1);
    expect(shown(press(late, '#', 3_500))).toEqual(['code complete 0 by #']);
  });

  it('keeps keys typed ahead and drains them into the slots that ask, one after the other', () => {
    const vault = createDigitVault();
    expect(shown(press(vault, '1600519#0'))).toEqual(Array(9).fill('waiting'));
    expect(shown(vault.open('c', menu, 100))).toEqual(['menu:1', 'menu complete 1 by length']);
    expect(shown(vault.open('c', code, 101))).toEqual(['code:6', 'code:0', 'code:0', 'code:5', 'code:1', 'code:9', 'code complete 6 by length']);
    expect(shown(vault.open('c', menu, 102))).toEqual(['menu:0', 'menu complete 1 by length']);
  });

  it('keeps keys again once a slot is complete or closed', () => {
    const vault = createDigitVault();
    vault.open('c', code, 0);
    expect(shown(press(vault, '1#2'))).toEqual(['code:1', 'code complete 1 by #', 'waiting']);
    vault.open('c', menu, 5);
    vault.open('c', code, 6);
    vault.close('c', 'code');
    expect(shown(press(vault, '9', 7))).toEqual(['waiting']);
  });

  it('forgets keys typed ahead when told to', () => {
    const vault = createDigitVault();
    press(vault, '123');
    vault.clear('c');
    expect(vault.open('c', code, 10)).toEqual([]);
  });

  it('never tells the digits of a hidden slot, and gives them to the act that takes them until the slot is closed', () => {
    const vault = createDigitVault();
    vault.open('c', pin, 0);
    expect(shown(press(vault, '83#'))).toEqual(['pin:hidden', 'pin:hidden', 'pin complete 2 by #']);
    expect(vault.heldOf('c', 'pin')).toBe('83');
    expect(vault.heldOf('c', 'other')).toBeNull();
    vault.close('c', 'pin');
    expect(vault.heldOf('c', 'pin')).toBeNull();
    expect(vault.channels()).toEqual([]);
  });

  it('account#PIN# typed ahead: both are told by their length only, and both are held for the act (field note 64)', () => {
    const vault = createDigitVault();
    expect(new Set(shown(press(vault, '*10086#836152#')))).toEqual(new Set(['waiting']));
    expect(shown(vault.open('c', menu, 19))).toEqual(['menu:*', 'menu complete 1 by length']);
    const news = [...vault.open('c', account, 20), ...vault.open('c', pin, 21)];
    expect(JSON.stringify(news)).not.toMatch(/[0183625]{2}|"digit":"/);
    expect(shown(news).filter((one) => one.includes('complete'))).toEqual(['account complete 5 by #', 'pin complete 6 by length']);
    expect([vault.heldOf('c', 'account'), vault.heldOf('c', 'pin')]).toEqual(['10086', '836152']);
  });

  it('holds the old PIN, the new one and the new one again apart, each until its own slot is closed', () => {
    const vault = createDigitVault();
    for (const [slot, digits] of [['old', '111222'], ['new', '333444'], ['again', '333445']] as const) {
      vault.open('c', { ...pin, slot }, 0);
      press(vault, digits);
    }
    expect(['old', 'new', 'again'].map((slot) => vault.heldOf('c', slot))).toEqual(['111222', '333444', '333445']);
    vault.close('c', 'new');
    expect(['old', 'new', 'again'].map((slot) => vault.heldOf('c', slot))).toEqual(['111222', null, '333445']);
    vault.clear('c');
    expect(vault.heldOf('c', 'old')).toBe('111222');
    vault.forget('c');
    expect(vault.heldOf('c', 'old')).toBeNull();
  });

  it('a hidden slot that is asked anew forgets what was keyed before', () => {
    const vault = createDigitVault();
    vault.open('c', pin, 0);
    press(vault, '12');
    vault.open('c', pin, 10);
    press(vault, '345#', 11);
    expect(vault.heldOf('c', 'pin')).toBe('345');
  });

  it('holds no more than 8 slots that nobody closed, the newest', () => {
    const vault = createDigitVault();
    for (let n = 0; n <= maxHeldSlots; n += 1) {
      vault.open('c', { ...pin, slot: `s${n}` }, n);
      press(vault, '1#', n);
    }
    expect(vault.heldOf('c', 's0')).toBeNull();
    expect(vault.heldOf('c', 's1')).toBe('1');
  });

  it('empties keys and held digits after 60 s, each by its own time, and everything at hang-up', () => {
    const vault = createDigitVault();
    vault.open('c', account, 0);
    press(vault, '10086#', 500);
    vault.open('c', pin, 900);
    press(vault, '12#', 1_000);
    press(vault, '7', 5_000);
    expect(vault.nextExpiry()).toBe(504 + keepMs);
    vault.expire(504 + keepMs);
    expect([vault.heldOf('c', 'account'), vault.heldOf('c', 'pin')]).toEqual([null, '12']);
    vault.expire(1_001 + keepMs);
    expect(vault.heldOf('c', 'pin')).toBeNull();
    expect(vault.nextExpiry()).toBe(5_000 + keepMs);
    vault.expire(5_000 + keepMs);
    expect(vault.open('c', code, 70_000)).toEqual([]);
    press(vault, '5', 70_001);
    vault.forget('c');
    expect(vault.channels()).toEqual([]);
  });

  it('what was keyed into a slot that is open too long is not held, and is not mistaken for a whole input', () => {
    const vault = createDigitVault();
    vault.open('c', pin, 0);
    press(vault, '12', 1_000);
    expect(shown(press(vault, '34#', 1_001 + keepMs)).at(-1)).toBe('pin complete 4 by #');
    expect(vault.heldOf('c', 'pin')).toBeNull();
  });

  it('keeps no more than 64 keys', () => {
    const vault = createDigitVault();
    press(vault, '1'.repeat(maxBufferedKeys) + '2'.repeat(50));
    const news = vault.open('c', { slot: 'all', maxDigits: 200, terminators: '', slotClass: 'plain' }, 200);
    expect(news).toHaveLength(maxBufferedKeys);
    expect(shown(news)).not.toContain('all:2');
  });

  it('starts a slot that is opened again from nothing', () => {
    const vault = createDigitVault();
    vault.open('c', code, 0);
    press(vault, '12');
    vault.open('c', code, 10);
    expect(shown(press(vault, '3#', 11))).toEqual(['code:3', 'code complete 1 by #']);
  });

  it('keeps callers apart', () => {
    const vault = createDigitVault();
    vault.open('a', code, 0);
    expect(shown(vault.hear('b', { digit: '1', at: 1 }))).toEqual(['waiting']);
  });

  it('a pause ends a hidden slot: its length is told, its digits stay, and later keys wait for the next question', () => {
    const vault = createDigitVault();
    vault.open('c', account, 0);
    press(vault, '8800123');
    expect(shown(vault.end('c', 'account'))).toEqual(['account complete 7 by length']);
    expect(vault.end('c', 'account')).toEqual([]);
    expect(shown(press(vault, '5', 10))).toEqual(['waiting']);
    expect(vault.heldOf('c', 'account')).toBe('8800123');
  });

  it('of hidden digits only a whole input that means something by itself is told', () => {
    const vault = createDigitVault();
    const askedWith0 = { ...account, exact: ['0'] };
    vault.open('c', askedWith0, 0);
    expect(press(vault, '0#').at(-1)).toMatchObject({ length: 1, by: '#', exact: '0' });
    vault.open('c', askedWith0, 10);
    press(vault, '0', 11);
    expect(vault.end('c', 'account')).toEqual([{ kind: 'slot-complete', channelId: 'c', slot: 'account', length: 1, by: null, exact: '0' }]);
    vault.open('c', askedWith0, 20);
    expect(JSON.stringify(press(vault, '01#', 21))).not.toContain('exact');
  });
});
