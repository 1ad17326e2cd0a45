/**
 * Phones of seats come and go: noted at the seat, and a ready seat whose phone went is ready no more, until it is back within
 * the minute (a page was loaded anew). What the store could not take is tried again; only the newest word about a phone counts.
 *
 * A new connection tells of every phone at once: two are written at a time, so that the steps of calls still find a connection to the
 * store, and what happened just now goes before what has been so for long.
 */
import { readEndpoint } from '../core/seat/endpoint.ts';
import type { Log } from './log.ts';
import { changeSeat, type SeatDeps } from './seats.ts';

const RETRY_MS = 1_000;
const AT_ONCE = 2;
/** A phone that comes back later does not make its seat ready: nobody may be sitting there. */
const BACK_WITHIN_MS = 60_000;

export interface SeatDevices {
  /**
   * The phone registered or went; for the desk's badge, and at which exchange it is. Changes nothing else. false: it went here and is
   * registered at another exchange.
   */
  noteDevice(endpoint: string, isOnline: boolean): Promise<boolean>;
}

interface Word {
  readonly isOnline: boolean;
  readonly isNews: boolean;
}

export interface SeatPresence {
  /** Never throws, never waits. */
  note(endpoint: string, isOnline: boolean, isNews: boolean): void;
  stop(): void;
}

export interface SeatPresenceDeps extends SeatDeps {
  readonly noteDevice: SeatDevices['noteDevice'];
  /** A call that rings or talks at the seat may be another server's. */
  readonly tellCall?: (callId: string, event: { kind: 'seat-device'; endpoint: string; isOnline: boolean; isNews: boolean }) => void;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
}

export function createSeatPresence(deps: SeatPresenceDeps): SeatPresence {
  /** Not written yet, the newest of each phone. */
  const waiting = new Map<string, Word>();
  const beingWritten = new Set<string>();
  const lostAt = new Map<string, number>();
  let isStopped = false;

  const write = async (endpoint: string, isOnline: boolean, isNews: boolean): Promise<void> => {
    if (!(await deps.noteDevice(endpoint, isOnline))) return;
    const { extension, isPage } = readEndpoint(endpoint);
    const seat = await deps.seats.byExtension(extension);
    // Of the two phones of a seat only the one that rings matters.
    if (seat === null || isPage !== (seat.pageId !== null)) return;
    if ('reservation' in seat.state) deps.tellCall?.(seat.state.reservation.callId, { kind: 'seat-device', endpoint, isOnline, isNews });
    if (!isOnline) {
      lostAt.set(endpoint, deps.clock.now());
      await changeSeat(deps, seat.seatId, { kind: 'device-lost' });
      return;
    }
    const lost = lostAt.get(endpoint);
    lostAt.delete(endpoint);
    if (lost !== undefined && deps.clock.now() - lost < BACK_WITHIN_MS) await changeSeat(deps, seat.seatId, { kind: 'device-back' });
  };

  /** Two words of one phone are never written at once: the older could come last. */
  const next = (): [string, Word] | undefined => {
    const free = [...waiting].filter(([endpoint]) => !beingWritten.has(endpoint));
    return free.find(([, word]) => word.isNews) ?? free[0];
  };

  const work = async (endpoint: string, word: Word): Promise<void> => {
    waiting.delete(endpoint);
    beingWritten.add(endpoint);
    try {
      await write(endpoint, word.isOnline, word.isNews);
    } catch (error) {
      deps.log.warn({ err: error, endpoint }, 'seat device could not be noted, trying again');
      if (!waiting.has(endpoint)) waiting.set(endpoint, word);
      await deps.pause(RETRY_MS);
    }
    beingWritten.delete(endpoint);
    begin();
  };

  const begin = (): void => {
    for (let one = next(); one !== undefined && beingWritten.size < AT_ONCE && !isStopped; one = next()) void work(...one);
  };

  return {
    note: (endpoint, isOnline, isNews) => {
      waiting.set(endpoint, { isOnline, isNews });
      begin();
    },
    stop: () => {
      isStopped = true;
    },
  };
}
