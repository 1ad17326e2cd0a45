/** The flows of a hotline that runs: a file is put into the folder, nothing is built, nothing is started anew. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HeardFrame } from '../../src/lab/ear/levels.ts';
import { nowMs } from '../../src/lab/sip/pacer.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import { aroundEnvironment, type Hotline } from './support/around-environment.ts';
import type { Caller } from './support/caller.ts';
import { runHotline } from './support/command.ts';
import { controlOf, type HostedEnvironment } from './support/environment-link.ts';
import { voiceShare } from './support/sound.ts';
import { until } from './support/until.ts';
import { startWholeHotline } from './support/whole-environment.ts';

const flow = (keys: string, nodes = ''): string => `id: main
version: 1
dnis: ["95500"]
languages: [zh-CN, en]
entry: greet
onFault: bye
resumeSay: [welcome.back]
limits: { then: bye }
defaults:
  noInput: { say: [main.no-input], max: 9, then: bye }
  noMatch: { say: [main.wrong-key], max: 9, then: bye }
  waitSay: [back-office.wait]
nodes:
  greet: { kind: say, say: [welcome], next: top }
  top: { kind: menu, say: [wait], keys: { ${keys} } }
  bye: { kind: hangup, say: [goodbye] }
${nodes}`;
const twoLevels = `
  indices: { kind: menu, say: [main.to-person], keys: { "1": look, "*": top } }
  look: { kind: lookup, operation: index-quote, args: { menuKey: "=1" }, into: quote, found: tell, failed: bye }
  tell: { kind: say, say: [{ speak: name, from: quote }, quote.last-index, { speak: index, from: quote.last }], next: top }
`;

let folder = '';
let environment: HostedEnvironment;
let hotline: Hotline;
const put = (text: string): void => writeFileSync(path.join(folder, 'main.yaml'), text);
const releases = (): Promise<{ number: number; published_by: string; difference: string[] }[]> =>
  hotline.records.sql('select number, published_by, difference from flow_release order by number');

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'hotline-flows-'));
  cpSync(new URL('../../ivr-flows/prompts', import.meta.url), path.join(folder, 'prompts'), { recursive: true });
  put(flow('"1": bye'));
  environment = await startWholeHotline({ HOTLINE_FLOWS_DIR: folder });
  hotline = await aroundEnvironment({ home: environment.environment.settings.home, portBase: environment.environment.settings.portBase, parts: controlOf(environment) });
}, 180_000);
afterAll(async () => {
  await hotline?.close();
  await environment?.environment.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('a new menu of two levels with a look-up is called while an older call goes on with the old one, also after the server was killed; a broken file changes nothing [M-02]', async () => {
  const older = await hotline.caller();
  await older.hears('wait');

  put(flow('"1": bye, "2": indices', twoLevels));
  await until('the changed file is release 2', async () => (await releases()).length === 2);
  const [, second] = await releases();
  expect(second).toMatchObject({ number: 2, published_by: 'file' });
  expect(second?.difference).toContain('main / look: new lookup');
  await until('new calls run on release 2', async () => {
    const newer = await hotline.caller();
    await newer.hears('wait');
    await newer.press('2');
    const heard = await newer.hearsOneOf(['main.to-person', 'main.wrong-key']);
    if (heard.clip.id === 'main.wrong-key') {
      await newer.hangUp();
      return false;
    }
    await newer.press('1');
    await newer.hears('quote.last-index');
    await newer.hangUp();
    return true;
  });

  await older.press('2');
  await older.hears('main.wrong-key');
  await older.hears('wait');
  await hotline.parts.kill('server', 'SIGKILL');
  await older.hears('welcome.back', 30_000);
  await older.hears('wait');
  await older.press('2');
  await older.hears('main.wrong-key');

  put(flow('"1": bye, "2": nowhere'));
  await until('status names the fault with its line', async () =>
    (await hotline.status()).parts.some(({ name, detail }) => name === 'server' && detail.includes('callers stay on release 2: main.yaml:15: node top: keys.2 leads to "nowhere"')));
  const last = await hotline.caller();
  await last.hears('wait');
  await last.press('2');
  await last.hears('main.to-person');
  await Promise.all([older.hangUp(), last.hangUp()]);
  expect(await releases()).toHaveLength(2);

  const published = await runHotline(hotline.config, ['flows', 'publish', '--by', 'Wang', '--note', 'the shipped menus']);
  expect([published.stderr, published.exitCode, published.stdout.split(';')[0]]).toEqual(['', 0, 'release 3 is published']);
  await until('new calls run on what was published by hand', async () => {
    const caller = await hotline.caller();
    const heard = await caller.hearsOneOf(['main.menu', 'wait']);
    await caller.hangUp();
    return heard.clip.id === 'main.menu';
  });
  expect((await runHotline(hotline.config, ['flows', 'list'])).stdout).toMatch(/^ +3 .* Wang: the shipped menus \(\d+ changes\)\n +2 /);
  expect((await runHotline(hotline.config, ['flows', 'show', '2'])).stdout).toContain('main / look: new lookup');
  await hotline.nothingLeft();
});

it('a transfer node hands the caller to a branch: they hear each other, and its end is hers; busy, she is back at the menu as a new call', async () => {
  const branch = '02161234567';
  const before = (await releases()).length;
  put(flow('"1": bye, "3": over', '  over: { kind: transfer, to: branch-1, say: [main.to-person], failed: bye }\n'));
  await until('the changed file is a release', async () => (await releases()).length === before + 1);
  const phone = await hotline.phones.client(branch, { kind: 'busy' }, { voice: voiceOf(branch) });
  const handedOver = async (): Promise<Caller> => {
    const caller = await hotline.caller();
    const { clip } = await caller.hearsOneOf(['main.menu', 'wait']);
    await caller.press('3');
    if (clip.id !== 'wait') {
      await caller.hangUp();
      return handedOver();
    }
    await caller.hearsOut('main.to-person');
    return caller;
  };
  const transfers = async (number: string) => (await hotline.records.factsOf(number)).flatMap((fact) => (fact.kind === 'transferred' ? [fact.to] : []));
  const share = (frames: () => readonly HeardFrame[], number: string): number => voiceShare(frames(), number, { untilMs: nowMs(), lastMs: 800 });

  const unlucky = await handedOver();
  await unlucky.hears('welcome', 40_000);
  await unlucky.hears('wait');
  await until('the book has it', async () => (await transfers(unlucky.number)).length === 1, 20_000);
  phone.behave({ kind: 'answer', afterMs: 200 });
  await unlucky.press('3');
  await until('the client hears the branch', async () => share(unlucky.party.frames, branch) > 0.7, 40_000);
  const there = phone.calls().at(-1) ?? expect.fail('the branch had no call');
  await until('the branch hears the client', async () => share(there.frames, unlucky.number) > 0.7, 20_000);
  await there.hangUp();
  expect(await unlucky.isHungUp()).toMatchObject({ by: 'far-end' });
  expect(await transfers(unlucky.number)).toEqual(['branch-1', 'branch-1']);
  await phone.switchOff();
  await hotline.nothingLeft();
});
