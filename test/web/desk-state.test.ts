import { describe, expect, it } from 'vitest';
import type { SeatAnswer } from '../../src/contract/desk/seat.ts';
import { emptyDesk, withAnswer, withRow } from '../../src/web/desk/desk-state.ts';
import type { DeskState } from '../../src/web/desk/desk-state.ts';
import { stepsOf } from '../../src/web/desk/ivr-path.tsx';
import { clockTime, dayOf, decimalText, grouped, span } from '../../src/web/words/format.ts';
import { en } from '../../src/web/words/en.ts';
import { zhCn } from '../../src/web/words/zh-cn.ts';
import { deskErrorCodes } from '../../src/contract/desk/error.ts';
import { peaksOf } from '../../src/web/calls/wave.ts';
import { toneWav } from '../support/desk/wav.ts';

const answer: SeatAnswer = {
  serverNow: 10_000,
  extensions: ['1001'],
  seat: { seatId: 's-1001', extension: '1001', state: { phase: 'ready' }, since: 5_000, isDeviceOnline: true, stream: 'seat:s-1001', streamN: 7, pop: null, call: null, phone: { kind: 'desk' } },
};
const desk = withAnswer(emptyDesk, answer, 9_000);
const row = (n: number, state: object) => ({ stream: 'seat:s-1001', n, kind: 'seat-state', at: 1, body: { state, since: 6_000 } });

const inEnglish = { language: 'en', stage: (stage: string) => stage };

describe('desk state', () => {
  it("keeps the server's clock as an offset", () => {
    expect(desk.offsetMs).toBe(1_000);
  });

  it('passes old rows over, takes the next, and finds a gap', () => {
    expect(withRow(desk, row(7, { phase: 'signed-out' }))).toBe(desk);
    expect(withRow(desk, { ...row(8, { phase: 'signed-out' }), stream: 'seat:other' })).toBe(desk);
    expect((withRow(desk, row(8, { phase: 'signed-out' })) as DeskState).seat).toMatchObject({ state: { phase: 'signed-out' }, streamN: 8, since: 6_000 });
    expect(withRow(desk, row(9, { phase: 'signed-out' }))).toBe('gap');
  });

  it('counts rows it does not understand, and leaves the rest as it is', () => {
    for (const odd of [row(8, { phase: 'dancing' }), { ...row(8, {}), kind: 'new-kind', body: null }]) {
      expect((withRow(desk, odd) as DeskState).seat).toMatchObject({ state: { phase: 'ready' }, streamN: 8 });
    }
  });

  it('takes the call and the phone from rows, and counts those it cannot read', () => {
    const call = { callId: 'c-1', step: 'held', since: 6_000, connectedAt: 5_500, heldMs: 0, isMuted: false, recording: 'on' };
    const held = withRow(desk, { ...row(8, {}), kind: 'call-state', body: call }) as DeskState;
    expect(held.seat?.call).toEqual({ ...call, checked: null, auth: { level: 'none', method: null, at: null } });
    expect((withRow(held, { ...row(9, {}), kind: 'call-state', body: { ...call, step: 'flying' } }) as DeskState)).toMatchObject({ seat: { call, streamN: 9 } });
    expect((withRow(held, { ...row(9, {}), kind: 'seat-phone', body: { kind: 'browser', pageId: 'p' } }) as DeskState).seat?.phone).toEqual({ kind: 'browser', pageId: 'p' });
  });

  it('an answer older than what the socket brought changes nothing but the clock', () => {
    const ahead = withRow(desk, row(8, { phase: 'signed-out' })) as DeskState;
    expect(withAnswer(ahead, answer, 9_000).seat?.state.phase).toBe('signed-out');
    expect(withAnswer(ahead, { ...answer, seat: { ...answer.seat, streamN: 8 } }, 9_000).seat?.state.phase).toBe('ready');
  });

  it('tells the list of calls when a talk may have changed it', () => {
    const onCall = withRow(desk, row(8, { phase: 'reserved', callId: 'c-1', pending: null })) as DeskState;
    expect(onCall.callsVersion).toBe(1);
    expect((withRow(onCall, row(9, { phase: 'ready' })) as DeskState).callsVersion).toBe(2);
    expect((withRow(desk, row(8, { phase: 'not-ready', reason: 'break' })) as DeskState).callsVersion).toBe(0);
  });
});

describe('what is shown', () => {
  it.each([['13800138000', '138 0013 8000'], ['02161234567', '021 6123 4567'], ['075583210000', '0755 8321 0000'], ['95500', '95500']])('groups %s as %s', (number, text) => expect(grouped(number)).toBe(text));
  it.each([[168_888, 2, '1,688.88'], [-5, 2, '-0.05'], [987, 3, '0.987'], [123_456_789, 0, '123,456,789']])('writes %s with %s decimals as %s', (mantissa, decimals, text) => expect(decimalText({ mantissa, decimals })).toBe(text));
  it.each([[0, '00:00'], [65_999, '01:05'], [3_723_000, '1:02:03'], [-5, '00:00']])('counts %s ms as %s', (ms, text) => expect(span(ms)).toBe(text));

  it("tells the firm's day wherever the page runs", () => {
    const noon = Date.parse('2026-11-23T12:00:00+08:00');
    expect(clockTime(noon)).toBe('12:00:00');
    expect(dayOf(Date.parse('2026-11-23T00:00:01+08:00'), noon)).toEqual({ kind: 'today' });
    expect(dayOf(Date.parse('2026-11-22T23:59:59+08:00'), noon)).toEqual({ kind: 'yesterday' });
    expect(dayOf(Date.parse('2026-01-05T12:00:00+08:00'), noon)).toEqual({ kind: 'date', text: '01-05' });
    expect(dayOf(Date.parse('2025-12-31T12:00:00+08:00'), noon)).toEqual({ kind: 'date', text: '2025-12-31' });
  });

  it('names the stages of a flow once each, and shows a node it does not know by its name', () => {
    expect(stepsOf(['welcome', 'main', 'quote-ask', 'quote-look-up', 'say-price', 'main', 'index-menu', 'index-1', 'say-index', 'person', 'notice', 'queue', 'ipo'], {}, inEnglish)).toEqual(
      ['welcome', 'menu', 'quote', 'menu', 'index', 'person', 'queue', 'ipo']);
  });

  it('shows the title a node had in the release the call ran on, in the language of the page or the other', () => {
    const titles = { 'main': { 'zh-CN': '主菜单', en: 'Main' }, 'funds/tell': { 'zh-CN': '资金' } };
    expect(stepsOf(['welcome', 'main', 'funds/tell', 'main'], titles, inEnglish)).toEqual(['welcome', 'Main', '资金', 'Main']);
    expect(stepsOf(['main', 'main'], titles, { ...inEnglish, language: 'zh-CN' })).toEqual(['主菜单']);
  });

  it('draws each side of a recording by itself', () => {
    const wav = toneWav(4);
    const peaks = peaksOf(new Uint8Array(wav).buffer, 4);
    expect([...(peaks?.left ?? [])].map((peak) => peak > 0.1)).toEqual([true, true, false, false]);
    expect([...(peaks?.right ?? [])].map((peak) => peak > 0.1)).toEqual([false, false, true, true]);
    expect(peaksOf(new ArrayBuffer(10), 4)).toBeNull();
  });

  it('has words in both languages for each code the server may answer with', () => {
    // The page never brings them about, or (TOKEN_REQUIRED) they are told to other systems.
    const internal = ['TOKEN_REQUIRED', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'ORIGIN_REFUSED', 'NOT_FOUND', 'RANGE_NOT_SATISFIABLE', 'INTERNAL', 'SEAT_UNKNOWN'];
    for (const words of [zhCn.error, en.error]) {
      expect(deskErrorCodes.filter((code) => !(code in words)).toSorted()).toEqual(internal.toSorted());
    }
  });
});
