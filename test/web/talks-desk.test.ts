import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Talk } from '../../src/contract/desk/monitor.ts';
import { talkActionsOf } from '../../src/web/supervision/talk-actions.ts';
import { hasChromium } from './support/browser.ts';
import { useStagedDesk } from './support/staged-desk.ts';

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 100 });
const talkOf = (more: Partial<Talk> = {}): Talk => ({ callId: '0193a000-0000-7000-8000-000000000200', agentName: '李伟', extension: '1002', queue: 'general', since: Date.now() - 95_000, monitoredBy: null, mode: null, ...more });
const pictures = process.env['HOTLINE_TEST_SCREENSHOTS'];

describe('what a supervisor may do with a talk', () => {
  it.each([
    ['a talk of an agent', talkOf(), ['listen', 'whisper', 'barge']],
    ['one that she listens to', talkOf({ monitoredBy: '1001', mode: 'listen' }), ['whisper', 'barge', 'take-over']],
    ['one that another supervisor is at', talkOf({ monitoredBy: '1003', mode: 'listen' }), []],
    ['her own', talkOf({ extension: '1001' }), []],
  ] as const)('%s', (_, talk, actions) => expect(talkActionsOf(talk, '1001').actions).toEqual(actions));
});

describe.skipIf(!hasChromium)("a supervisor's list of talks", () => {
  const desk = useStagedDesk();
  const { page } = desk;

  it.each([['zh-CN', '通话监控', '监听', '接管'], ['en', 'Talks under way', 'Listen', 'Take over']] as const)('%s: says who talks and how long; a button comes to the talk, another takes it over', async (language, heading, listen, takeOver) => {
    let talks = [talkOf(), talkOf({ callId: '0193a000-0000-7000-8000-000000000201', agentName: '张敏', extension: '1003', since: Date.now() - 20_000, monitoredBy: '1009', mode: 'whisper' })];
    const wishes: unknown[] = [];
    await page().route('**/api/talks', (route) => route.fulfill({ json: { serverNow: Date.now(), talks } }));
    await page().route('**/api/calls/*/monitor', (route) => {
      wishes.push([route.request().method(), route.request().postDataJSON()]);
      talks = talks.map((talk, at) => (at === 0 ? { ...talk, monitoredBy: '1001', mode: 'listen' as const } : talk));
      return route.fulfill({ json: {} });
    });
    desk.supervise();
    await desk.open({ language });
    const list = page().getByRole('region', { name: heading });
    await list.getByText('李伟').waitFor();
    expect(await list.getByText(/^0?1:(3[5-9]|4\d)$/).count()).toBe(1);
    await list.getByRole('button', { name: listen, exact: true }).click();
    await list.getByRole('button', { name: takeOver }).waitFor();
    if (pictures !== undefined) await writeFile(path.join(pictures, `talks-${language}.png`), await page().screenshot({ animations: 'disabled' }));
    await list.getByRole('button', { name: takeOver }).click();
    await eventually(() => wishes).toEqual([['POST', { mode: 'listen' }], ['PUT', { mode: 'take-over' }]]);
  });

  it('is not on the page of an agent who is none', async () => {
    await desk.open({});
    await page().getByText('通话记录').first().waitFor();
    expect(await page().getByRole('region', { name: '通话监控' }).count()).toBe(0);
  });
});
