/** The world and the driver that the tests of one file share, and the two ways to be in a call. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { SlotSpec } from '../../../../src/core/call/commands.ts';
import type { OpenDriver, PhoneManner, TelephonyWorld, WorldCall } from '../support/world.ts';

/** Longer than the driver waits for a second telling of an end. */
export const secondTellingMs = 450;
export const trunk = (number: string) => ({ kind: 'trunk' as const, number });
export const done = { kind: 'done' };
export const code: SlotSpec = { slot: 'code', maxDigits: 6, terminators: '#', slotClass: 'plain' };

export interface Suite {
  readonly world: () => TelephonyWorld;
  readonly driver: () => OpenDriver;
  /** A call that has come in and was answered. */
  answered(): Promise<{ channelId: string; caller: WorldCall }>;
  /** A leg to a phone: created and dialled. */
  dialled(manner: PhoneManner, timeoutMs?: number): Promise<{ channelId: string; call(): Promise<WorldCall> }>;
}

/** Opens the world once, a driver for each test. */
export function useWorld(openWorld: () => Promise<TelephonyWorld>): Suite {
  let world: TelephonyWorld;
  let driver: OpenDriver;
  let calls = 0;
  beforeAll(async () => { world = await openWorld(); }, 120_000);
  afterAll(async () => { await world?.close(); });
  beforeEach(async () => { driver = await world.open(); });
  afterEach(async () => { await world.clear(); });
  return {
    world: () => world,
    driver: () => driver,
    async answered() {
      calls += 1;
      const before = driver.events.count('call-arrived');
      const caller = await world.placeCall(`138${String(calls).padStart(8, '0')}`);
      const { channelId } = await driver.events.wait('call-arrived', {}, { nth: before + 1 });
      expect(await driver.telephony.answer(channelId)).toEqual(done);
      await driver.events.wait('leg-answered', { channelId });
      await caller.answered;
      return { channelId, caller };
    },
    async dialled(manner, timeoutMs = 20_000) {
      const phone = await world.phone(manner);
      const channelId = driver.mint('leg');
      expect(await driver.telephony.createLeg({ channelId, endpoint: trunk(phone.number), callerId: '' })).toEqual(done);
      expect(await driver.telephony.dial({ channelId, timeoutMs })).toEqual(done);
      return { channelId, call: () => phone.call() };
    },
  };
}
