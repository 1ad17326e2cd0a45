import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallbackReport } from '../../src/cli/callback-report.ts';
import { type PhoneBehaviour } from '../../src/lab/carrier/client-phone.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import { runHotline, type CommandRun } from './support/command.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { hurryQueues } from './support/queue-pace.ts';
import { linksOf, playRecording, settledRecordings } from './support/recordings.ts';
import { shareIn, voiceShare } from './support/sound.ts';
import { isKind, openStage, type Stage, talkFor } from './support/stage.ts';
import { found } from './support/until.ts';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 4_000, acwMs: 1_000 });
});
afterEach(async () => {
  await stage.clear();
  await hotline.nothingLeft();
});
afterAll(async () => {
  // A later test may move the firm's clock: no case of this file shall become due then.
  await hotline?.records.sql(`update callback_case set state = 'cancelled', cancelled_at = now(), cancelled_reason = 'test over' where state in ('pending', 'attempting')`);
  await restoreQueues?.();
  await hotline?.close();
});

const callBack = (number: string): Promise<CommandRun> => runHotline(hotline.config, ['callback', number, '--kind', 'new-account', '--max', '60', '--json']);

/** Phone of a demo client who has not been called back yet in this run. */
async function clientPhone(number: string, behaviour: PhoneBehaviour) {
  return hotline.phones.client(number, behaviour, { voice: voiceOf(number) });
}

const attemptsOf = (caseId: string): Promise<{ state: string; outcome: string; attempt_no: number; agent_id: string | null }[]> =>
  hotline.records.sql('select * from attempt where case_id = $1 order by attempt_no', [caseId]);

describe('a callback [B-01]', () => {
  it('goes from the case to the seal: a lawful seat gets the pop, the client is dialled once, both are recorded, the case is completed [E-02] [I-01]', async () => {
    const number = '13800138021';
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 300 });
    const client = await clientPhone(number, { kind: 'answer', afterMs: 500 });
    const command = callBack(number);
    await agent.until(isKind('answered'), 30_000);
    const dialled = await found('the client is dialled', async () => client.calls()[0], 15_000);
    await found('both are connected', async () => (await hotline.records.factsOf(number)).find(({ kind }) => kind === 'connected'), 10_000);
    await talkFor(4_000);
    const span = { untilMs: nowMs(), lastMs: 2_500 };
    expect(voiceShare(agent.frames(), number, span)).toBeGreaterThan(0.8);
    expect(voiceShare(dialled.frames(), '1001', span)).toBeGreaterThan(0.8);
    await agent.leg()?.hangUp();
    const run = await command;
    const report = run.json<CallbackReport>();
    expect([run.exitCode, report.outcome]).toEqual([0, 'completed']);
    expect(report.steps.map(({ kind }) => kind)).toEqual([
      'opened', 'attempt-claimed', 'seat-offered', 'seat-answered', 'client-dialled', 'client-answered', 'connected', 'talk-ended', 'attempt-ended', 'recording-sealed', 'completed',
    ]);
    expect(client.calls()).toHaveLength(1);
    const pop = agent.events().find(isKind('pop'));
    expect(pop?.detail).toMatchObject({ direction: 'outbound', queue: 'callback', match: 'one' });
    expect(pop?.atMs).toBeLessThanOrEqual(agent.events().find(isKind('ring'))?.atMs ?? 0);

    const [kept] = await hotline.records.sql<{ state: string; completed_series: string }>('select * from callback_case where id = $1', [report.caseId]);
    expect(kept).toMatchObject({ state: 'completed', completed_series: 'service' });
    expect(await attemptsOf(report.caseId)).toMatchObject([{ state: 'ended', outcome: 'talked', attempt_no: 1 }]);
    const [row] = await settledRecordings(hotline, report.callId ?? '');
    expect(row).toMatchObject({ state: 'sealed', case_id: report.caseId, sha256: report.sha256 });
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
    const sound = await playRecording(hotline, row as NonNullable<typeof row>, '1001');
    expect(sound.sha256).toBe(report.sha256);
    const talk = { fromMs: sound.durationMs - 3_500, toMs: sound.durationMs - 500 };
    expect(shareIn(sound.left, number, talk)).toBeGreaterThan(0.8);
    expect(shareIn(sound.right, '1001', talk)).toBeGreaterThan(0.8);
  });

  it.each<[PhoneBehaviour, string, string]>([
    [{ kind: 'busy' }, 'busy', '13800138025'],
    [{ kind: 'no-answer', afterMs: 500 }, 'no-answer', '13800138027'],
    [{ kind: 'reject' }, 'rejected', '13800138029'],
    [{ kind: 'unknown-number' }, 'invalid-number', '13800138030'],
  ])('%o is one attempt that ended %s; the seat gets free, the case goes on later', async (behaviour, outcome, number) => {
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const client = await clientPhone(number, behaviour);
    const run = await callBack(number);
    const report = run.json<CallbackReport>();
    expect(run.exitCode).toBe(1);
    expect(['not-reached', 'cancelled']).toContain(report.outcome);
    expect(await attemptsOf(report.caseId)).toMatchObject([{ state: 'ended', outcome, attempt_no: 1 }]);
    expect(client.calls()).toHaveLength(1);
    await agent.until(isKind('ended'), 10_000);
    await client.switchOff();
  });

  it('that meets a number out of service goes on to the client\'s next number at once', async () => {
    await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const gone = await clientPhone('13800138031', { kind: 'unknown-number' });
    const second = await clientPhone('13800138231', { kind: 'answer', afterMs: 100, hangUpAfterMs: 1_500 });
    const report = (await callBack('13800138031')).json<CallbackReport>();
    expect(report.outcome).toBe('completed');
    expect((await attemptsOf(report.caseId)).map(({ outcome }) => outcome)).toEqual(['invalid-number', 'talked']);
    expect([gone.calls().length, second.calls().length]).toEqual([1, 1]);
  });

  it('is never offered to an agent of the marketing series, not even the only one who is ready; a compliance agent takes it [I-01]', async () => {
    const number = '13800138035';
    const seller = await stage.agent('1010', { kind: 'answer', afterMs: 100 });
    const client = await clientPhone(number, { kind: 'answer', afterMs: 100, hangUpAfterMs: 2_000 });
    const command = callBack(number);
    await found('the callback waits for a seat', async () => (await hotline.records.sql(`select from queue_entry where queue = 'callback' and phase = 'waiting'`))[0], 20_000);
    const compliance = await stage.agent('1007', { kind: 'answer', afterMs: 100 });
    await compliance.until(isKind('answered'), 10_000);
    const report = (await command).json<CallbackReport>();
    expect(report.outcome).toBe('completed');
    expect(seller.events().map(({ kind }) => kind)).not.toContain('ring');
    expect(seller.events().map(({ kind }) => kind)).not.toContain('pop');
    expect(client.calls()).toHaveLength(1);
  });
});
