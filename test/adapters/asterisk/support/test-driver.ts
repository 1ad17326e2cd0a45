/** A driver under test with its event log, and a logger that keeps every line. */
import { createDirectTelephony, type DirectTelephonyOptions } from '../../../../src/adapters/asterisk/direct-telephony.ts';
import { createEventLog } from './event-log.ts';
import { partClips, type OpenDriver } from './world.ts';

const clips: readonly string[] = [...partClips, 'long'];
let opened = 0;

export interface DriverPlace {
  readonly ariUrl: string;
  readonly username: string;
  readonly password: string;
  readonly node?: string;
  readonly options?: Partial<DirectTelephonyOptions>;
}

/** Connects it when `isConnected` (default). */
export async function openDriver(place: DriverPlace): Promise<OpenDriver> {
  const { ariUrl, username, password, node = 's1' } = place;
  const logged: string[] = [];
  const note = (fields: object, message: string): void => {
    const error = 'err' in fields && fields.err instanceof Error ? fields.err.stack : '';
    logged.push(`${message} ${JSON.stringify(fields)} ${error}`);
  };
  const telephony = createDirectTelephony({
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
  await events.wait('connected');
  return {
    telephony, events, logged, node,
    mint: (what) => {
      minted += 1;
      return `${node}.${process.pid}-${life}.${what}.${minted}`;
    },
  };
}
