/**
 * The part "clients": the phones of the demo clients. Owns the Stasis app `carrier`, rings 2 s, answers, sounds at the number's
 * own pitch, hangs up when the hotline does or after 15 s. Numbers that a test or a command has claimed (clients-control.ts)
 * are handed to it instead. Run as: node src/lab/carrier/clients.ts
 */
import { pathToFileURL } from 'node:url';
import { allSecrets, type Config, loadConfig } from '../../config.ts';
import { createClipIndex } from '../ear/clip-index.ts';
import { voiceOf } from '../sip/voice.ts';
import { carrierAccess } from './access.ts';
import type { Ari } from './ari.ts';
import { takeCall } from './client-phone.ts';
import { clientsControl, serveClaims } from './clients-control.ts';
import { openLine } from './line.ts';
import { sweepApp } from './sweep.ts';

const APP = 'carrier';
const RING_MS = 2_000;
const TALK_LIMIT_MS = 15_000;

/** Starts answering; `onDown` is told when the carrier is gone or another process took the app. */
export async function runClients(config: Config, onDown: (reason: string) => void): Promise<{ close(): Promise<void> }> {
  const access = carrierAccess(config);
  await sweepApp(access, APP);
  const claims = await serveClaims(clientsControl(config));
  const line = await openLine({ access, index: createClipIndex([]), app: APP, onDown });
  const calls = new Set<() => Promise<unknown>>();
  line.onIncoming('*', (channelId, number) => {
    const app = claims.appFor(number);
    if (app !== undefined) return void handOver(line.ari, { channelId, number, app });
    const behaviour = { kind: 'answer', afterMs: RING_MS, hangUpAfterMs: TALK_LIMIT_MS } as const;
    void takeCall({ line, number, behaviour, voice: voiceOf(number) }, channelId, (call) => {
      calls.add(call.hangUp);
      void call.ended.then(() => calls.delete(call.hangUp));
    });
  });
  return {
    async close() {
      claims.close();
      await Promise.all([...calls].map((hangUp) => hangUp()));
      await line.close();
    },
  };
}

/** To the borrower's app; when that has just gone, the phone is switched off. */
async function handOver(ari: Ari, { channelId, number, app }: { channelId: string; number: string; app: string }): Promise<void> {
  const isTaken = await ari.attempt('POST', `channels/${channelId}/move`, { app, appArgs: `in,${number}` }).catch(() => false);
  if (!isTaken) await ari.attempt('DELETE', `channels/${channelId}`, { reason: 'no_answer' }).catch(() => false);
}

async function main(): Promise<void> {
  const say = (message: string): void => void process.stdout.write(`${new Date().toISOString()} ${message}\n`);
  const clients = await runClients(loadConfig(undefined, allSecrets), (reason) => {
    // The supervisor starts this part again; by then the carrier may be back.
    say(`carrier lost: ${reason}`);
    process.exit(1);
  });
  say('clients answer');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void clients.close().finally(() => process.exit(0)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
