/** One call's trouble is one call's: a step that throws, clean-up that must not meet itself. */
import { afterEach, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/call/script.ts';
import { CHANNEL, createFakeTelephony, createHouse, heard, over, plays, ring, until } from './fakes.ts';

const houses: ReturnType<typeof createHouse>[] = [];
afterEach(async () => {
  for (const house of houses.splice(0)) await house.engine.stop();
});

describe('a step that throws', () => {
  it('ends its turn, not the box: that caller goes to the dialplan, the others go on (misfortune 14)', async () => {
    const good = createTestWorld();
    let isBroken = false;
    const world = {
      ...good,
      say: (...args: Parameters<typeof good.say>) => {
        if (isBroken) throw new Error('staged');
        return good.say(...args);
      },
    };
    const house = createHouse({ world });
    houses.push(house);
    await house.engine.start();
    ring(house);
    const first = await heard(house, 'welcome');
    house.telephone.emit({ kind: 'call-arrived', at: 1, channelId: 'trunk-2', from: '13800138001', to: '95500', isUp: false });
    const second = await until(() => plays(house).find(({ channelId }) => channelId === 'trunk-2'), 'the second caller hears');
    isBroken = true;
    over(house, first);
    await until(() => house.telephone.named('handBack').length > 0, 'the hand-back');
    isBroken = false;
    over(house, second.playbackId);
    await until(() => plays(house).find(({ channelId, clips }) => channelId === 'trunk-2' && clips.includes('main.menu')), 'the menu of the second caller');
    expect(house.telephone.named('handBack').map(({ args }) => args[0])).toEqual([CHANNEL]);
  });
});

describe('strays after a break', () => {
  it('are cleared away one after the other: bridges taken apart at once have brought Asterisk down (field note 8)', async () => {
    const telephone = createFakeTelephony();
    let atOnce = 0;
    let most = 0;
    telephone.telephony.destroyBridge = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 2));
      atOnce -= 1;
      return { kind: 'done' };
    };
    const bridges = Array.from({ length: 5 }, (_, index) => ({ bridgeId: `s1.0000.b.${index}`, channelIds: [] }));
    telephone.setSnapshot({ channels: [], bridges, playbacks: [] });
    const house = createHouse({ telephone });
    houses.push(house);
    await house.engine.start();
    await until(() => house.engine.isServing(), 'serving');
    expect(most).toBe(1);
  });
});
