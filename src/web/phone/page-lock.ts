/**
 * One tab of a browser has the phone. The lock goes to the next tab when the one that has it is closed, and to the tab where
 * the agent says "use it here" at once. Browsers have no locks on insecure pages; there is no microphone there either.
 */
export interface PageLock {
  /** Waits in line; `onHeld` when it is ours, `onOther` when another tab has it (now, or by taking it from us). */
  request(): void;
  take(): void;
  release(): void;
}

const name = 'hotline-phone';

export function createPageLock(events: { readonly onHeld: () => void; readonly onOther: () => void }): PageLock {
  let giveBack: (() => void) | null = null;
  let waiting: AbortController | null = null;

  function hold(options: LockOptions): void {
    let mine: (() => void) | null = null;
    navigator.locks.request(name, options, () => {
      // Granted as it was given up: kept, it would stand before our own next request.
      if (options.signal?.aborted === true) return undefined;
      return new Promise<void>((resolve) => {
        waiting = null;
        mine = resolve;
        giveBack = resolve;
        events.onHeld();
      });
    }).catch(() => {
      // Taken away by another tab (or no longer waited for, which nobody needs to hear): in line again behind it.
      if (giveBack === null || giveBack !== mine) return;
      giveBack = null;
      events.onOther();
      wait();
    });
  }

  function wait(): AbortController {
    const own = new AbortController();
    waiting = own;
    hold({ signal: own.signal });
    return own;
  }

  function release(): void {
    waiting?.abort();
    waiting = null;
    const giving = giveBack;
    giveBack = null;
    giving?.();
  }

  return {
    request() {
      if (navigator.locks === undefined) return events.onHeld();
      if (giveBack !== null || waiting !== null) return;
      const own = wait();
      void navigator.locks.query().then(({ held }) => {
        if (waiting === own && held?.some((lock) => lock.name === name)) events.onOther();
      });
    },
    take() {
      if (navigator.locks === undefined || giveBack !== null) return events.onHeld();
      waiting?.abort();
      waiting = null;
      hold({ steal: true });
    },
    release,
  };
}
