/** What can be read to a caller, by type, code and day. A shelf of demo texts; weekends have the texts of Friday. */
import type { ContentItem, ContentPage, ContentType } from '../../../contract/brokerage/content.ts';
import { formatDate, instantOf, localTimeOf, msPerMinute, parseDate, weekdayOf } from '../../../core/calendar/civil.ts';
import { announcementOf, commentOf, dailyTexts } from './content-texts.ts';
import { listed } from './listed.ts';
import { movedCodes } from './moved-codes.ts';

export interface ContentAsk {
  readonly type: ContentType;
  readonly page: number;
  readonly code?: string | undefined;
  readonly date?: string | undefined;
}

const publishedMinute = 16 * 60 + 30;

/** Undefined: there is nothing. Announcements are there for every second security, so that "none" can be heard too. */
export function contentPage(ask: ContentAsk, nowMs: number): ContentPage | undefined {
  const today = localTimeOf(nowMs).epochDay;
  const asked = ask.date === undefined ? today : parseDate(ask.date);
  // Nothing of the future, nothing older than a month.
  if (asked === undefined || asked > today || asked < today - 31) return undefined;
  const day = asked - Math.max(0, weekdayOf(asked) - 5);
  const texts = textsOf(ask);
  const text = texts[ask.page - 1];
  if (text === undefined) return undefined;
  const item: ContentItem = {
    contentId: `${ask.type}-${formatDate(day)}-${ask.code ?? 'all'}-${String(ask.page)}`, type: ask.type, code: ask.code ?? null,
    title: text.title, text: text.text, english: text.english,
    publishedAtMs: Math.min(nowMs, instantOf({ epochDay: day, msOfDay: publishedMinute * msPerMinute })),
  };
  return { item, page: ask.page, total: texts.length, hasMore: ask.page < texts.length };
}

function textsOf(ask: ContentAsk): readonly { readonly title: string; readonly text: string; readonly english: string }[] {
  if (ask.type !== 'announcement' && ask.type !== 'daily-comment') return dailyTexts[ask.type];
  const code = movedCodes[ask.code ?? ''] ?? ask.code;
  const listing = listed.find((one) => one.code === code && one.kind !== 'index');
  if (listing === undefined) return [];
  if (ask.type === 'daily-comment') return [commentOf(listing.name)];
  return Number(listing.code.at(-1)) % 2 === 1 ? [announcementOf(listing.name)] : [];
}
