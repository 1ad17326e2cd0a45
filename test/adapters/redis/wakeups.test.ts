import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createWakeups, type RedisWakeups } from '../../../src/adapters/redis/wakeups.ts';
import { keepLog } from '../../support/log.ts';
import { startPrivateRedis, type PrivateRedis } from '../../support/private-redis.ts';
import { until } from '../../support/until.ts';

let redis: PrivateRedis;
let open: RedisWakeups[] = [];
const log = keepLog();

beforeAll(async () => {
  redis = await startPrivateRedis();
});
afterAll(() => redis.remove());
afterEach(() => {
  for (const one of open) one.close();
  open = [];
});
function join(): { wakeups: RedisWakeups; heard: string[] } {
  const wakeups = createWakeups({ redisUrl: redis.url, log });
  open.push(wakeups);
  const heard: string[] = [];
  wakeups.on('inbox', (id) => heard.push(id));
  return { wakeups, heard };
}
/** Sends until it is heard: the first ones may be sent before anybody is subscribed, which is allowed to lose them. */
const heardBy = (one: { heard: string[] }, other: { wakeups: RedisWakeups }, id: string) =>
  until(`${id} is heard`, () => {
    if (!one.heard.includes(id)) other.wakeups.send('inbox', id);
    return one.heard.includes(id);
  });

test('a wake-up reaches other processes, and its own at once', async () => {
  const here = join();
  const there = join();
  here.wakeups.send('inbox', 'call-1');
  expect(here.heard).toEqual(['call-1']);
  await heardBy(there, here, 'call-2');
});

test('what one process sends comes to it once', async () => {
  const here = join();
  const there = join();
  await heardBy(there, here, 'warm');
  here.heard.length = 0;
  here.wakeups.send('inbox', 'call-1');
  await until('the other heard it', () => there.heard.includes('call-1'));
  await heardBy(there, here, 'call-2');
  expect(here.heard.filter((id) => id === 'call-1')).toHaveLength(1);
});

test('topics are told apart', async () => {
  const here = join();
  here.wakeups.send('match', 'x');
  here.wakeups.send('stream', 'y');
  expect(here.heard).toEqual([]);
});

test('a listener that fails disturbs nobody', () => {
  const { wakeups, heard } = join();
  const order: string[] = [];
  wakeups.on('match', () => {
    throw new Error('listener is broken');
  });
  wakeups.on('match', (id) => order.push(id));
  wakeups.send('match', 'q');
  expect(order).toEqual(['q']);
  expect(heard).toEqual([]);
  expect(log.has('a listener of wake-ups failed')).toBe(true);
});

test('without Redis its own process is still woken, and the others again once it is back', async () => {
  const here = join();
  const there = join();
  await heardBy(there, here, 'before');
  await redis.kill();
  here.wakeups.send('inbox', 'meanwhile');
  expect(here.heard).toContain('meanwhile');
  await redis.start();
  await heardBy(there, here, 'after');
  expect(there.heard).not.toContain('meanwhile');
});

test('rubbish on the channel is passed over', async () => {
  const here = join();
  const there = join();
  await heardBy(there, here, 'before');
  redis.cli('publish', 'hotline:wake', 'not json');
  redis.cli('publish', 'hotline:wake', '{"topic":"shell","id":"x","from":"y"}');
  await heardBy(there, here, 'after');
});
