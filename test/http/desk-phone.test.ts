/** What a desk phone asks by itself: whose call it is, where it may go, and what its phone is told when it may not. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createPhoneAsks } from '../../src/app/desk/phone-asks.ts';
import { createTargets } from '../../src/app/desk/targets.ts';
import type { AskAnswer } from '../../src/app/desk/call-control.ts';
import type { NewEvent } from '../../src/app/runner/new-event.ts';
import { keepLog, type KeptLog } from '../support/log.ts';
import { until } from '../support/until.ts';

const FIRST = 's1.c1.seat.1';
const SEATS = [['1001', 'talking'], ['1002', 'ready'], ['1003', 'not-ready']].map(([extension = '', phase = '']) => ({ seatId: `s-${extension}`, extension, agentName: 'x', phase }));

let asked: NewEvent[];
let told: string[];
/** Of the call's mailbox. */
let order: string[];
let adopted: string[];
let answer: AskAnswer;
let isBroken: boolean;
let isPage: boolean;
let log: KeptLog;
let phones: ReturnType<typeof createPhoneAsks>;

const done = { kind: 'done' } as const;
const say = (word: string) => (channelId: string, more = '') => {
  told.push([word, channelId, more].filter(Boolean).join(' '));
  return Promise.resolve(done);
};

beforeEach(() => {
  [asked, told, adopted, answer, isBroken] = [[], [], [], done, false];
  log = keepLog();
  isPage = false;
  const activity = { phase: 'conversation', offer: { seatId: 's-1001', channelId: FIRST, endpoint: '1001', get isPage() { return isPage; } } };
  order = [];
  const mailbox = {
    callId: 'c1', state: () => ({ activity }), hold: () => void order.push('held'),
    release: (first: () => void) => {
      first();
      order.push('released');
    },
  };
  const calls = {
    onEndpoint: (endpoint: string) => (endpoint === '1001' ? [mailbox] : []),
    ofId: (id: string) => (id.startsWith('s1.c1.') ? mailbox : undefined),
    adopt: (channelId: string) => void adopted.push(channelId),
  };
  const ask = async (_callId: string, event: NewEvent): Promise<AskAnswer> => {
    asked.push(event);
    order.push('asked');
    return answer;
  };
  phones = createPhoneAsks({
    runner: { calls, ask } as unknown as Parameters<typeof createPhoneAsks>[0]['runner'],
    telephony: { passOn: say('passed on'), hangUp: say('hung up'), answerRefer: say('refer') },
    targets: createTargets({
      destinations: { seats: async () => (isBroken ? Promise.reject(new Error('store away')) : SEATS), queues: async () => ['general'] },
      outside: { 'branch-1': '02161234567' },
    }),
    pause: () => new Promise(() => undefined),
    log,
  });
});

const refer = (to: string | null, withChannelId: string | null = null, channelId = FIRST) => { phones.take({ kind: 'refer', at: 1, channelId, to, withChannelId }); };
const dial = (to: string, endpoint = '1001') => { phones.take({ kind: 'seat-call', at: 1, channelId: '17.4', endpoint, to }); };
const heard = () => until('the phone or the call is told', async () => asked.length + told.length > 0);

describe('a REFER', () => {
  it.each([
    ['1002', { kind: 'seat', seatId: 's-1002', extension: '1002' }], ['general', { kind: 'queue', queue: 'general' }],
    ['branch-1', { kind: 'outside', name: 'branch-1' }], ['02161234567', { kind: 'outside', name: 'branch-1' }],
  ])('to %s is a blind transfer of the call, and the call answers the phone', async (to, target) => {
    refer(to);
    await heard();
    expect(asked).toEqual([{ kind: 'transfer-asked', seatId: 's-1001', mode: 'blind', to: target, phone: { by: 'refer', channelId: FIRST } }]);
    expect(told).toEqual([]);
  });

  it.each(['1003', '1009', '13900139000', '', '110', '__proto__', 'sip:x@y', 'toString'])('to %j is refused, and the call hears nothing of it', async (to) => {
    refer(to);
    await heard();
    expect(told).toEqual([`refer ${FIRST} refused`]);
    expect(asked).toEqual([]);
    if (to.length > 4) expect(JSON.stringify(log.lines), 'what was dialled is in the log').not.toContain(to);
  });

  it('that the call refuses, that nobody can take, or that comes while the store is away is refused to the phone', async () => {
    answer = { kind: 'refused', code: 'CALL_IN_CHECK' };
    refer('1002');
    await until('refused', async () => told.length === 1);
    answer = { kind: 'unreachable' };
    refer('1002');
    await until('refused', async () => told.length === 2);
    isBroken = true;
    refer('1002');
    await until('refused', async () => told.length === 3);
    expect(new Set(told)).toEqual(new Set([`refer ${FIRST} refused`]));
  });

  it('holds the call\'s other events back until it is asked: a hang-up right after it comes second', async () => {
    refer('1002');
    expect(order).toEqual(['held']);
    await heard();
    expect(order).toEqual(['held', 'asked', 'released']);
    isBroken = true;
    refer('1002');
    await until('refused', async () => told.length === 1);
    expect(order.slice(3)).toEqual(['held', 'released']);
  });

  it('with Replaces completes the consult, by the legs it names', async () => {
    refer(null, '17.4');
    await heard();
    expect(asked).toEqual([{ kind: 'seat-asked', seatId: 's-1001', ask: 'complete', refer: { channelId: FIRST, withChannelId: '17.4' } }]);
  });

  it('with Replaces of a call that is not here, from a leg that is not the agent\'s, or of no call: refused', async () => {
    refer(null);
    refer('1002', null, 's1.c1.guest.9');
    refer('1002', null, 'x.9');
    await until('refused', async () => told.length === 3);
    expect(asked).toEqual([]);
  });
});

describe('a call that a seat\'s phone makes', () => {
  it('beside its talk is a consult leg of that call, known by its channel from then on', async () => {
    dial('1002');
    await heard();
    expect(adopted).toEqual(['17.4']);
    expect(asked).toMatchObject([{ kind: 'transfer-asked', mode: 'consult', to: { kind: 'seat', seatId: 's-1002' }, phone: { by: 'call', channelId: '17.4' } }]);
    expect(told).toEqual([]);
  });

  it('without a talk here goes on to the next server', async () => {
    dial('1002', '1009');
    await heard();
    expect([told, asked]).toEqual([['passed on 17.4'], []]);
  });

  it('from the phone in a page goes on as well: a page has buttons for it', async () => {
    isPage = true;
    dial('1002');
    await heard();
    expect([told, asked]).toEqual([['passed on 17.4'], []]);
  });

  it('to where it may not go, or when the call says no, is hung up', async () => {
    dial('13900139000');
    await until('hung up', async () => told.length === 1);
    answer = { kind: 'refused', code: 'CALL_IN_CONSULT' };
    dial('1002');
    await until('hung up', async () => told.length === 2);
    expect(told).toEqual(['hung up 17.4 busy', 'hung up 17.4 busy']);
  });
});
