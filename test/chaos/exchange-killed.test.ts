/** The firm's Asterisk dies, violently and politely, with calls in every place. Its calls are over; everything else must find back by itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLivePage } from '../../src/lab/readiness.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { linksOf, settledRecordings } from '../calls/support/recordings.ts';
import { isPhase, openStage, type Stage, talkFor } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { figure, moment, ownedAgain } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let agent: SeatRun;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 5_000, acwMs: 1_000 });
  agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
});
afterAll(async () => {
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.nothingLeft();
  await hotline?.close();
});

const isServing = async (): Promise<boolean> => (await readLivePage(hotline.config.ports.serverHealth)).ready;
/** What an agent does with a line that is dead. */
const putDown = async (): Promise<void> => void (await Promise.race([agent.leg()?.hangUp(), talkFor(1_000)]));

describe.each(['SIGKILL', 'SIGTERM'] as const)("the firm's Asterisk ends by %s", (signal) => {
  it('its calls end in the store, the server finds back by itself, the same seat serves the next caller; the recording is sealed, with its gap after a kill [E-02] (field note 1) (field note 12) (field note 50)', async () => {
    await agent.until(isPhase('ready', agent.events().findLast(isPhase('acw'))?.atMs ?? 0), 20_000);
    const talker = await stage.wantsPerson();
    const inMenu = await hotline.caller();
    const queued = await stage.wantsPerson();
    await talker.hearsVoice(40_000);
    await queued.hearsMusic(40_000);
    await talkFor(3_000);
    const { callId } = (await hotline.records.liveCallOf(talker.number)) ?? { callId: '' };
    const pid = await hotline.parts.pid('server');

    const killed = moment();
    const seen = await hotline.parts.kill('pbx', signal);
    await until('readiness is red', async () => !(await isServing()));
    const redMs = moment().ms - killed.ms;
    await until('its process is another', async () => (await hotline.parts.pid('pbx')) !== seen, 20_000);
    const back = await ownedAgain(hotline, killed, `Asterisk ended by ${signal}`);
    await until('readiness is green', isServing);
    expect(back.pid).toBe(pid);
    await until('the calls have ended in the store', async () => {
      const live = await Promise.all([talker, inMenu, queued].map(({ number }) => hotline.records.liveCallOf(number)));
      return live.every((call) => call === undefined) || `${live.length} live`;
    });
    const endings = await Promise.all([talker, inMenu, queued].map(async ({ number }) => (await hotline.records.factsOf(number)).at(-1)?.kind));
    expect(endings).toEqual(['call-ended', 'call-ended', 'call-ended']);
    // Nobody tells their phones that the line is dead.
    await Promise.all([talker.hangUp(), inMenu.hangUp(), queued.hangUp(), putDown()]);

    const next = await stage.wantsPerson();
    await next.hearsVoice(60_000);
    figure(`Asterisk ended by ${signal}: readiness red after ${Math.round(redMs)} ms, the next caller talks to the same seat after ${Math.round(moment().ms - killed.ms)} ms`);
    await next.hangUp();

    const [row, ...more] = await settledRecordings(hotline, callId);
    expect(more).toEqual([]);
    expect(row?.state).toBe('sealed');
    const links = await linksOf(hotline, row?.id ?? '');
    expect(links).toEqual(expect.arrayContaining(signal === 'SIGKILL' ? ['expected', 'gap', 'sealed'] : ['expected', 'sealed']));
    const facts = await hotline.records.factsOf(talker.number);
    const ordered = facts.find(({ kind }) => kind === 'seat-answered')?.at ?? 0;
    const keptMs = (row?.frames ?? 0) / 8;
    // Asterisk writes in blocks: at most 1.1 s of what was said is lost.
    expect(keptMs).toBeGreaterThan(killed.epochMs - ordered - 1_600);
    expect(keptMs).toBeLessThan(killed.epochMs - ordered + (signal === 'SIGKILL' ? 500 : 4_000));
  });
});
