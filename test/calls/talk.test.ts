import { describe, expect, it } from 'vitest';
import { speak } from '../../src/core/speech/speak.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import type { Hotline } from './support/hotline.ts';
import { checkChain, linksOf, playRecording, settledRecordings } from './support/recordings.ts';
import { clipsIn, shareIn, voiceShare } from './support/sound.ts';
import { isKind, isPhase, phasesOf, type Stage, talkFor } from './support/stage.ts';
import { useStage } from './support/use-stage.ts';

let hotline: Hotline;
let stage: Stage;
useStage({ pace: { ringMs: 4_000, acwMs: 1_500 }, cleared: 'after each', give: (there) => void ({ hotline, stage } = there) });

describe('a person asked for by key 0 [M-03] [M-17]', () => {
  it('gets the pop no later than the phone rings (field note 62), both hear the agent\'s number, then each other, and all of it is recorded [E-02]', async () => {
    const since = new Date();
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 300 });
    const caller = await stage.wantsPerson();
    await caller.hearsOut('agent.after', 40_000);
    await caller.hearsVoice();
    await talkFor(4_000);
    const untilMs = nowMs();
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    await caller.hangUp();
    await agent.until(isKind('ended'), 5_000);
    await agent.until(isPhase('ready', untilMs), 10_000);

    const pop = agent.events().find(({ kind }) => kind === 'pop');
    const ring = agent.events().find(({ kind }) => kind === 'ring');
    expect(pop?.atMs).toBeLessThanOrEqual(ring?.atMs ?? 0);
    expect(pop?.detail).toMatchObject({ callId, direction: 'inbound', queue: 'general', match: 'none', ivrPath: ['welcome', 'main', 'notice', 'queue'] });
    expect(ring?.detail).toMatchObject({ from: caller.number });
    const number = speak('seat', '1001', 'zh-CN');
    const announcement = ['agent.before', ...('clips' in number ? number.clips : []), 'agent.after'];
    expect(caller.heard().slice(-announcement.length)).toEqual(announcement);
    expect(clipsIn(hotline.phones.line.index, agent.frames())).toEqual(announcement);
    expect(await phasesOf(hotline, 's-1001', since)).toEqual(['not-ready', 'ready', 'reserved', 'ringing', 'talking', 'acw', 'ready']);
    const span = { untilMs, lastMs: 3_000 };
    expect(voiceShare(caller.party.frames(), '1001', span)).toBeGreaterThan(0.8);
    expect(voiceShare(agent.frames(), caller.number, span)).toBeGreaterThan(0.8);

    const [row, ...more] = await settledRecordings(hotline, callId);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ state: 'sealed', seat_id: 's-1001' });
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
    const sound = await playRecording(hotline, row as NonNullable<typeof row>, '1001');
    expect(sound.sha256).toBe(row?.sha256);
    expect(await checkChain(hotline, row?.started_at ?? new Date())).toMatchObject({ kind: 'intact' });
    const facts = await hotline.records.factsOf(caller.number);
    const at = (kind: string): number => facts.find((fact) => fact.kind === kind)?.at ?? 0;
    expect(Math.abs(sound.durationMs - (at('talk-ended') - at('seat-answered')))).toBeLessThan(1_000);
    const talk = { fromMs: sound.durationMs - 3_500, toMs: sound.durationMs - 500 };
    expect(shareIn(sound.left, caller.number, talk)).toBeGreaterThan(0.8);
    expect(shareIn(sound.right, '1001', talk)).toBeGreaterThan(0.8);
  });

  it('who calls from a known number is on the agent\'s screen [T-07]', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    await stage.wantsPerson('13800138000');
    expect((await agent.until(isKind('pop'), 30_000)).detail).toMatchObject({ match: 'one' });
  });

  it('who hides her number is served all the same, and nobody is guessed', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson('');
    expect((await agent.until(isKind('pop'), 30_000)).detail).toMatchObject({ match: 'none' });
    await caller.hears('agent.before');
  });

  it('hangs up: the caller is asked how it was, rates it, hears a goodbye and the end [K-01]', async () => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100, hangUpAfterMs: 5_000 });
    const caller = await stage.wantsPerson();
    await agent.until(isKind('answered'), 30_000);
    await caller.hears('survey.ask', 20_000);
    await caller.press('5');
    await caller.hears('survey.thanks');
    await caller.hearsOut('goodbye', 20_000);
    expect(await caller.isHungUp()).toMatchObject({ by: 'far-end' });
    const facts = await hotline.records.factsOf(caller.number);
    expect(facts.find(({ kind }) => kind === 'talk-ended')).toMatchObject({ by: 'seat' });
    expect(await hotline.records.sql('select score, seat_id from rating where call_id = $1', [facts[0]?.callId])).toEqual([{ score: 5, seat_id: 's-1001' }]);
  });

  it('whose phone dies in the talk: the caller is asked to stay, keeps the old place, and the next agent takes her; both talks are sealed [E-02] (field note 43)', async () => {
    const lost = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hearsVoice(40_000);
    const before = (await hotline.records.liveCallOf(caller.number))?.state.activity;
    lost.leg()?.rtp.close();
    await caller.hears('queue.joining', 20_000);
    const after = (await hotline.records.liveCallOf(caller.number))?.state.activity;
    expect(after).toMatchObject({ phase: 'waiting', enteredAt: before?.['enteredAt'] });
    await stage.agent('1002', { kind: 'answer', afterMs: 100 });
    await caller.hearsOut('agent.after', 20_000);
    await caller.hearsVoice();
    await talkFor(1_500);
    const { callId } = (await hotline.records.liveCallOf(caller.number)) ?? { callId: '' };
    await caller.hangUp();
    const rows = await settledRecordings(hotline, callId);
    expect(rows.map(({ state, seat_id }) => [state, seat_id])).toEqual([['sealed', 's-1001'], ['sealed', 's-1002']]);
    expect((await hotline.records.factsOf(caller.number)).filter(({ kind }) => kind === 'seat-leg-lost')).toHaveLength(1);
  });
});
