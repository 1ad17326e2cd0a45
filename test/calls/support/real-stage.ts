/** The real stage: the same stories on Asterisk, PostgreSQL and Redis, with phones at the carrier and at seats, by the clock on the wall. */
import type { Stage } from '../../stories/language/stage.ts';
import type { Hotline } from './hotline.ts';
import { createRealDeeds, createRealWorld } from './real-deeds.ts';
import { createRealScene, type RealScene } from './real-scene.ts';
import { createRealSights } from './real-sights.ts';
import { until } from './until.ts';
import { tradingMorning } from './whole-environment.ts';

async function sendHome(scene: RealScene): Promise<void> {
  const { hotline } = scene;
  await Promise.all([...scene.callers.values()].map((caller) => caller.hangUp()));
  await Promise.all([...scene.clients.values()].map((phone) => phone.switchOff()));
  const seats = [...scene.seats.values()];
  await Promise.all(seats.map((seat) => seat.close()));
  await hotline.simulator.clearFaults();
  await hotline.setClock(tradingMorning);
  // A case that is still open must not ring anybody in the next story.
  await hotline.records.sql(`update callback_case set state = 'cancelled', cancelled_at = now(), cancelled_reason = 'story over' where state in ('pending', 'attempting')`);
  const staying = `select id from seat where id = any ($1) and phase <> 'signed-out'`;
  await until('the seats are empty', async () => (await hotline.records.sql(staying, [seats.map(({ extension }) => `s-${extension}`)])).length === 0);
}

export function openRealStage(hotline: Hotline): Stage {
  const scene = createRealScene(hotline);
  return {
    ...createRealWorld(scene),
    ...createRealDeeds(scene),
    ...createRealSights(scene),
    clear: async () => {
      await sendHome(scene);
      await hotline.nothingLeft();
    },
  };
}
