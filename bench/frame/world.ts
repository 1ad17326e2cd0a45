/** The two worlds of a bench side by side, ours and the peer, and the load that calls either. Only one of them is called at a time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSettings } from '../../src/config.ts';
import { type LabEnvironment, startEnvironment } from '../../src/lab/environment.ts';
import { loadPromptClips } from '../../src/lab/ear/prompt-clips.ts';
import { findPostgresBin } from '../../src/lab/machine.ts';
import type { PartName } from '../../src/lab/part.ts';
import { claimPortBase } from '../../src/lab/port-base.ts';
import { readRootVersions } from '../../src/lab/provision/asterisk-root.ts';
import { type Load, openLoad } from '../load/load-control.ts';
import { pinMeasured } from './cpu.ts';
import { flowsWithoutNotice, seatPasswords } from './many-seats.ts';
import { describeMachine, type Machine } from './machine.ts';
import { type PeerAsterisk, startPeerAsterisk } from './peer-asterisk.ts';

export interface World {
  readonly machine: Machine;
  readonly ours: LabEnvironment;
  readonly peer: PeerAsterisk;
  readonly load: Load;
  readonly sip: { ours: { host: string; port: number }; peer: { host: string; port: number } };
  /** First frame of a clip on the wire, hexadecimal. */
  firstFrame(clipId: string): string;
  pid(part: PartName): number;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** HOTLINE_* settings for both worlds, and other words for the environment of their processes. */
  env?: Readonly<Record<string, string>>;
  /** So many seats beyond the demo firm's, from 2001 on, in both worlds; without the recording notice on the way to the queue. */
  seats?: number;
}

/** A Monday in the morning session: prices move, agents are there. */
const TRADING_MORNING = '2026-11-23T10:00+08:00';
const PARTS: readonly PartName[] = ['postgres', 'redis', 'pbx', 'simulator', 'server', 'worker'];

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hotline-bench-'));
  const first = await claimPortBase(loadSettings().portBase);
  const second = await claimPortBase(first.portBase + 1_000);
  // As a firm runs it: what is committed as flushed is on the disk.
  const seated = options.seats === undefined ? {} : { HOTLINE_SEAT_PASSWORDS: JSON.stringify(seatPasswords(options.seats)), HOTLINE_FLOWS_DIR: flowsWithoutNotice(folder) };
  const env = { HOTLINE_POSTGRES_FSYNC: 'on', ...seated, ...options.env };
  const ours = await startEnvironment({ home: path.join(folder, 'ours'), portBase: first.portBase, parts: PARTS, now: TRADING_MORNING, env });
  const peer = await startPeerAsterisk({ home: path.join(folder, 'peer'), portBase: second.portBase, ours: ours.settings, env });
  const pid = (part: PartName): number => ours.part(part).pid ?? 0;
  for (const part of PARTS) pinMeasured(pid(part));
  pinMeasured(peer.pid());
  const load = openLoad();
  const clips = new Map(loadPromptClips(ours.settings.promptsDir).filter(({ language }) => language !== 'en').map(({ id, alaw }) => [id, alaw]));
  return {
    machine: describeMachine({ asterisk: readRootVersions(ours.settings.asteriskRoot)?.asterisk ?? 'unknown', postgresBin: findPostgresBin() }),
    ours, peer, load, pid,
    sip: { ours: { host: '127.0.0.1', port: ours.settings.ports.pbxSip }, peer: { host: '127.0.0.1', port: peer.config.ports.pbxSip } },
    firstFrame(clipId) {
      const clip = clips.get(clipId);
      if (clip === undefined) throw new Error(`no clip ${clipId}`);
      return Buffer.from(clip.subarray(0, 160)).toString('hex');
    },
    async close() {
      load.close();
      await Promise.all([ours.stop(), peer.stop()]);
      first.release();
      second.release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
