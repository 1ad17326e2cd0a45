/** Asterisk's side of phones in pages, in memory. */
import type { PagePhones } from '../../../src/app/desk/page-phone-ports.ts';
import type { CommandOutcome } from '../../../src/app/ports.ts';

export function createFakePhones() {
  const pushed = new Map<string, string>();
  const asterisk = { isAway: false };
  const answer = (outcome: CommandOutcome): CommandOutcome => (asterisk.isAway ? { kind: 'unknown', detail: 'time-out' } : outcome);
  const phones: PagePhones = {
    async push({ endpoint, password }) {
      if (!asterisk.isAway) pushed.set(endpoint, password);
      return answer({ kind: 'done' });
    },
    async drop(endpoint) {
      if (asterisk.isAway) return answer({ kind: 'done' });
      return pushed.delete(endpoint) ? { kind: 'done' } : { kind: 'gone' };
    },
    list: async () => [...pushed.keys()],
  };
  return { phones, pushed, asterisk };
}
