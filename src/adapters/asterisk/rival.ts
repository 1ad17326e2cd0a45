/**
 * Another process has opened our application. Until it is known who of the two has the calls, commands wait; who does not hear in time that
 * they are his commands nothing any more.
 *
 *   ours --replaced--> in doubt --take back--> ours
 *                         |------late, or withheld--> never again
 */
const DECIDED_WITHIN_MS = 2_000;

export interface Rival {
  /** undefined: no doubt. Otherwise what to wait for before a command is sent. */
  doubt(): Promise<void> | undefined;
  begin(): void;
  /** false: it is too late. */
  takeBack(): boolean;
  withhold(): void;
}

/** `withhold`: from then on no command leaves. */
export function createRival(withhold: () => void): Rival {
  let waiting: Promise<void> | undefined;
  let settle: () => void = () => undefined;
  let late: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = (): void => {
    clearTimeout(late);
    waiting = undefined;
    settle();
  };
  const giveUp = (): void => {
    isOver = true;
    withhold();
    end();
  };
  return {
    doubt: () => waiting,
    begin() {
      if (isOver || waiting !== undefined) return;
      waiting = new Promise((resolve) => { settle = resolve; });
      late = setTimeout(giveUp, DECIDED_WITHIN_MS);
    },
    takeBack() {
      if (!isOver) end();
      return !isOver;
    },
    withhold: giveUp,
  };
}
