import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLivePage } from '../../src/lab/readiness.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { linksOf, settledRecordings } from '../calls/support/recordings.ts';
import { openStage, type Stage, talkFor } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { moment, ownedAgain } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 5_000, acwMs: 1_000 });
});
afterAll(async () => {
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.nothingLeft();
  await hotline?.close();
});

const isServing = async (): Promise<boolean> => (await readLivePage(hotline.config.ports.serverHealth)).ready;

describe("the firm's Asterisk is killed (-9)", () => {
  it('its calls end in the store, the server finds back by itself, the next call works; the recording is sealed with its gap [E-02] (field note 1) (field note 12) (field note 50)', async () => {
    await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const talker = await stage.wantsPerson();
    const inMenu = await hotline.caller();
    const queued = await stage.wantsPerson();
    await talker.hearsVoice(40_000);
    await queued.hearsMusic(40_000);
    await talkFor(3_000);
    const { callId } = (await hotline.records.liveCallOf(talker.number)) ?? { callId: '' };
    const pid = await hotline.parts.pid('server');

    const killed = moment();
    await hotline.parts.kill('pbx', 'SIGKILL');
    await until('readiness is red', async () => !(await isServing()));
    const back = await ownedAgain(hotline, killed, 'exchange killed');
    await until('readiness is green', isServing);
    expect(back.pid).toBe(pid);
    await until('the calls have ended in the store', async () => {
      const live = await Promise.all([talker, inMenu, queued].map(({ number }) => hotline.records.liveCallOf(number)));
      return live.every((call) => call === undefined) || `${live.length} live`;
    });
    const endings = await Promise.all([talker, inMenu, queued].map(async ({ number }) => (await hotline.records.factsOf(number)).at(-1)?.kind));
    expect(endings).toEqual(['call-ended', 'call-ended', 'call-ended']);
    // Nobody tells their phones that the line is dead.
    await Promise.all([talker.hangUp(), inMenu.hangUp(), queued.hangUp()]);

    await stage.agent('1002', { kind: 'answer', afterMs: 100 });
    const next = await stage.wantsPerson();
    await next.hearsVoice(40_000);
    await next.hangUp();

    const [row, ...more] = await settledRecordings(hotline, callId);
    expect(more).toEqual([]);
    expect(row?.state).toBe('sealed');
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(expect.arrayContaining(['expected', 'gap', 'sealed']));
    const facts = await hotline.records.factsOf(talker.number);
    const ordered = facts.find(({ kind }) => kind === 'seat-answered')?.at ?? 0;
    const keptMs = (row?.frames ?? 0) / 8;
    // Asterisk writes in blocks: at most 1.1 s of what was said is lost.
    expect(keptMs).toBeGreaterThan(killed.epochMs - ordered - 1_600);
    expect(keptMs).toBeLessThan(killed.epochMs - ordered + 500);
  });
});
