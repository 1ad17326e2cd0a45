/** Two servers on one store and one Asterisk share seats and callers, while one of them is killed and the other frozen. The 2,000 calls are `./hotline test soak two-servers`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pair, startPair } from '../calls/support/pair.ts';
import { isPhase } from '../calls/support/stage.ts';
import { found } from '../calls/support/until.ts';
import { sharedSeatsRound } from '../soak/support/pair-round.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { figure, moment } from './support/outage.ts';

const seats = ['2001', '2002', '2003', '2004', '2005', '2006'];

let pair: Pair;
beforeAll(async () => {
  pair = await startPair({ exchanges: 1, seats });
}, 180_000);
afterAll(() => pair?.stop(), 60_000);

describe('two servers', () => {
  it('take new calls in turn, and an agent at the page of one holds a call that the other has (field note 41)', async () => {
    const { hotline } = pair;
    const callers = await Promise.all(Array.from({ length: 4 }, () => hotline.caller()));
    await Promise.all(callers.map((caller) => caller.hears('welcome')));
    const nodes = await hotline.records.sql<{ node: string; n: number }>('select node, count(*) as n from call group by node order by node');
    expect(nodes).toEqual([{ node: 's1', n: 2 }, { node: 's2', n: 2 }]);
    const onFirst = await found('a caller of s1', async () => {
      const calls = await Promise.all(callers.map(async (caller) => ({ caller, call: await hotline.records.liveCallOf(caller.number) })));
      const rows = await hotline.records.sql<{ call_id: string }>(`select call_id from call where node = 's1'`);
      return calls.find(({ call }) => rows.some(({ call_id }) => call_id === call?.callId));
    });
    // Her page is at the second server, the call at the first.
    const agent = await hotline.phones.seat('2001', { kind: 'answer', afterMs: 100 }, pair.at(1, '2001'));
    await onFirst.caller.press('0');
    await onFirst.caller.hearsVoice(40_000);
    const { desk } = agent;
    const callId = onFirst.call?.callId ?? '';
    await desk?.askCall({ callId, action: 'hold' });
    await expect(desk?.askCall({ callId, action: 'hold' })).rejects.toMatchObject({ code: 'CALL_ALREADY_HELD' });
    await desk?.askCall({ callId, action: 'retrieve' });
    await Promise.all(callers.map((caller) => caller.hangUp()));
    await agent.until(isPhase('acw'), 15_000);
    await agent.close();
    await hotline.nothingLeft(30_000);
  });

  it('follow each other: calls of a server that stays away are taken over by the other, and given back when it comes again', async () => {
    const { hotline, servers } = pair;
    const agent = await hotline.phones.seat('2001', { kind: 'answer', afterMs: 100 }, pair.at(1, '2001'));
    const callers = await Promise.all(Array.from({ length: 4 }, () => hotline.caller()));
    await Promise.all(callers.map((caller) => caller.hears('welcome')));
    const ownerOf = async (number: string) => (await hotline.records.sql<{ node: string }>(`
      select c.node from call c join phone_number n on n.token = c.state ->> 'numberToken' where n.number = $1`, [number]))[0]?.node;
    const nodes = await Promise.all(callers.map(({ number }) => ownerOf(number)));
    const [talker, inMenu] = callers.filter((_, index) => nodes[index] === 's1');
    await talker?.press('0');
    await talker?.hearsVoice(40_000);
    await inMenu?.press('1');
    await inMenu?.hears('quote.ask-code');
    const gone = moment();
    await servers[0].halt('server');
    await inMenu?.hears('welcome.back', 40_000);
    figure(`calls of a server that stays away are another's ${Math.round(nowMs() - gone.ms)} ms later`);
    await inMenu?.press('600036#');
    await inMenu?.hears('name.600036', 30_000);
    // The agent's page asks the one who has the talk now.
    const callId = (await hotline.records.liveCallOf(talker?.number ?? ''))?.callId ?? '';
    await agent.desk?.askCall({ callId, action: 'hold' });
    await agent.desk?.askCall({ callId, action: 'retrieve' });
    await servers[0].start('server');
    await agent.desk?.askCall({ callId, action: 'hold' });
    await agent.desk?.askCall({ callId, action: 'retrieve' });
    await Promise.all(callers.map((caller) => caller.hangUp()));
    await agent.close();
    await hotline.nothingLeft(30_000);
  });

  it('share six seats: no seat is rung twice at once, nobody is lost or silent, seats’ time adds up (field note 20)', async () => {
    const wrong = await sharedSeatsRound(pair, { seats, calls: 20, atOnce: 12, seed: 20_261_125, misfortuneEveryMs: 12_000 }, figure);
    expect(wrong).toEqual([]);
  });
});
