/** Callers who go to and fro between two menus, key by key: how long from the end of the key to the first packet of the next prompt. */
import type { SipPeer } from '../../src/lab/sip/sip-transport.ts';
import { type BenchCall, openTelephone } from './telephone.ts';

export interface KeyLoad {
  readonly peer: SipPeer;
  readonly to: string;
  readonly callers: number;
  readonly rounds: number;
  /** First frames, hexadecimal: of the first menu, and of what its key 1 leads to (from where * leads back). */
  readonly menuFrame: string;
  readonly askFrame: string;
}

export interface KeyTimes {
  readonly ms: readonly number[];
  readonly missed: number;
}

const LIMIT_MS = 2_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function measureKeys(load: KeyLoad): Promise<KeyTimes> {
  const telephone = await openTelephone();
  const menu = Buffer.from(load.menuFrame, 'hex');
  const ask = Buffer.from(load.askFrame, 'hex');
  const ms: number[] = [];
  let missed = 0;

  async function press(call: BenchCall, key: string, frame: Buffer): Promise<void> {
    const heard = call.media.hears(frame, LIMIT_MS);
    const pressedMs = await call.media.press(key);
    const heardMs = await heard;
    if (heardMs === undefined) missed += 1;
    else ms.push(heardMs - pressedMs);
    await pause(400 + Math.random() * 200);
  }
  async function caller(at: number): Promise<void> {
    await pause(at * 137);
    const call = await telephone.place({ from: `138${String(10_000_000 + at)}`, to: load.to, peer: load.peer });
    await pause(1_000);
    for (let round = 0; round < load.rounds; round += 1) {
      await press(call, '1', ask);
      await press(call, '*', menu);
    }
    await call.hangUp();
  }
  await Promise.all(Array.from({ length: load.callers }, (_, at) => caller(at)));
  telephone.close();
  return { ms, missed };
}
