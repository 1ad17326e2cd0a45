/** The agent hangs up while no server is there: her client must be led on by the next one, and hear it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { isKind, openStage, type Stage } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { moment, ownedAgain } from './support/outage.ts';

const TALKS = ['1001', '1002', '1003', '1004'];

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 20_000, acwMs: 1_000 });
});
afterAll(async () => {
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.nothingLeft();
  await hotline?.close();
});

describe('an agent who hangs up while the server is killed (-9)', () => {
  it(`${TALKS.length} talks: each client hears the question after the talk when the next server has her, and can answer it [K-01]`, async () => {
    const talks = await Promise.all(TALKS.map(async (extension) => ({ agent: await stage.agent(extension, { kind: 'answer', afterMs: 100 }), caller: await stage.wantsPerson() })));
    await Promise.all(talks.map(({ caller }) => caller.hearsVoice(40_000)));
    const killed = moment();
    const pid = await hotline.parts.kill('server', 'SIGKILL');
    await until('its process is gone', async () => (await hotline.parts.pid('server')) !== pid);
    await Promise.all(talks.map(async ({ agent }) => { await agent.leg()?.hangUp(); }));
    await Promise.all(talks.map(({ agent }) => agent.until(isKind('ended'), 10_000)));
    await ownedAgain(hotline, killed, 'server killed in talks that end');
    await Promise.all(talks.map(async ({ caller }) => {
      await caller.hears('survey.ask', 20_000);
      await caller.press('5');
      await caller.hears('survey.thanks', 20_000);
      await caller.isHungUp();
    }));
    expect(talks).toHaveLength(TALKS.length);
  });
});
