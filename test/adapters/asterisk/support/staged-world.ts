/** The world of the conformance suite over the staged Asterisk. */
import type { AriTelephonyOptions } from '../../../../src/adapters/asterisk/ari-telephony.ts';
import { openStagedAsterisk, type StagedAsterisk } from './staged-asterisk.ts';
import { openDriver, type DriverName } from './test-driver.ts';
import type { OpenDriver, TelephonyWorld, WorldCall } from './world.ts';

export interface StagedWorld extends TelephonyWorld {
  readonly asterisk: StagedAsterisk;
  openWith(options: Partial<AriTelephonyOptions>): Promise<OpenDriver>;
}

export async function openStagedWorld(driverName: DriverName = 'direct'): Promise<StagedWorld> {
  const asterisk = await openStagedAsterisk();
  const drivers: OpenDriver[] = [];
  let numbers = 0;
  const openWith = async (options: Partial<AriTelephonyOptions>): Promise<OpenDriver> => {
    for (const driver of drivers.splice(0)) await driver.telephony.stop();
    asterisk.cutSockets();
    const driver = await openDriver({ ariUrl: asterisk.url, username: 'hotline', password: 'canary-password-7731', driver: driverName, options });
    drivers.push(driver);
    return driver;
  };
  const normal = { cause: 16, sipCode: 0, isLocal: false };
  return {
    asterisk, openWith,
    open: () => openWith({}),
    placeCall(from): Promise<WorldCall> {
      let up: () => void = () => undefined;
      let end: (end: { cause: number; sipStatus: number }) => void = () => undefined;
      const answered = new Promise<void>((resolve) => { up = resolve; });
      const ended = new Promise<{ cause: number; sipStatus: number }>((resolve) => { end = resolve; });
      const channelId = asterisk.calls.arrive(from, { up, end });
      return Promise.resolve({
        answered, ended,
        press: async (keys) => { asterisk.calls.press(channelId, keys); },
        hangUp: async () => { asterisk.calls.hangUp(channelId, normal); },
      });
    },
    phone(manner) {
      numbers += 1;
      const number = `1390000${String(numbers).padStart(4, '0')}`;
      asterisk.calls.setManner(number, manner);
      const over = Promise.resolve();
      const call: WorldCall = { answered: over, ended: over.then(() => ({ cause: 16, sipStatus: 0 })), press: () => over, hangUp: () => over };
      return Promise.resolve({ number, call: () => Promise.resolve(call) });
    },
    async clear() {
      for (const channelId of asterisk.calls.channels()) asterisk.calls.hangUp(channelId, normal);
    },
    cutSockets: asterisk.cutSockets,
    freezeSockets: asterisk.freezeSockets,
    takeApp: async ({ node }) => { asterisk.takeApp(`hotline-${node}`); },
    loseApp: async () => { asterisk.loseApp(); },
    crashAsterisk: () => Promise.reject(new Error('only a real one crashes')),
    startAsterisk: () => Promise.reject(new Error('only a real one starts')),
    async ask(method, path) {
      const response = await fetch(`${asterisk.url}/ari${path}`, { method });
      return { status: response.status, body: undefined };
    },
    async close() {
      for (const { telephony } of drivers) await telephony.stop();
      await asterisk.close();
    },
  };
}
