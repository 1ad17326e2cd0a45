/** A sample of the menus' leaves by real calls, in both languages; `./hotline test soak menus` goes to all of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Hotline, openHotline } from './support/hotline.ts';
import { leaves } from './support/leaves.ts';
import { walkLeaf } from './support/walk-leaf.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
  await hotline.setClock('2026-11-23T10:30+08:00');
});
afterAll(async () => {
  await hotline?.nothingLeft(60_000);
  await hotline?.close();
});

const leafOf = (title: string) => leaves.find((leaf) => leaf.title === title) ?? expect.fail(`there is no leaf "${title}"`);

describe.concurrent('a leaf of the menus, by real keys [M-02] [M-09] [M-12] [M-13] [M-14] [P-01] [C-04]', () => {
  it.each([
    ['quote: old Beijing code', 'zh-CN'], ['quote: B share in dollars', 'en'], ['account: holdings, two pages', 'zh-CN'], ['account: funds', 'en'], ['account: a wrong password', 'zh-CN'],
    ['information: daily comment of a code', 'zh-CN'], ['information: news', 'en'], ['send: a document by fax', 'zh-CN'], ['complaint after the tone', 'en'], ['booked callback', 'zh-CN'], ['e-mail on file is stopped', 'en'],
  ] as const)('%s (%s)', async (title, language) => {
    const walked = await walkLeaf(hotline, leafOf(title), language);
    expect(walked.failure, walked.heard.slice(-20).join(' ')).toBeNull();
  });
});
