import { expect, it } from 'vitest';
import { queueLogText } from '../../../src/app/figures/queue-log.ts';
import { queueLogOfCall, queueLogOfSeat } from '../../../src/core/metrics/queue-log.ts';
import { abandoned, arrived, at, connected, ended, hour, lifted, offered, queued, talkEnded, type Told } from './facts.ts';

const second = hour / 1_000;
const lines = (...facts: readonly Told[]) => queueLogOfCall('c', at(...facts)).map(queueLogText);

it("a call in Asterisk's words: ENTERQUEUE, RINGNOANSWER, CONNECT, COMPLETECALLER", () => {
  expect(lines([0, arrived], [5, queued()], [6, offered()], [21, { kind: 'ring-missed', seatId: 's-1' }], [22, offered('s-2')], [25, lifted('s-2')], [28, connected('s-2')], [60, talkEnded('s-2')], [60, ended])).toEqual([
    `${second + 5}|c|general|NONE|ENTERQUEUE|||`,
    `${second + 21}|c|general|s-1|RINGNOANSWER|15000`,
    `${second + 28}|c|general|s-2|CONNECT|23||6`,
    `${second + 60}|c|general|s-2|COMPLETECALLER|23|32|`,
  ]);
});

it('COMPLETEAGENT says who hung up, at the moment it happened (field note 58)', () => {
  expect(lines([0, arrived], [1, queued()], [2, offered()], [3, connected()], [33, talkEnded('s-1', 'seat')], [90, ended]).at(-1)).toBe(`${second + 33}|c|general|s-1|COMPLETEAGENT|2|30|`);
});

it('ABANDON and EXITWITHTIMEOUT carry the wait', () => {
  expect(lines([0, arrived], [5, queued()], [35, abandoned()], [35, ended]).at(-1)).toBe(`${second + 35}|c|general|NONE|ABANDON|||30`);
  expect(lines([0, arrived], [5, queued()], [605, ended]).at(-1)).toBe(`${second + 605}|c|general|NONE|EXITWITHTIMEOUT|||600`);
});

it('seats: AGENTLOGIN, PAUSE with its reason, UNPAUSE, AGENTLOGOFF', () => {
  const move = (seq: number, phase: string, reason: string | null = null) => ({ seatId: 's-1', seq, at: hour + seq * 1_000, phase, reason, callId: null });
  expect(queueLogOfSeat([move(1, 'not-ready', 'signed-in'), move(2, 'ready'), move(3, 'talking'), move(4, 'acw'), move(5, 'not-ready', 'lunch'), move(6, 'signed-out')], hour).map(({ event, data }) => [event, ...data]))
    .toEqual([['AGENTLOGIN'], ['PAUSE', 'signed-in'], ['UNPAUSE'], ['PAUSE', 'lunch'], ['AGENTLOGOFF']]);
});
