/** Two real Asterisks with the shipped configuration, callers and phones on the second one, and the driver at the first. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import WebSocket from 'ws';
import { carrierAccess } from '../../../../src/lab/carrier/access.ts';
import { createCallLog } from '../../../../src/lab/carrier/call-log.ts';
import { openLine, type CarrierLine, type PlacedCall } from '../../../../src/lab/carrier/line.ts';
import { answerClient, type PhoneBehaviour } from '../../../../src/lab/carrier/client-phone.ts';
import type { Party } from '../../../../src/lab/carrier/party.ts';
import { startEnvironment, type LabEnvironment } from '../../../../src/lab/environment.ts';
import { loadPromptIndex } from '../../../../src/lab/ear/prompt-clips.ts';
import { writeSmallCatalogue } from '../../../calls/support/small-catalogue.ts';
import { createCutter } from './cutter.ts';
import { createDeskPhones } from './desk-phones.ts';
import { claimPorts } from './port-claim.ts';
import { clipSounds } from './sounds.ts';
import { openDriver, type DriverName } from './test-driver.ts';
import type { OpenDriver, PhoneManner, TelephonyWorld, WorldCall } from './world.ts';

export interface RealWorld extends TelephonyWorld {
  readonly environment: LabEnvironment;
  readonly line: CarrierLine;
  /** A call with its ear. */
  call(from: string): Promise<PlacedCall>;
}

const behaviours: Readonly<Record<Exclude<PhoneManner, 'congested'>, PhoneBehaviour>> = {
  'answers': { kind: 'answer', afterMs: 0 },
  'rings': { kind: 'ring-for-ever' },
  'busy': { kind: 'busy' },
  'declines': { kind: 'reject' },
  'unavailable': { kind: 'no-answer', afterMs: 50 },
  'unknown-number': { kind: 'unknown-number' },
};

function callOf(party: Party): WorldCall {
  let keys = '';
  party.on((event) => { if (event.kind === 'key') keys += event.digit; });
  return { ...phoneOf(party), keysHeard: () => keys };
}

const phoneOf = (party: Party): Omit<WorldCall, 'keysHeard'> => ({
  press: party.press,
  answered: new Promise((resolve) => {
    if (party.isAnswered()) resolve();
    party.on(({ kind }) => { if (kind === 'answered') resolve(); });
  }),
  hangUp: async () => { await party.hangUp(); },
  ended: party.ended.then(({ cause, sipStatus }) => ({ cause, sipStatus })),
});

function writeClips(promptsDir: string): void {
  writeSmallCatalogue(promptsDir);
  mkdirSync(path.join(promptsDir, 'play/zh-CN'), { recursive: true });
  for (const [id, { linear }] of clipSounds()) writeFileSync(path.join(promptsDir, 'play/zh-CN', `${id}.sln`), linear);
}

export async function openRealWorld(driverName: DriverName = 'direct'): Promise<RealWorld> {
  const ports = claimPorts();
  const home = mkdtempSync(path.join(os.tmpdir(), 'hotline-telephony-'));
  writeClips(path.join(home, 'prompts'));
  const environment = await startEnvironment({ home, portBase: ports.base, parts: ['pbx', 'carrier'], removeAfter: true });
  const { settings } = environment;
  const line = await openLine({
    access: carrierAccess(settings), app: 'carrier', index: loadPromptIndex(settings.promptsDir), onPlaced: createCallLog(settings.sipCallLog),
  });
  const cutter = await createCutter(settings.ports.pbxAri);
  const drivers: OpenDriver[] = [];
  const rivals: WebSocket[] = [];
  const deskPhones = createDeskPhones(settings);
  let numbers = 0;
  const authorization = `Basic ${Buffer.from(`${settings.ariUser}:${settings.secrets.ariPassword}`).toString('base64')}`;
  const parties: Party[] = [];
  const call = async (from: string): Promise<PlacedCall> => {
    const placed = await line.placeCall({ from, to: settings.dnis });
    parties.push(placed);
    return placed;
  };
  const ask: TelephonyWorld['ask'] = async (method, pathBelowAri) => {
    const response = await fetch(`${settings.ariUrl}/ari${pathBelowAri}`, { method, headers: { authorization } });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const openRival = async (node: string): Promise<WebSocket> => {
    const rival = new WebSocket(`${settings.ariUrl.replace('http', 'ws')}/ari/events?app=hotline-${node}`, { headers: { authorization } });
    rivals.push(rival);
    await new Promise((resolve, reject) => rival.once('open', resolve).once('error', reject));
    return rival;
  };

  return {
    environment, line, call,
    async open() {
      for (const driver of drivers.splice(0)) await driver.telephony.stop();
      cutter.swallow(null);
      const driver = await openDriver({ ariUrl: cutter.url, username: settings.ariUser, password: settings.secrets.ariPassword, driver: driverName });
      drivers.push(driver);
      return driver;
    },
    placeCall: async (from) => callOf(await call(from)),
    async phone(manner) {
      numbers += 1;
      const number = `139${String(numbers).padStart(8, '0')}`;
      if (manner === 'congested') {
        line.onIncoming(number, (channelId) => void line.ari.attempt('DELETE', `channels/${channelId}`, { reason: 'congestion' }));
        return { number, call: () => new Promise<WorldCall>(() => undefined) };
      }
      const phone = await answerClient({ line, number, behaviour: behaviours[manner] });
      return {
        number,
        call: async () => {
          const [first] = phone.calls();
          return callOf(first ?? (await phone.nextCall(8_000)));
        },
      };
    },
    deskPhone: deskPhones.open,
    cutSockets: cutter.cutSockets,
    freezeSockets: cutter.freezeSockets,
    takeApp: async ({ node }) => { await openRival(node); },
    async loseApp({ node }) {
      // Another takes it and goes; the word of it never reaches the driver.
      cutter.swallow('ApplicationReplaced');
      const rival = await openRival(node);
      await new Promise((resolve) => rival.once('close', resolve).close());
    },
    crashAsterisk: () => new Promise((resolve) => { environment.kill('pbx', 'SIGKILL'); resolve(); }),
    startAsterisk: () => environment.ready('pbx'),
    ask,
    async clear() {
      await Promise.all(parties.splice(0).map((party) => party.hangUp()));
      await deskPhones.close();
      await expect.poll(async () => {
        const channels = (await ask('GET', '/channels')).body as { id: string }[];
        await Promise.all(channels.map(({ id }) => ask('DELETE', `/channels/${encodeURIComponent(id)}`)));
        return channels.length;
      }, { timeout: 5_000 }).toBe(0);
    },
    async close() {
      for (const { telephony } of drivers) await telephony.stop();
      for (const rival of rivals) rival.terminate();
      await line.close();
      await cutter.close();
      await environment.stop();
      ports.release();
    },
  };
}

/** Both directions of a recording: left what the party said, right what it heard, 16-bit samples. */
export function readRecording(file: string): { left: Int16Array; right: Int16Array } {
  const bytes = readFileSync(file);
  const count = Math.floor(bytes.length / 4);
  const [left, right] = [new Int16Array(count), new Int16Array(count)];
  for (let index = 0; index < count; index += 1) {
    left[index] = bytes.readInt16LE(index * 4);
    right[index] = bytes.readInt16LE(index * 4 + 2);
  }
  return { left, right };
}
