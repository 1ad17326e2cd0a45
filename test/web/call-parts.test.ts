import { describe, expect, it } from 'vitest';
import type { CallView } from '../../src/contract/desk/call-control.ts';
import type { SeatState } from '../../src/contract/desk/seat.ts';
import { timesOf } from '../../src/web/desk/call/call-times.ts';
import { buttonsOf, guestActionsOf, monitorActionsOf, situationOf } from '../../src/web/desk/call/situation.ts';
import { endOf, isDue, shortcutOf } from '../../src/web/desk/keys/shortcuts.ts';
import type { KeyPress } from '../../src/web/desk/keys/shortcuts.ts';
import { phoneLink, serverLink } from '../../src/web/desk/links/links.ts';
import { changed, dismissed, filed, forCall } from '../../src/web/desk/wrap-up/drafts.ts';
import { emptyPhone } from '../../src/web/phone/phone-state.ts';

const view = (more: Partial<CallView> = {}): CallView => ({ callId: 'c-1', step: 'connected', since: 10_000, connectedAt: 10_000, heldMs: 0, isMuted: false, recording: 'on', checked: null, auth: { level: 'none', method: null, at: null }, ...more });
type Shape = NonNullable<CallView['guest']>['shape'];
const withGuest = (shape: Shape, step: CallView['step'] = 'connected'): CallView => view({ step, guest: { kind: 'seat', name: '1002', shape, since: 10_000 } });
const talking: SeatState = { phase: 'talking', callId: 'c-1', pending: null };
const ringing: SeatState = { phase: 'ringing', callId: 'c-1', pending: null };
const acw: SeatState = { phase: 'acw', callId: 'c-1', pending: null, acwEndsAt: 99_000 };

describe('how a call stands for the desk', () => {
  it.each([
    [{ phase: 'ready' } as const, null, 'none'],
    [{ phase: 'reserved', callId: 'c-1', pending: null } as const, null, 'offered'],
    [ringing, null, 'ringing'],
    [talking, null, 'connected'],
    [talking, view({ step: 'held' }), 'held'],
    [talking, view({ callId: 'c-0', step: 'held' }), 'connected'],
    [ringing, view({ step: 'rejoining' }), 'rejoining'],
    [acw, view({ step: 'held' }), 'ended'],
  ] as const)('%j with %j is %s', (state, call, kind) => expect(situationOf(state, call).kind).toBe(kind));

  it.each([
    [ringing, null, 'page', ['answer']],
    [ringing, null, 'desk', []],
    [ringing, null, 'elsewhere', []],
    [talking, view(), 'page', ['hold', 'mute', 'check-pin', 'keypad', 'transfer', 'hang-up']],
    [talking, view({ isMuted: true }), 'page', ['hold', 'unmute', 'check-pin', 'keypad', 'transfer', 'hang-up']],
    [talking, view(), 'desk', ['hold', 'mute', 'check-pin', 'transfer', 'hang-up']],
    [talking, view({ step: 'checking', recording: 'paused' }), 'page', ['mute', 'end-check', 'hang-up']],
    [talking, view({ step: 'held' }), 'page', ['retrieve', 'transfer', 'hang-up']],
    [talking, view({ step: 'announcing' }), 'page', ['hang-up']],
    [ringing, view({ step: 'rejoining' }), 'page', ['hang-up']],
    [talking, withGuest('consult', 'held'), 'page', ['mute', 'keypad', 'hang-up']],
    [talking, withGuest('conference'), 'desk', ['mute', 'hang-up']],
    // A guest of another agent's call.
    [talking, view({ lead: '1002' }), 'page', ['keypad', 'hang-up']],
    // A supervisor at another agent's call.
    [talking, view({ lead: '1002', monitor: { name: '1001', mode: 'listen', since: 10_000 } }), 'page', ['keypad', 'hang-up']],
    [acw, view({ step: 'ended' }), 'page', []],
  ] as const)('in %j with %j at %s there is %j', (state, call, place, buttons) => expect(buttonsOf(situationOf(state, call), place)).toEqual(buttons));
});

describe('a third party', () => {
  it.each([
    ['asking', ['take-back']],
    ['ringing', ['complete', 'take-back']],
    ['consult', ['complete', 'swap', 'conference', 'take-back']],
    ['swapped', ['complete', 'swap', 'conference', 'take-back']],
    ['conference', ['complete', 'take-back']],
  ] as const)('that is in %s can be: %j', (shape, actions) => expect(guestActionsOf(withGuest(shape))).toEqual(actions));
  it('that is not there has no buttons', () => expect(guestActionsOf(view())).toEqual([]));
});

describe('a supervisor at a talk', () => {
  const monitor = { name: '1001', mode: 'whisper', since: 10_000 } as const;
  it('may take part in any other way, or take over', () => expect(monitorActionsOf(view({ lead: '1002', monitor }))).toEqual(['listen', 'barge', 'take-over']));
  it('is no button of the agent', () => expect(monitorActionsOf(view({ monitor }))).toEqual([]));
});

describe('time of a call in its parts', () => {
  it('is not counted before both hear each other', () => expect(timesOf(view({ connectedAt: null, step: 'announcing' }), null, 99_000)).toEqual({ talkMs: null, heldMs: null, acwMs: null }));
  it('goes on while the client is held, and holds add up', () => expect(timesOf(view({ step: 'held', since: 40_000, heldMs: 5_000 }), null, 60_000)).toEqual({ talkMs: 50_000, heldMs: 25_000, acwMs: null }));
  it('stands when the talk is over, and the work after it is counted', () => expect(timesOf(view({ step: 'ended', since: 70_000, heldMs: 5_000 }), 70_100, 75_100)).toEqual({ talkMs: 60_000, heldMs: 5_000, acwMs: 5_000 }));
  it('stands too when the end is known only from the seat', () => expect(timesOf(view(), 70_000, 75_000)).toEqual({ talkMs: 60_000, heldMs: 0, acwMs: 5_000 }));
});

describe('keys of the desk', () => {
  const press = (more: Partial<KeyPress>): KeyPress => ({ code: 'Digit1', ctrlKey: true, shiftKey: true, altKey: false, metaKey: false, repeat: false, isComposing: false, ...more });

  it('are Ctrl+Shift and a digit, wherever the sign is on the layout', () => {
    expect(shortcutOf(press({}))).toBe('answer');
    expect(shortcutOf(press({ code: 'Slash' }))).toBe('help');
    expect(shortcutOf(press({ code: 'Semicolon' }))).toBe('transfer');
  });
  it.each([{ ctrlKey: false }, { shiftKey: false }, { altKey: true }, { metaKey: true }, { repeat: true }, { isComposing: true }, { code: 'Digit0' }, { code: 'KeyA' }])('are not heard with %j', (more) => expect(shortcutOf(press(more))).toBeNull());
  it('are heard again only after a moment', () => {
    expect([isDue(undefined, 1_000), isDue(1_000, 1_399), isDue(1_000, 1_400)]).toEqual([true, false, true]);
  });

  it('END hangs up first and ends the after-call work a second later at the soonest', () => {
    expect(endOf({ canHangUp: true, acwForMs: null, sinceLastEndMs: Number.POSITIVE_INFINITY })).toBe('hang-up');
    expect(endOf({ canHangUp: false, acwForMs: 5_000, sinceLastEndMs: 999 })).toBeNull();
    expect(endOf({ canHangUp: false, acwForMs: 5_000, sinceLastEndMs: 1_000 })).toBe('acw-done');
  });
  it('END pressed as the client leaves does not end the after-call work', () => {
    expect(endOf({ canHangUp: false, acwForMs: 999, sinceLastEndMs: Number.POSITIVE_INFINITY })).toBeNull();
    expect(endOf({ canHangUp: false, acwForMs: null, sinceLastEndMs: Number.POSITIVE_INFINITY })).toBeNull();
  });
});

describe('dispositions not filed yet', () => {
  const opened = forCall([], 'c-1', 5_000);

  it('are opened for the call at hand, once', () => {
    expect(opened).toEqual([{ callId: 'c-1', code: null, note: '', openedAt: 5_000, filedAt: null }]);
    expect(forCall(opened, 'c-1', 9_000)).toBe(opened);
  });
  it('stay for their own call when the next one comes, if anything was written', () => {
    expect(forCall(opened, 'c-2', 9_000).map(({ callId }) => callId)).toEqual(['c-2']);
    expect(forCall(changed(opened, 'c-1', { note: 'x' }), 'c-2', 9_000).map(({ callId }) => callId)).toEqual(['c-2', 'c-1']);
    expect(forCall(changed(opened, 'c-1', { code: 'other' }), null, 9_000).map(({ callId }) => callId)).toEqual(['c-1']);
  });
  it('are filed as sent; what was typed meanwhile is not', () => {
    const written = changed(opened, 'c-1', { code: 'resolved', note: 'a' });
    const [sent] = written;
    if (sent === undefined) throw new Error('no draft');
    expect(filed(written, sent, 7_000)[0]?.filedAt).toBe(7_000);
    expect(filed(changed(written, 'c-1', { note: 'ab' }), sent, 7_000)[0]).toMatchObject({ note: 'ab', filedAt: null });
    expect(forCall(filed(written, sent, 7_000), null, 9_000)).toEqual([]);
    expect(dismissed(written, 'c-1')).toEqual([]);
  });
});

describe('the two lines of a desk', () => {
  it.each([['up', 'connected'], ['connecting', 'connecting'], ['down', 'disconnected'], ['failed', 'failed']] as const)('server %s is %s', (connection, link) => expect(serverLink(connection)).toBe(link));
  const base = { place: 'page', isSignedIn: true, isDeviceOnline: true, phone: emptyPhone } as const;
  it.each([
    [{ ...base, isSignedIn: false }, null],
    [{ ...base, phone: { ...emptyPhone, registration: 'registered' } as const }, 'connected'],
    [{ ...base, phone: { ...emptyPhone, registration: 'connecting', problem: 'unreachable' } as const }, 'disconnected'],
    [{ ...base, phone: { ...emptyPhone, registration: 'refused' } as const }, 'failed'],
    [{ ...base, place: 'elsewhere' as const, phone: { ...emptyPhone, registration: 'taken' } as const }, 'disconnected'],
    [{ ...base, place: 'desk' as const, isDeviceOnline: false }, 'disconnected'],
    [{ ...base, place: 'desk' as const, isDeviceOnline: null }, 'connecting'],
  ])('%j is %s', (given, link) => expect(phoneLink(given)).toBe(link));
});
