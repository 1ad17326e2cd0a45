/** Notices that a gateway has taken and that may come again, because the store was away when it was to be noted. */
const REMEMBERED = 10_000;

export interface SentBook {
  has(noticeId: string): boolean;
  note(noticeId: string): void;
}

export function createSentBook(): SentBook {
  const ids = new Set<string>();
  return {
    has: (noticeId) => ids.has(noticeId),
    note(noticeId) {
      ids.add(noticeId);
      if (ids.size <= REMEMBERED) return;
      for (const oldest of ids) {
        ids.delete(oldest);
        return;
      }
    },
  };
}
