import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEventStore } from '../../src/adapters/postgres/event-store.ts';
import { createPublisher } from '../../src/app/api/publish.ts';
import { keepLog } from '../support/log.ts';
import { createRecordingWorld } from '../support/recording-world.ts';

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.close());

it('other systems hear of a sealed recording once, and of one without sound, by the id of its call', async () => {
  const [whole, lost] = [await world.talk({ pcm: Buffer.alloc(2 * 2 * 8_000, 1), talkSeconds: 1 }), await world.talk({ pcm: null, talkSeconds: 3 })];
  for (let time = 0; time < 2; time += 1) for (const id of [whole, lost]) await world.seal()(id);
  const events = createEventStore(world.database);
  const publisher = createPublisher({ events, isWanted: async () => true, wakeups: { send: () => undefined }, clock: { now: () => Date.now() }, log: keepLog() });
  await publisher.round();
  const told = (await events.read(0, 100)).filter(({ type }) => type.startsWith('recording.'));
  const callOf = async (id: string): Promise<string> => (await world.test.query<{ call_id: string }>('select call_id from recording where id = $1', [id]))[0]?.call_id ?? '';
  expect(told.map(({ type, subject, data }) => [type, subject, data['recordingId']]).sort()).toEqual([['recording.failed', await callOf(lost), lost], ['recording.sealed', await callOf(whole), whole]].sort());
  expect(told.find(({ type }) => type === 'recording.sealed')?.data).toMatchObject({ callId: await callOf(whole), durationMs: 1_000, isWhole: true });
});
