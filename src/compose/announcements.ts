/** Announcements and emergency mode, read again and again while the server runs. */
import { createAnnouncementStore } from '../adapters/postgres/announcement-store.ts';
import { createAnnouncementBoard, type AnnouncementBoard } from '../app/announcements/board.ts';
import type { Foundation } from './foundation.ts';

/** An announcement or the emergency switch is heard by who calls this much later. */
const EVERY_MS = 500;

export function composeAnnouncements({ database, clock, log }: Foundation): AnnouncementBoard & { start(): Promise<void>; stop(): void } {
  const board = createAnnouncementBoard({ reads: createAnnouncementStore(database), clock, log });
  let timer: NodeJS.Timeout | undefined;
  return {
    ...board,
    start: async () => {
      await board.refresh();
      timer = setInterval(() => void board.refresh(), EVERY_MS);
    },
    stop: () => clearInterval(timer),
  };
}
