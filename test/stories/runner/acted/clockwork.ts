/** The virtual clock of acted calls: every timer of the runner, and monotonic time. */
import { afterEach, beforeEach, vi } from 'vitest';

export function useVirtualClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}
