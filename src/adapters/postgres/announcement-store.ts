/** Announcements and the emergency switch: rows are added and ended, never changed. */
import { sql } from 'kysely';
import type { AnnouncementReads } from '../../app/announcements/ports.ts';
import type { Database } from './pool.ts';

export interface NewAnnouncement {
  readonly place: string;
  readonly textZh: string;
  readonly textEn: string;
  readonly clipZh: string;
  readonly clipEn: string;
  readonly from: Date;
  readonly until: Date;
  readonly by: string;
}

export interface ListedAnnouncement extends Pick<NewAnnouncement, 'place' | 'textZh' | 'textEn' | 'from' | 'until' | 'by'> {
  readonly id: number;
  readonly endedBy: string | null;
}

export interface EmergencyTurn {
  readonly isOn: boolean;
  readonly by: string;
  readonly why: string;
  readonly at: Date;
}

export interface AnnouncementStore extends AnnouncementReads {
  add(announcement: NewAnnouncement): Promise<number>;
  /** Those not over at that business time, and on request all. */
  list(ask: { readonly businessAt: number; readonly isAll: boolean }): Promise<readonly ListedAnnouncement[]>;
  /** false: there is none of that number that is not ended yet. */
  end(id: number, by: string): Promise<boolean>;
  turnEmergency(turn: Pick<EmergencyTurn, 'isOn' | 'by' | 'why'>): Promise<void>;
  /** Newest first. */
  emergencyTurns(count: number): Promise<readonly EmergencyTurn[]>;
}

export function createAnnouncementStore({ live, flushed }: Pick<Database, 'live' | 'flushed'>): AnnouncementStore {
  const emergencyTurns: AnnouncementStore['emergencyTurns'] = async (count) => {
    const rows = await live.selectFrom('emergency_switch').selectAll().orderBy('n', 'desc').limit(count).execute();
    return rows.map((row) => ({ isOn: row.is_on, by: row.turned_by, why: row.why, at: row.at }));
  };
  return {
    async current(businessAt) {
      const { rows } = await sql<{ place: string; clip_zh: string; clip_en: string; from_ms: number; until_ms: number }>`
        select place, clip_zh, clip_en, floor(extract(epoch from valid_from) * 1000)::float8 as from_ms,
               floor(extract(epoch from valid_until) * 1000)::float8 as until_ms
        from announcement where ended_at is null and valid_until > to_timestamp(${businessAt} / 1000.0) order by id`.execute(live);
      const [last] = await emergencyTurns(1);
      return {
        announcements: rows.map((row) => ({ place: row.place, clips: { 'zh-CN': row.clip_zh, en: row.clip_en }, fromMs: row.from_ms, untilMs: row.until_ms })),
        isEmergency: last?.isOn === true,
      };
    },
    async add(one) {
      const row = await flushed.insertInto('announcement').values({
        place: one.place, text_zh: one.textZh, text_en: one.textEn, clip_zh: one.clipZh, clip_en: one.clipEn,
        valid_from: one.from, valid_until: one.until, added_by: one.by, ended_by: null, ended_at: null,
      }).returning('id').executeTakeFirstOrThrow();
      return row.id;
    },
    async list({ businessAt, isAll }) {
      const all = live.selectFrom('announcement').selectAll().orderBy('id');
      const rows = await (isAll ? all : all.where('ended_at', 'is', null).where('valid_until', '>', new Date(businessAt))).execute();
      return rows.map((row) => ({
        id: row.id, place: row.place, textZh: row.text_zh, textEn: row.text_en, from: row.valid_from, until: row.valid_until, by: row.added_by, endedBy: row.ended_by,
      }));
    },
    async end(id, by) {
      const { numUpdatedRows } = await flushed.updateTable('announcement').set({ ended_by: by, ended_at: new Date() })
        .where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    async turnEmergency({ isOn, by, why }) {
      await flushed.insertInto('emergency_switch').values({ is_on: isOn, turned_by: by, why }).execute();
    },
    emergencyTurns,
  };
}
