import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHotline } from './support/command.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { until } from './support/until.ts';
import { tradingMorning } from './support/whole-environment.ts';

const BY = ['--by', 'Zhou Min'];
let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(async () => {
  // A file leaves the hotline as it found it; emergency mode that is off already stays off.
  if (hotline !== undefined) await runHotline(hotline.config, ['emergency', 'off', ...BY, '--why', 'end of the test']);
  await hotline?.setClock(tradingMorning);
  await hotline?.close();
});

/** Runs a command on this hotline; what it printed. */
async function told(...args: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runHotline(hotline.config, args);
  expect(`${stderr}${exitCode}`).toBe('0');
  return stdout;
}

/** What a caller hears up to the menu, which is long. */
async function heardAtTheDoor(): Promise<{ prompts: string[]; words: string }> {
  const caller = await hotline.caller();
  await caller.hears('main.menu', 60_000);
  await caller.hangUp();
  const prompts = caller.heard();
  const words = caller.events().flatMap((event) => (event.kind === 'clip-started' ? [event.clip.text] : [])).join('');
  return { prompts: prompts.map((id) => id.replace(/\.[0-9a-f]{32}$/, '')), words };
}

/** The servers read what is announced twice a second: who calls in that moment may hear what was before. */
async function soonHeard(...prompts: string[]): Promise<string> {
  let words = '';
  await until(`callers hear ${prompts.join(' ')}`, async () => {
    const heard = await heardAtTheDoor();
    words = heard.words;
    return heard.prompts.join(' ') === prompts.join(' ') || heard.prompts.join(' ');
  }, 60_000);
  return words;
}

describe('announcements', () => {
  it('are heard from the next call on, at their time and not before or after, and not once they are ended [M-08] [C-01]', async () => {
    await hotline.setClock('2026-11-23T10:00+08:00');
    const added = await told('announce', 'add', '--zh', '今日下午三点系统升级，委托请提前办理。', '--en', 'The system is upgraded at three this afternoon.', '--from', '2026-11-23T11:00+08:00', '--until', '2026-11-23T15:00+08:00', ...BY);
    const id = /announcement (\d+): heard at "welcome" from 2026-11-23 11:00 until 2026-11-23 15:00/.exec(added)?.[1] ?? '';
    expect(await told('announce', 'list')).toContain('to come\twelcome');
    expect((await heardAtTheDoor()).prompts).toEqual(['welcome', 'main.menu']);
    await hotline.setClock('2026-11-23T11:30+08:00');
    expect(await soonHeard('welcome', 'announced', 'main.menu')).toContain('今日下午三点系统升级，委托请提前办理。');
    expect(await told('announce', 'list')).toContain('heard now\twelcome');
    await hotline.setClock('2026-11-23T15:00+08:00');
    expect((await heardAtTheDoor()).prompts).toEqual(['welcome', 'main.menu']);
    await hotline.setClock('2026-11-23T11:30+08:00');
    await soonHeard('welcome', 'announced', 'main.menu');
    await told('announce', 'end', id, ...BY);
    await soonHeard('welcome', 'main.menu');
    expect(await told('announce', 'list', '--all')).toContain('ended by Zhou Min\twelcome');
    await hotline.nothingLeft();
  });

  it('that would tell everybody a number of 11 digits, or that end before they begin, are refused in a sentence', async () => {
    const refused = async (...args: string[]) => {
      const { exitCode, stderr } = await runHotline(hotline.config, ['announce', 'add', ...args, ...BY]);
      expect(exitCode).toBe(2);
      return stderr;
    };
    expect(await refused('--zh', '请拨打13800138000', '--en', 'x', '--until', '2030-01-01T00:00+08:00')).toMatch(/^--zh: has a run of 11 or more digits; /);
    expect(await refused('--zh', '您好', '--en', 'hello', '--until', '2020-01-01T00:00+08:00')).toMatch(/^--until 2020-01-01T00:00\+08:00: is not after /);
  });
});

describe('emergency mode', () => {
  it('puts its own words in place of the welcome and leads who asks for a person to the overflow queue, also at night, until it is turned off; who, when and why are kept [O-03]', async () => {
    await hotline.setClock('2026-11-23T22:00+08:00');
    await told('emergency', 'on', ...BY, '--why', 'the trading system does not answer');
    await told('announce', 'add', '--place', 'emergency', '--zh', '交易系统暂停服务。', '--en', 'The trading system is down.', '--until', '2026-11-24T09:00+08:00', ...BY);
    await soonHeard('emergency.welcome', 'announced', 'main.menu');
    const caller = await hotline.caller();
    await caller.hears('emergency.welcome');
    await caller.press('0');
    await caller.hearsOut('recording.notice');
    await caller.hears('queue.joining');
    await caller.hearsMusic();
    const facts = await hotline.records.factsOf(caller.number);
    expect(facts.find(({ kind }) => kind === 'caller-queued')).toMatchObject({ queue: 'overflow' });
    await caller.hangUp();
    await told('emergency', 'off', ...BY, '--why', 'it answers again');
    await soonHeard('welcome', 'main.menu');
    const shown = await told('emergency', 'show');
    expect(shown).toMatch(/^emergency mode is off\n.* off by Zhou Min: it answers again\n.* on by Zhou Min: the trading system does not answer\n/);
    const again = await runHotline(hotline.config, ['emergency', 'off', ...BY, '--why', 'twice']);
    expect([again.exitCode, again.stderr]).toEqual([1, expect.stringMatching(/^Emergency mode is off already: /)]);
    await hotline.nothingLeft();
  });
});
