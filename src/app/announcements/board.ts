/**
 * What the firm tells its callers now: announcements (M-08) and emergency mode (O-03). Read from the store again and again, so
 * that all servers go by it within a second and without a restart; while the store is away the last that was read holds.
 */
import type { Language } from '../../core/speech/clip.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Announcement, AnnouncementReads } from './ports.ts';

export interface AnnouncementBoard {
  /** Clips of the announcements in effect at a place, in the order they were added. */
  clipsAt(place: string, language: Language, businessAt: number): readonly string[];
  isEmergency(): boolean;
  refresh(): Promise<void>;
}

export function createAnnouncementBoard({ reads, clock, log }: { reads: AnnouncementReads; clock: Pick<Clock, 'businessNow'>; log: Log }): AnnouncementBoard {
  let announcements: readonly Announcement[] = [];
  let isEmergency = false;
  let underWay: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    const now = await reads.current(clock.businessNow());
    if (now.isEmergency !== isEmergency) log.warn({ isEmergency: now.isEmergency }, 'emergency mode was turned');
    ({ announcements, isEmergency } = now);
  };
  return {
    clipsAt: (place, language, businessAt) => announcements
      .filter((one) => one.place === place && one.fromMs <= businessAt && businessAt < one.untilMs)
      .map((one) => one.clips[language]),
    isEmergency: () => isEmergency,
    // The store says itself that it is away; here the last that was read holds.
    refresh: () => (underWay ??= read().catch(() => undefined).finally(() => {
      underWay = undefined;
    })),
  };
}
