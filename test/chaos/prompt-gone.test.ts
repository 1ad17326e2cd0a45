/** Prompt files that vanish or are emptied while the server runs. Asterisk would skip them in silence; callers hear the next best thing. */
import { copyFileSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readLivePage } from '../../src/lab/readiness.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { openStage, type Stage } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { moment, said } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
const fileOf = (clip: string): string => path.join(hotline.config.promptsDir, 'play/zh-CN', `${clip}.sln`);
const harmed: string[] = [];

/** Takes a prompt's sound away; `afterEach` puts it back. A new file each time: others may share the old one's content. */
async function harm(clip: string, how: 'deleted' | 'empty'): Promise<void> {
  copyFileSync(fileOf(clip), `${fileOf(clip)}.kept`);
  harmed.push(clip);
  rmSync(fileOf(clip));
  if (how === 'empty') {
    copyFileSync(`${fileOf(clip)}.kept`, fileOf(clip));
    truncateSync(fileOf(clip), 0);
  }
  const since = moment().epochMs - 1_000;
  await said(hotline, 'server', { message: 'prompt file is gone or not whole: callers hear what comes next instead; ./hotline prompts build makes it again', since });
  await until('readiness names it', async () => (await readLivePage(hotline.config.ports.serverHealth)).detail.includes(`prompts without sound: ${clip}`));
}

/** What else there is to say (a queue that nobody staffs) is no matter here. */
const areWhole = async (): Promise<boolean> => !(await readLivePage(hotline.config.ports.serverHealth)).detail.includes('prompts without sound');

beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 5_000, acwMs: 500 });
});
afterEach(async () => {
  for (const clip of harmed.splice(0)) {
    copyFileSync(`${fileOf(clip)}.kept`, fileOf(clip));
    rmSync(`${fileOf(clip)}.kept`);
  }
  await until('readiness has nothing to say of it', areWhole);
  await stage.clear();
  await hotline.nothingLeft();
});
afterAll(async () => {
  await restoreQueues?.();
  await hotline?.close();
});

const faultsOf = async (number: string): Promise<string[]> =>
  (await hotline.records.factsOf(number)).flatMap((fact) => (fact.kind === 'fault' ? [`${fact.where}: ${fact.reason}`] : []));

describe('a prompt file is deleted while the server runs', () => {
  it('the menu: a new caller hears the apology and waits for a person; whoever calls when it is back hears the menu', async () => {
    await harm('main.menu', 'deleted');
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.hears('queue.joining', 30_000);
    await caller.hearsMusic();
    expect(await faultsOf(caller.number)).toContain('main: clip main.menu is missing');
    await caller.hangUp();
    copyFileSync(`${fileOf('main.menu')}.kept`, fileOf('main.menu'));
    await until('it is whole again', areWhole);
    const next = await hotline.caller();
    await next.hears('main.menu', 30_000);
    await next.hangUp();
  });

  it("the agent's number: caller and agent are connected all the same, and talk", async () => {
    await harm('agent.before', 'deleted');
    await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const caller = await stage.wantsPerson();
    await caller.hearsVoice(40_000);
    expect(caller.heard()).not.toContain('agent.before');
    expect(caller.heard()).toContain('agent.after');
    expect(await faultsOf(caller.number)).toEqual(['prompt agent.before: its sound is missing']);
    await caller.hangUp();
  });
});

describe('the music file is emptied while the server runs', () => {
  it('a caller who comes to wait hears the ringing tone instead of nothing', async () => {
    await harm('music.queue', 'empty');
    expect(readFileSync(fileOf('music.queue'))).toHaveLength(0);
    const caller = await stage.wantsPerson();
    await caller.hears('queue.joining', 40_000);
    await caller.hears('tone.ringback', 20_000);
    expect(await faultsOf(caller.number)).toContain('prompt music.queue: its sound is missing');
    await caller.hangUp();
  });
});
