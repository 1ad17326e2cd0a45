/**
 * Work that is asked for again and again and runs once at a time: what is asked meanwhile makes one more round, so no wake-up is lost.
 * `step` answers whether there may be more.
 */
export interface OnceAtATime {
  /** Kept when everything that was there is done, or `isOver`. */
  wake(): Promise<void>;
}

export interface OnceAtATimeOptions {
  readonly step: () => Promise<boolean>;
  readonly isOver: () => boolean;
  /** The next wake-up tries again. */
  readonly onFault: (error: unknown) => void;
}

export function onceAtATime({ step, isOver, onFault }: OnceAtATimeOptions): OnceAtATime {
  let isWanted = false;
  let running: Promise<void> | null = null;
  async function run(): Promise<void> {
    try {
      while (isWanted && !isOver()) {
        isWanted = false;
        while (await step());
      }
    } catch (error) {
      onFault(error);
    } finally {
      running = null;
    }
  }
  return {
    wake() {
      if (isOver()) return Promise.resolve();
      isWanted = true;
      running ??= run();
      return running;
    },
  };
}
