/** The virtual stage: opens, plays, and looks at its end whether anything is left over or anybody sat in silence. */
import type { Stage } from '../language/stage.ts';
import { createDeeds, createWorldWords } from './deeds.ts';
import { openScene, type Scene } from './scene.ts';
import { createSights } from './sights.ts';

/** By then ring times, last words and after-call work are over. */
const ALL_HOME_WITHIN_MS = 60_000;

function leftOver({ tables, exchange, server }: Scene): string[] {
  const busy = [...tables.seats.values()].filter(({ state }) => state.phase !== 'signed-out').map(({ extension, state }) => `seat ${extension} ${state.phase}`);
  const expected = [...tables.recordings.values()].filter((row) => row.state === 'expected').map((row) => `recording ${row.recordingId} not judged`);
  const counts = { channels: exchange.all().length, bridges: exchange.bridges.size, calls: tables.calls.size, 'queue entries': tables.entries.size, 'inbox rows': tables.inbox.length, deadlines: server()?.runner.deadlineCount() ?? 0 };
  return [...busy, ...expected, ...Object.entries(counts).filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`)];
}

async function sendHome(scene: Scene, stage: Pick<Stage, 'clicks' | 'serverComesBack'>): Promise<void> {
  const { tables, exchange } = scene;
  tables.setAway(false);
  if (scene.server() === null) await stage.serverComesBack();
  for (const row of tables.cases.values()) if (row.state.phase === 'pending') row.state = { phase: 'cancelled', reason: 'withdrawn' };
  for (const channel of exchange.all()) if (channel.kind !== 'seat') exchange.hangUp(channel.channelId);
  for (const channel of exchange.all()) exchange.hangUp(channel.channelId);
  await scene.time.settle();
  for (const box of scene.server()?.runner.calls.all() ?? []) box.post({ kind: 'hang-up-asked', by: 'operator' });
  for (const { extension, state } of tables.seats.values()) if (state.phase !== 'signed-out') await stage.clicks(extension, { kind: 'sign out' });
}

export async function openVirtualStage(): Promise<Stage> {
  const scene = await openScene();
  const stage = { ...createWorldWords(scene), ...createDeeds(scene), ...createSights(scene) };
  return {
    ...stage,
    clear: async () => {
      try {
        await sendHome(scene, stage);
        await scene.time.moveUntil(() => leftOver(scene).length === 0, ALL_HOME_WITHIN_MS);
        const left = leftOver(scene);
        if (left.length > 0) throw new Error(`left over: ${left.join(', ')}`);
        if (scene.silences.size > 0) throw new Error(`sat in silence: ${[...scene.silences].join(', ')}`);
      } finally {
        await scene.setServer(false);
        await scene.worker.stop();
        scene.time.restore();
      }
    },
  };
}
