/**
 * Passwords typed in every place that takes one (ahead of the first prompt, at login, at a change, in mid-talk), kill -9 of the server
 * while one is open; then everything the hotline has is searched for them. And both are together again, and recorded again.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallAction } from '../../src/contract/desk/call-control.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import type { Caller } from '../calls/support/caller.ts';
import { openDeskPage } from '../calls/support/desk-page.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { playRecording, settledRecordings } from '../calls/support/recordings.ts';
import { shareIn, type StereoSound, voiceShare } from '../calls/support/sound.ts';
import { isKind, openStage, type Stage, talkFor } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { dumpRedis, filesWith, keyTonesIn, silentStretches, tablesWith } from './support/canary-search.ts';
import { figure, moment, ownedAgain } from './support/outage.ts';

/** Digits that stand nowhere else. */
const [OLD, NEW, OTHERS, WRONG] = ['407318', '958264', '281957', '730946'];
const ACCOUNT = '7392041865';
const SECRETS = [OLD, NEW, OTHERS, WRONG, NEW.slice(0, 5)];
const clientIdOf = (index: number) => `0193a000-0000-7000-8000-${String(index).padStart(12, '0')}`;
const NUMBER = '13800138030';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
let caller: Caller;
let agent: SeatRun;
let callId: string;
let sound: StereoSound;
let pages = '';
const heardWhileKeyed: Buffer[] = [];

beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 15_000, acwMs: 1_000 });
  await hotline.simulator.putAccounts([{ clientId: clientIdOf(30), account: '5501836274', password: OLD }, { clientId: clientIdOf(60), account: ACCOUNT, password: OTHERS }]);
  agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
});
afterAll(async () => {
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.close();
});

const ask = async (action: CallAction): Promise<string> =>
  (agent.desk?.askCall({ callId, action }) ?? Promise.reject(new Error('no desk'))).then(() => 'done', (error: { code?: string }) => error.code ?? 'no code');
const viewOf = async () => (await agent.desk?.seat())?.seat.call;
const keyedMs: number[] = [];
async function keys(digits: string): Promise<void> {
  const from = nowMs();
  await caller.press(digits);
  keyedMs.push(nowMs() - from);
}
async function bothHear(): Promise<void> {
  const hears = (frames: SeatRun['frames'], number: string): number => voiceShare(frames(), number, { untilMs: nowMs(), lastMs: 800 });
  await until('the client hears the agent', async () => hears(caller.party.frames, '1001') > 0.8, 20_000);
  await until('the agent hears the client', async () => hears(agent.frames, NUMBER) > 0.8, 20_000);
}

describe('a password that is keyed [M-07] (field note 64)', () => {
  it('a stranger types account and password ahead of every prompt, and is in', { timeout: 90_000 }, async () => {
    const stranger = await hotline.caller();
    await stranger.hears('welcome');
    await stranger.press(`2${ACCOUNT}#${WRONG}#`);
    await stranger.hears('login.wrong-account', 40_000);
    await stranger.press(`${ACCOUNT}#${OTHERS}#`);
    await stranger.hears('account.menu', 40_000);
    await stranger.hangUp();
  });

  it('a known client types hers ahead, changes it, and asks for a person', { timeout: 120_000 }, async () => {
    caller = await hotline.caller({ number: NUMBER, maxMs: 300_000 });
    await caller.hears('welcome');
    await caller.press(`2${OLD}#`);
    await caller.hears('account.menu', 40_000);
    await caller.press('8');
    await caller.hears('password.ask-new');
    await caller.press(`${NEW}#`);
    await caller.hears('password.ask-again');
    await caller.press(`${NEW}#`);
    await caller.hearsOut('password.changed');
    await caller.hears('account.menu');
    await caller.press('0');
    await caller.hearsVoice(60_000);
    callId = (await hotline.records.liveCallOf(NUMBER))?.callId ?? '';
    expect(await viewOf()).toMatchObject({ callId, auth: { level: 'password', method: 'ivr-keys' } });
  });

  it('in mid-talk she keys it again: the agent hears no key and learns pass, the recording pauses and goes on', { timeout: 90_000 }, async () => {
    await bothHear();
    const from = nowMs();
    expect(await ask('check-pin')).toBe('done');
    await caller.hears('check.pin');
    expect(await viewOf()).toMatchObject({ step: 'checking', recording: 'paused' });
    await keys(NEW);
    await until('she has passed', async () => (await viewOf())?.checked?.result === 'passed', 20_000);
    heardWhileKeyed.push(Buffer.concat(agent.frames().filter(({ atMs }) => atMs > from).map(({ frame }) => frame)));
    expect(await viewOf()).toMatchObject({ step: 'connected', recording: 'on', auth: { level: 'password', method: 'agent-check' } });
    await bothHear();
  });

  it('the server is killed while one is open: both are together again, recorded, and the agent reads that it was interrupted', { timeout: 120_000 }, async () => {
    expect(await ask('check-pin')).toBe('done');
    await caller.hears('check.pin');
    await keys(NEW.slice(0, 5));
    const killed = moment();
    await hotline.parts.kill('server', 'SIGKILL');
    await ownedAgain(hotline, killed, 'server killed while a secret was open');
    await until('the agent reads it', async () => (await viewOf())?.checked?.result === 'interrupted', 30_000);
    await bothHear();
    expect(await viewOf()).toMatchObject({ step: 'connected', recording: 'on' });
    await talkFor(2_500);
    const page = await openDeskPage(hotline.config, '1007');
    for (const address of ['/api/seat', '/api/calls', '/api/calls?scope=all', `/api/trail?from=0&to=${Date.now() + 60_000}`]) pages += await (await page.get(address)).text();
    pages += JSON.stringify([await agent.desk?.seat(), agent.events()]);
    await caller.hangUp();
    await agent.until(isKind('ended'), 10_000);
  });

  it('the recording has nothing of what was keyed, is silent meanwhile, and is right again after it [E-02]', { timeout: 90_000 }, async () => {
    const [row, ...more] = await settledRecordings(hotline, callId, 60_000);
    expect(more).toEqual([]);
    sound = await playRecording(hotline, row as NonNullable<typeof row>, '1001');
    const facts = await hotline.records.factsOf(NUMBER);
    const startedAt = facts.find(({ kind }) => kind === 'seat-answered')?.at ?? 0;
    const checks = facts.flatMap((fact) => (fact.kind === 'check-started' || fact.kind === 'check-ended' ? [fact.at - startedAt] : []));
    expect(checks).toHaveLength(4);
    // Silent for as long as she keyed at least; how much longer is the machine's affair. Between the two the time is kept.
    const silences = silentStretches(sound, 700);
    figure(`silences of the recording: ${JSON.stringify(silences)}; keyed for ${keyedMs.map(Math.round).join(', ')} ms; checks at ${checks.join(', ')} ms after the answer`);
    expect(silences).toHaveLength(2);
    for (const [index, { lengthMs }] of silences.entries()) expect(lengthMs).toBeGreaterThan(keyedMs[index] ?? Infinity);
    const [first, second] = silences.map(({ atMs }) => atMs);
    expect(Math.abs((second ?? 0) - (first ?? 0) - ((checks[2] ?? 0) - (checks[0] ?? 0)))).toBeLessThan(2_000);
    expect(shareIn(sound.right, '1001', { fromMs: sound.durationMs - 2_000, toMs: sound.durationMs - 500 })).toBeGreaterThan(0.8);
    expect([keyTonesIn(sound.left), keyTonesIn(sound.right), ...heardWhileKeyed.map(keyTonesIn)].flat()).toEqual([]);
  });

  it('stands nowhere: no log, file, table, Redis, page; and the account that was keyed stands nowhere either', { timeout: 120_000 }, async () => {
    const canaries = [...SECRETS, ACCOUNT];
    expect(await dumpRedis(hotline)).toBeGreaterThan(80);
    const tables = await tablesWith(hotline, canaries);
    const files = filesWith(hotline, canaries);
    expect([tables.looked > 20, files.looked > 50]).toEqual([true, true]);
    expect(tables.found).toEqual([]);
    expect(files.found).toEqual([]);
    expect(canaries.filter((canary) => pages.includes(canary))).toEqual([]);
    // The search finds what is there: the client's number, in its one protected table.
    expect((await tablesWith(hotline, [NUMBER])).found.map((row) => row.split(':')[0])).toEqual(['phone_number']);
  });

  it('each login, the change and the check are in the trail, with number, line and result [G-19]', async () => {
    const rows = await hotline.records.sql<Record<string, unknown>>(`select kind, method, result, code, line, caller_number from terminal_trail_report where caller_number = $1 order by asked_at`, [NUMBER]);
    expect(rows).toEqual([
      { kind: 'login', method: 'ivr-keys', result: 'done', code: null, line: '95500', caller_number: NUMBER },
      { kind: 'password-change', method: 'ivr-keys', result: 'done', code: null, line: '95500', caller_number: NUMBER },
      { kind: 'login', method: 'agent-check', result: 'done', code: null, line: '95500', caller_number: NUMBER },
    ]);
    const others = await hotline.records.sql<Record<string, unknown>>(`select result, code from terminal_trail_report where client_id = $1 or code = 'WRONG_PASSWORD' order by asked_at`, [clientIdOf(60)]);
    expect(others).toEqual([{ result: 'refused', code: 'WRONG_PASSWORD' }, { result: 'done', code: null }]);
  });
});
