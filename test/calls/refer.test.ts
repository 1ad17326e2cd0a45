/** Real desk phones hand their client on by their own means: REFER, a second call, REFER with Replaces. By their voices. */
import { describe, expect, it } from 'vitest';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import type { Hotline } from './support/hotline.ts';
import { settledRecordings } from './support/recordings.ts';
import { voiceShare } from './support/sound.ts';
import { isKind, isPhase, type Stage, talkFor } from './support/stage.ts';
import { until } from './support/until.ts';
import { useStage } from './support/use-stage.ts';

let hotline: Hotline;
let stage: Stage;
useStage({ pace: { ringMs: 6_000, acwMs: 1_500 }, cleared: 'after each', give: (there) => void ({ hotline, stage } = there) });

async function talk() {
  const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
  const caller = await stage.wantsPerson();
  await caller.hearsVoice(40_000);
  const callId = (await hotline.records.liveCallOf(caller.number))?.callId ?? '';
  const leg = agent.leg();
  if (leg === undefined) throw new Error('no call in hand');
  return { agent, caller, callId, leg };
}

const hears = (frames: SeatRun['frames'], number: string): number => voiceShare(frames(), number, { untilMs: nowMs(), lastMs: 800 });
const untilHears = (what: string, frames: SeatRun['frames'], number: string) => until(what, async () => hears(frames, number) > 0.7);

describe('REFER without Replaces', () => {
  it('to a colleague, by a phone that hangs up as soon as it is taken: the colleague has the client, and gives her back by her own', async () => {
    const { agent, caller, leg } = await talk();
    const other = await stage.agent('1002', { kind: 'answer', afterMs: 100 });
    const handedMs = nowMs();
    void leg.refer('1002', { accepted: () => void leg.hangUp() }).catch(() => undefined);
    await leg.ended;
    await caller.hearsOut('agent.after', 40_000);
    await untilHears('the client hears the colleague', caller.party.frames, '1002');
    await untilHears('the colleague hears the client', other.frames, caller.number);
    const back = other.leg();
    await agent.until(isPhase('ready', handedMs), 20_000);
    const sinceMs = nowMs();
    await back?.hold(true);
    expect(await back?.refer('1001')).toBe(200);
    await other.until(isPhase('acw', sinceMs), 20_000);
    await untilHears('the client hears the first agent', caller.party.frames, '1001');
  });

  it('to a number that is allowed: the carrier answers; to one that is not, to nobody, to a colleague who is away: refused, and the talk goes on', async () => {
    const { agent, caller, leg } = await talk();
    for (const to of ['13900139001', '1999', '1003']) expect(await leg.refer(to), to).toBe(603);
    await untilHears('the client still hears the agent', caller.party.frames, '1001');
    const phone = await hotline.phones.client('02161234567', { kind: 'answer', afterMs: 200 }, { voice: voiceOf('02161234567') });
    const sinceMs = nowMs();
    expect(await leg.refer('02161234567')).toBe(200);
    await agent.until(isPhase('acw', sinceMs), 20_000);
    await untilHears('the client hears the branch', caller.party.frames, '02161234567');
    await caller.hangUp();
    await phone.switchOff();
  });

  it('to a queue: whoever is ready there has the client; a phone that answers and hangs up within the same moment loses nobody', async () => {
    const { agent, caller, leg } = await talk();
    await agent.desk?.change({ action: 'not-ready', reason: 'break' });
    const other = await stage.agent('1002', { kind: 'answer', afterMs: 0, hangUpAfterMs: 0 });
    expect(await leg.refer('general')).toBe(200);
    await other.until(isKind('ended'), 30_000);
    other.behave({ kind: 'answer', afterMs: 100 });
    await until('the client is still there, waiting', async () => (await hotline.records.liveCallOf(caller.number)) !== undefined);
    await caller.hearsOut('agent.after', 60_000);
    await untilHears('the client hears the colleague', caller.party.frames, '1002');
  });
});

describe('the phone\'s second call', () => {
  it('is a consult leg: the two talk, the client hears music; REFER with Replaces gives her to the colleague, each recording is sealed (misfortune 9)', async () => {
    const { agent, caller, callId, leg } = await talk();
    const other = await stage.agent('1002', { kind: 'answer', afterMs: 100 });
    // To nobody, to a queue, to a number that is not allowed, or without a talk: refused.
    for (const to of ['1999', 'general', '13900139001']) await expect(agent.dial(to), to).rejects.toMatchObject({ code: expect.stringContaining('CALL_REFUSED') });
    await expect(other.dial('1001')).rejects.toMatchObject({ code: expect.stringContaining('CALL_REFUSED') });
    await leg.hold(true);
    const own = await agent.dial('1002');
    await untilHears('the colleague hears the agent', other.frames, '1001');
    await untilHears('the agent hears the colleague', agent.frames, '1002');
    await caller.hearsMusic();
    const sinceMs = nowMs();
    expect(await leg.refer('1002', { replaced: own.ends() })).toBe(200);
    await Promise.all([leg.ended, own.ended]);
    await agent.until(isPhase('acw', sinceMs), 20_000);
    await untilHears('the client hears the colleague', caller.party.frames, '1002');
    await untilHears('the colleague hears the client', other.frames, caller.number);
    await talkFor(1_000);
    await caller.hangUp();
    await other.until(isKind('ended'), 20_000);
    const rows = await settledRecordings(hotline, callId);
    expect(rows.map(({ state, seat_id }) => [state, seat_id]).sort()).toEqual([['sealed', 's-1001'], ['sealed', 's-1002']]);
  });

  it('from one call to the other: whom the phone takes up hears her; hung up, the client hears music until the first is taken up', async () => {
    const { agent, caller, leg } = await talk();
    const other = await stage.agent('1002', { kind: 'answer', afterMs: 100 });
    await leg.hold(true);
    const own = await agent.dial('1002');
    await untilHears('the colleague hears the agent', other.frames, '1001');
    await own.hold(true);
    await leg.hold(false);
    await untilHears('the client hears the agent', caller.party.frames, '1001');
    await until('the colleague does not', async () => hears(other.frames, '1001') < 0.1);
    await leg.hold(true);
    await own.hold(false);
    await untilHears('the colleague hears the agent again', other.frames, '1001');
    await own.hangUp();
    await other.until(isKind('ended'), 20_000);
    await caller.hearsMusic();
    await leg.hold(false);
    await untilHears('the client hears the agent at last', caller.party.frames, '1001');
    await untilHears('the agent hears the client', agent.frames, caller.number);
  });
});
