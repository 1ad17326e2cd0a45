import type { Language } from '../../core/speech/clip.ts';

/** An announcement as it may be heard: its clips are made before it is written down. Times are business time. */
export interface Announcement {
  readonly place: string;
  readonly clips: Readonly<Record<Language, string>>;
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface AnnouncementReads {
  /** Announcements that are not ended nor over at that business time, oldest first; and how the emergency switch stands. */
  current(businessAt: number): Promise<{ readonly announcements: readonly Announcement[]; readonly isEmergency: boolean }>;
}
