import { describe, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { someServiceFile } from '../support/desk/some-service-file.ts';
import { hasChromium } from './support/browser.ts';
import { startTalk, useStagedDesk } from './support/staged-desk.ts';
import { callId, cardOf } from './support/staged-seat.ts';

const { contacts: _, ...rest } = someServiceFile();
const found = { kind: 'found', file: { ...rest, contacts: { known: ['mobile'], missing: ['landline', 'email'] }, style: 'short' } };
const cases = [{ caseNo: '20418837', box: 'complaint', state: 'open', filedAt: 1_795_400_000_000 }];
const folder = process.env['HOTLINE_TEST_SCREENSHOTS'];

describe.skipIf(!hasChromium)('service file at the desk [F-01] [F-10] [C-07]', () => {
  const desk = useStagedDesk();
  const { page } = desk;
  /** Answers the page's asking as the test says, and notes for whom it asked. */
  async function office(answer: () => unknown): Promise<string[]> {
    const asked: string[] = [];
    await page().route('**/api/seat/service-file*', async (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('clientId') ?? '');
      await route.fulfill({ json: await answer() });
    });
    return asked;
  }
  const picture = async (name: string): Promise<void> => {
    if (folder !== undefined) await writeFile(`${folder}/${name}.png`, await page().locator('.pop').screenshot({ animations: 'disabled' }));
  };

  it.each([['zh-CN', '缺少联系方式', '短线'], ['en', 'Contacts are missing', 'Short term']] as const)('in %s shows missing contacts, alerts, last contacts and open cases', async (language, missing, style) => {
    await office(() => ({ callId, office: found, cases }));
    const { seat } = await desk.open({ language });
    startTalk(seat);
    const card = page().locator('.service');
    await card.getByText(missing).waitFor();
    await card.locator('[data-style=short]', { hasText: style }).waitFor();
    expect(await card.locator('[data-contact]').evaluateAll((tags) => tags.map((tag) => tag.getAttribute('data-contact')))).toEqual(['landline', 'email']);
    for (const selector of ['[data-alert=announcement]', '[data-case=open]', '.service-lines']) expect(await card.locator(selector).count()).toBeGreaterThan(0);
    await picture(`service-file-${language}`);
  });

  it('the pop is there while the file is awaited, and a back office that is away leaves a sentence and a button', async () => {
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => { answer = resolve; });
    let isAway = true;
    await office(async () => {
      await held;
      return { callId, office: isAway ? { kind: 'unavailable', reason: 'timeout' } : found, cases };
    });
    const { seat } = await desk.open({});
    startTalk(seat);
    await page().getByText('张伟').first().waitFor();
    await page().locator('.service[aria-busy=true]').waitFor();
    await page().locator('[data-button=hold][aria-disabled=false]').waitFor();
    answer();
    await page().getByText('业务系统响应太慢').waitFor();
    await page().locator('[data-case=open]').waitFor();
    await picture('service-file-away');
    isAway = false;
    await page().getByRole('button', { name: '重新读取' }).click();
    await page().locator('[data-alert=announcement]').waitFor();
  });

  it('of several clients it is read for the chosen one', async () => {
    const asked = await office(() => ({ callId, office: found, cases: null }));
    const { seat } = await desk.open({});
    const one = { clientId: 'k-zhang', name: '张伟', tier: 'gold' as const, branch: '上海', owner: null, banks: [] };
    startTalk(seat);
    seat.pop({ ...cardOf(Date.now()), match: { kind: 'many', clients: [one, { ...one, clientId: 'k-sun', name: '孙丽' }], total: 2 } });
    await page().getByText('请先选择客户').waitFor();
    await page().locator('.clients-one', { hasText: '孙丽' }).click();
    await page().locator('[data-alert=announcement]').waitFor();
    expect(asked.at(-1)).toBe('k-sun');
    await page().getByText('营销岗位不显示投诉').waitFor();
  });
});
