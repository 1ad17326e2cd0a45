/**
 * Phones of seats come and go: noted at the seat, and a ready seat whose phone went is ready no more. What the store could not
 * take is tried again; only the newest word about a phone counts.
 */
import type { Log } from './log.ts';
import { changeSeat, type SeatDeps } from './seats.ts';

const RETRY_MS = 1_000;

export interface SeatPresence {
  /** Never throws, never waits. */
  note(extension: string, isOnline: boolean): void;
  stop(): void;
}

export interface SeatPresenceDeps extends SeatDeps {
  readonly noteDevice: (extension: string, isOnline: boolean) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
}

export function createSeatPresence(deps: SeatPresenceDeps): SeatPresence {
  const newest = new Map<string, symbol>();
  let isStopped = false;

  const write = async (extension: string, isOnline: boolean): Promise<void> => {
    await deps.noteDevice(extension, isOnline);
    if (isOnline) return;
    const seat = await deps.seats.byExtension(extension);
    if (seat !== null) await changeSeat(deps, seat.seatId, { kind: 'device-lost' });
  };

  const note = async (extension: string, isOnline: boolean): Promise<void> => {
    const word = Symbol(extension);
    newest.set(extension, word);
    while (newest.get(extension) === word && !isStopped) {
      try {
        await write(extension, isOnline);
        if (newest.get(extension) === word) newest.delete(extension);
      } catch (error) {
        deps.log.warn({ err: error, extension }, 'seat device could not be noted, trying again');
        await deps.pause(RETRY_MS);
      }
    }
  };

  return {
    note: (extension, isOnline) => void note(extension, isOnline),
    stop: () => {
      isStopped = true;
    },
  };
}
