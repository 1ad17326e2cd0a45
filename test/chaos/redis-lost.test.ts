/** Redis freezes, then dies and comes back empty, in the middle of queueing, a callback and sealing. Rows say what is due: nothing is lost. */
import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import type { CallbackReport } from '../../src/cli/callback-report.ts';
import { readLivePage } from '../../src/lab/readiness.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import { runHotline } from '../calls/support/command.ts';
import type { Hotline } from '../calls/support/hotline.ts';
import { linksOf, settledRecordings } from '../calls/support/recordings.ts';
import { isKind, isPhase, type Stage, talkFor } from '../calls/support/stage.ts';
import { found, until } from '../calls/support/until.ts';
import { useStage } from '../calls/support/use-stage.ts';
import { freeze } from './support/freeze.ts';
import { figure, moment } from './support/outage.ts';

const CLIENT = '13800138045';
let hotline: Hotline;
let stage: Stage;
let goOn: () => void = () => undefined;
useStage({ pace: { ringMs: 5_000, acwMs: 500 }, cleared: 'at the end', give: (there) => void ({ hotline, stage } = there) });
// Before the stage is cleared: hooks after all run last to first.
afterAll(() => { goOn(); });

const pages = () => Promise.all([readLivePage(hotline.config.ports.serverHealth), readLivePage(hotline.config.ports.workerHealth)]);
const isSealed = async (callId: string): Promise<void> => {
  const [row, ...more] = await settledRecordings(hotline, callId, 60_000);
  expect([row?.state, more]).toEqual(['sealed', []]);
  expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
};
const callIdOf = async (number: string): Promise<string> => (await hotline.records.liveCallOf(number))?.callId ?? '';
const everythingOut = (): void => {
  const { ports, secrets } = hotline.config;
  execFileSync('redis-cli', ['-p', String(ports.redis), '--no-auth-warning', 'flushall'], { env: { PATH: process.env['PATH'], REDISCLI_AUTH: secrets.redisPassword } });
};

describe('Redis freezes, dies, and comes back empty', () => {
  it('who waits is offered, who is to be called back is called, what is to be sealed is sealed; no server or worker is restarted [E-02]', async () => {
    const pids = await Promise.all([hotline.parts.pid('server'), hotline.parts.pid('worker')]);
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const first = await stage.wantsPerson();
    await first.hearsVoice(40_000);
    const second = await stage.wantsPerson();
    await second.hearsMusic(40_000);
    const firstCall = await callIdOf(first.number);
    const frozen = moment();
    goOn = await freeze(hotline, 'redis');
    await until('readiness says what is frozen', async () => {
      const all = await pages();
      return all.every((page) => !page.ready && page.detail.includes('Redis is frozen')) || JSON.stringify(all.map(({ detail }) => detail));
    }, 20_000);
    figure(`Redis frozen: readiness of server and worker red, and says so, after ${Math.round(moment().ms - frozen.ms)} ms`);

    await first.hangUp();
    const freed = moment();
    await second.hearsVoice(40_000);
    figure(`Redis frozen: the next caller talks ${Math.round(moment().ms - freed.ms)} ms after the one before hung up`);
    const secondCall = await callIdOf(second.number);
    const client = await hotline.phones.client(CLIENT, { kind: 'answer', afterMs: 300 }, { voice: voiceOf(CLIENT) });
    const command = runHotline(hotline.config, ['callback', CLIENT, '--kind', 'new-account', '--max', '120', '--json']);
    const caseOf = `select c.id from callback_case c join client_number n on n.client_id = c.client_id join phone_number p on p.token = n.token where p.number = $1 and c.state in ('pending', 'attempting')`;
    await found('the case is there', async () => (await hotline.records.sql<{ id: string }>(caseOf, [CLIENT]))[0], 30_000);

    await hotline.parts.kill('redis', 'SIGKILL');
    goOn = () => undefined;
    await hotline.parts.ready('redis');
    everythingOut();
    await until('readiness is green', async () => (await pages()).every(({ ready }) => ready), 20_000);
    const back = moment();
    await second.hangUp();
    await agent.until((event) => isKind('ring')(event) && event.atMs > back.ms, 60_000);
    await found('the client is called', async () => client.calls()[0], 30_000);
    figure(`Redis came back empty: the callback asked for meanwhile is dialled ${Math.round(moment().ms - back.ms)} ms later, found again from its row`);
    await found('they are connected', async () => (await hotline.records.factsOf(CLIENT)).find(({ kind }) => kind === 'connected'), 20_000);
    await talkFor(2_000);
    await agent.leg()?.hangUp();
    const report = (await command).json<CallbackReport>();
    expect(report.outcome).toBe('completed');
    expect(client.calls()).toHaveLength(1);
    await agent.until(isPhase('ready', back.ms), 20_000);
    for (const callId of [firstCall, secondCall, report.callId ?? '']) await isSealed(callId);
    expect(await Promise.all([hotline.parts.pid('server'), hotline.parts.pid('worker')])).toEqual(pids);
  });
});
