/** Announcements and the emergency switch on the real store: they only grow. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createAnnouncementStore } from '../../../src/adapters/postgres/announcement-store.ts';
import { type Database, openDatabase } from '../../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(() => {
  database = openDatabase({ databaseUrl: test.url, part: 'test' });
});
afterEach(() => database.close());

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 23, hour));
const announcement = (from: Date, until: Date) => ({
  place: 'welcome', textZh: '今日休市', textEn: 'The market is closed today.', clipZh: 'announced.zh', clipEn: 'announced.en', from, until, by: 'Zhou Min',
});

it('an announcement is read while it is not over and not ended, by business time; ending it says who [M-08]', async () => {
  const store = createAnnouncementStore(database);
  const early = await store.add(announcement(at(1), at(3)));
  const late = await store.add(announcement(at(2), at(5)));
  expect((await store.current(at(0).getTime())).announcements).toEqual([
    { place: 'welcome', clips: { 'zh-CN': 'announced.zh', en: 'announced.en' }, fromMs: at(1).getTime(), untilMs: at(3).getTime() },
    { place: 'welcome', clips: { 'zh-CN': 'announced.zh', en: 'announced.en' }, fromMs: at(2).getTime(), untilMs: at(5).getTime() },
  ]);
  expect((await store.current(at(3).getTime())).announcements.map(({ untilMs }) => untilMs)).toEqual([at(5).getTime()]);
  expect([await store.end(late, 'Li Na'), await store.end(late, 'Li Na'), await store.end(99_999, 'Li Na')]).toEqual([true, false, false]);
  expect((await store.current(at(1).getTime())).announcements).toHaveLength(1);
  expect((await store.list({ businessAt: at(1).getTime(), isAll: false })).map(({ id }) => id)).toEqual([early]);
  expect((await store.list({ businessAt: at(9).getTime(), isAll: true })).map(({ id, by, endedBy }) => [id, by, endedBy])).toEqual([[early, 'Zhou Min', null], [late, 'Zhou Min', 'Li Na']]);
});

it('the newest turn of the emergency switch counts, and none is ever changed or removed [O-03]', async () => {
  const store = createAnnouncementStore(database);
  expect((await store.current(at(0).getTime())).isEmergency).toBe(false);
  await store.turnEmergency({ isOn: true, by: 'Zhou Min', why: 'fire in the computer room' });
  expect((await store.current(at(0).getTime())).isEmergency).toBe(true);
  await store.turnEmergency({ isOn: false, by: 'Li Na', why: 'it is out' });
  expect((await store.current(at(0).getTime())).isEmergency).toBe(false);
  expect((await store.emergencyTurns(5)).map(({ isOn, by, why }) => [isOn, by, why])).toEqual([[false, 'Li Na', 'it is out'], [true, 'Zhou Min', 'fire in the computer room']]);
  await expect(database.live.updateTable('emergency_switch').set({ why: 'nothing' }).execute()).rejects.toMatchObject({ sqlState: '42501' });
  await expect(database.live.deleteFrom('announcement').execute()).rejects.toMatchObject({ sqlState: '42501' });
  await expect(database.live.updateTable('announcement').set({ text_zh: 'other' }).execute()).rejects.toMatchObject({ sqlState: '42501' });
});
