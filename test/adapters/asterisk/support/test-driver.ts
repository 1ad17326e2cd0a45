/** A driver under test with its event log, and a logger that keeps every line. */
import { createAriClientTelephony } from '../../../../src/adapters/asterisk/ari-client-telephony.ts';
import type { AriTelephonyOptions } from '../../../../src/adapters/asterisk/ari-telephony.ts';
import { createDirectTelephony } from '../../../../src/adapters/asterisk/direct-telephony.ts';
import { createEventLog } from './event-log.ts';
import { partClips, type OpenDriver } from './world.ts';

const clips: readonly string[] = [...partClips, 'long'];
let opened = 0;

const drivers = { 'direct': createDirectTelephony, 'ari-client': createAriClientTelephony };
export type DriverName = keyof typeof drivers;
export const driverNames: readonly DriverName[] = ['direct', 'ari-client'];

export interface DriverPlace {
  readonly ariUrl: string;
  readonly username: string;
  readonly password: string;
  readonly node?: string;
  /** Default: `direct`. */
  readonly driver?: DriverName;
  /** Whether to wait for the connection. Default: yes. */
  readonly waits?: boolean;
  readonly options?: Partial<AriTelephonyOptions>;
}

export async function openDriver(place: DriverPlace): Promise<OpenDriver> {
  const { ariUrl, username, password, node = 's1', driver = 'direct' } = place;
  const logged: string[] = [];
  const note = (fields: object, message: string): void => {
    const error = 'err' in fields && fields.err instanceof Error ? fields.err.stack : '';
    logged.push(`${message} ${JSON.stringify(fields)} ${error}`);
  };
  const telephony = drivers[driver]({
    ariUrl, username, password, app: `hotline-${node}`, node,
    catalogue: { pathOf: (clipId) => (clips.includes(clipId) ? `/hotline/prompts/play/zh-CN/${clipId}` : null) },
    trunkEndpoint: 'carrier', hotlineNumber: '95500', logger: { debug: note, info: note, warn: note, error: note },
    clock: { now: () => Math.round(performance.timeOrigin + performance.now()) },
    ...place.options,
  });
  const events = createEventLog();
  opened += 1;
  const life = opened;
  let minted = 0;
  await telephony.start(events.take);
  if (place.waits ?? true) await events.wait('connected');
  return {
    telephony, events, logged, node,
    mint: (what) => {
      minted += 1;
      return `${node}.${process.pid}-${life}.${what}.${minted}`;
    },
  };
}
