/**
 * Whether this page has the phone: while the seat is signed in, in one tab, until another page takes it. A machine that slept
 * or whose network came back registers at once.
 */
import type { SeatPhone } from '../../contract/desk/phone.ts';
import { createGrantedLine, pageId } from './granted-line.ts';
import type { GrantedLineEvents } from './granted-line.ts';
import { createPageLock } from './page-lock.ts';
import { onWaking } from './waking.ts';

/** What the desk knows and the phone must follow. */
export interface Surroundings {
  /** The seat is signed in. */
  readonly isWanted: boolean;
  /** Newest row `seat-phone`; null before one came. */
  readonly seatPhone: SeatPhone | null;
  readonly isServerUp: boolean;
  /** The call that the server says has ended. */
  readonly overCallId: string | null;
}

export interface LineKeeper {
  follow(surroundings: Surroundings): void;
  takeOver(): void;
  start(): void;
  stop(): void;
}

export function createLineKeeper({ tell, onRing, onLost }: GrantedLineEvents): LineKeeper {
  let around: Surroundings = { isWanted: false, seatPhone: null, isServerUp: false, overCallId: null };
  let isTaken = false;
  let wasOurs = false;
  let stopWaking: () => void = () => undefined;

  const line = createGrantedLine({ tell, onRing, onLost });
  const lock = createPageLock({
    onHeld: () => {
      isTaken = false;
      wasOurs = false;
      if (around.isWanted) line.ask();
    },
    onOther: () => stepBack('tab'),
  });

  function stepBack(by: 'tab' | 'elsewhere'): void {
    line.drop();
    if (!around.isWanted) return;
    isTaken = true;
    tell({ kind: 'taken', by });
  }

  function leave(): void {
    line.drop();
    lock.release();
    isTaken = false;
  }

  function followPhone({ seatPhone }: Surroundings): void {
    const isOurs = seatPhone?.kind === 'browser' && seatPhone.pageId === pageId;
    if (isOurs) wasOurs = true;
    // Until our own row has come, the newest one is of whoever had the phone before us.
    else if (wasOurs && !isTaken) {
      lock.release();
      stepBack('elsewhere');
    }
  }

  return {
    follow(next) {
      const before = around;
      around = next;
      if (next.isWanted && !before.isWanted) {
        tell({ kind: 'wanted' });
        lock.request();
      } else if (!next.isWanted && before.isWanted) {
        leave();
        tell({ kind: 'unwanted' });
      }
      if (next.isWanted) followPhone(next);
      if (next.isServerUp && !before.isServerUp) line.hurry();
    },
    takeOver() {
      if (around.isWanted && isTaken) lock.take();
    },
    start() {
      stopWaking = onWaking((hasSlept) => {
        if (hasSlept && line.isOpen()) tell({ kind: 'woke' });
        line.reconnect();
      });
    },
    stop() {
      stopWaking();
      leave();
      around = { ...around, isWanted: false };
    },
  };
}
