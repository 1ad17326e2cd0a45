/** The world of the conformance suite over the staged Asterisk. */
import { vi } from 'vitest';
import type { AriTelephonyOptions } from '../../../../src/adapters/asterisk/ari-telephony.ts';
import { openStagedAsterisk, type StagedAsterisk } from './staged-asterisk.ts';
import { openDriver, type DriverName } from './test-driver.ts';
import type { OpenDriver, TelephonyWorld, WorldCall, WorldDeskPhone } from './world.ts';

export interface StagedWorld extends TelephonyWorld {
  readonly asterisk: StagedAsterisk;
  openWith(options: Partial<AriTelephonyOptions>): Promise<OpenDriver>;
}

const notified = { channel_answered: 200, channel_declined: 603 } as const;

/** What a phone's REFER and its second call come to at ARI, and what ARI makes of the answer. */
function stagedDeskPhone(asterisk: StagedAsterisk, extension: string): WorldDeskPhone {
  const channel = (id: string) => ({ id, name: `PJSIP/${extension}-00000009`, state: 'Up', caller: { name: '', number: extension } });
  return {
    extension,
    async refer(channelId, to, replacedChannelId) {
      const answers = () => asterisk.sent.filter(({ line }) => line === `POST /channels/${encodeURIComponent(channelId)}/transfer_progress`);
      const before = answers().length;
      const destination = replacedChannelId === undefined ? {} : { destination_channel: channel(replacedChannelId) };
      asterisk.emit({ type: 'ChannelTransfer', referred_by: { source_channel: channel(channelId) }, refer_to: { requested_destination: { destination: to }, ...destination } });
      const state = await vi.waitUntil(() => answers()[before]?.params['states'], { timeout: 5_000 });
      return notified[state as keyof typeof notified];
    },
    dial(to) {
      asterisk.calls.dialled(extension, to);
      return Promise.resolve();
    },
  };
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
        keysHeard: () => asterisk.calls.keysHeard(channelId),
      });
    },
    phone(manner) {
      numbers += 1;
      const number = `1390000${String(numbers).padStart(4, '0')}`;
      asterisk.calls.setManner(number, manner);
      const over = Promise.resolve();
      const call: WorldCall = { answered: over, ended: over.then(() => ({ cause: 16, sipStatus: 0 })), press: () => over, hangUp: () => over, keysHeard: () => '' };
      return Promise.resolve({ number, call: () => Promise.resolve(call) });
    },
    deskPhone(extension) {
      asterisk.calls.setManner(extension, 'answers');
      return Promise.resolve(stagedDeskPhone(asterisk, extension));
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
