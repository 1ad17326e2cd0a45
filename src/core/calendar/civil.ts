/**
 * Civil dates of the firm's zone by integer arithmetic. The zone is Asia/Shanghai, taken as +08:00 for ever: China has kept no
 * summer time since 1991, and no record of this house is older. Nothing here knows the machine's own zone.
 */

/** Days since 1970-01-01 as the firm's zone counts them. */
export type EpochDay = number;

export type CivilDate = {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
};

/** ISO weekday: 1 Monday to 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** One instant as the firm's wall shows it. */
export type LocalTime = {
  readonly epochDay: EpochDay;
  /** Milliseconds since local midnight, 0 to 86,399,999. */
  readonly msOfDay: number;
};

export const msPerDay = 86_400_000;
export const msPerMinute = 60_000;
const zoneOffsetMs = 8 * 3_600_000;

const daysPerEra = 146_097;
/** From 0000-03-01, where the eras of 400 years begin here, to 1970-01-01. */
const daysFromEraStartToEpoch = 719_468;

/** The day number of a civil date. The year is counted from March, so that the leap day is its last. */
export function epochDayOf(date: CivilDate): EpochDay {
  const marchYear = date.month <= 2 ? date.year - 1 : date.year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const marchMonth = (date.month + 9) % 12;
  const dayOfYear = Math.floor((153 * marchMonth + 2) / 5) + date.day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - daysFromEraStartToEpoch;
}

/** The civil date of a day number; the inverse of epochDayOf. */
export function civilDateOf(epochDay: EpochDay): CivilDate {
  const shifted = epochDay + daysFromEraStartToEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** 1970-01-01 was a Thursday. */
export function weekdayOf(epochDay: EpochDay): Weekday {
  const sinceMonday = (((epochDay + 3) % 7) + 7) % 7;
  return (sinceMonday + 1) as Weekday;
}

export function isWeekend(epochDay: EpochDay): boolean {
  return weekdayOf(epochDay) >= 6;
}

/** What the firm's wall shows at an instant given in epoch milliseconds. */
export function localTimeOf(atMs: number): LocalTime {
  const localMs = atMs + zoneOffsetMs;
  const epochDay = Math.floor(localMs / msPerDay);
  return { epochDay, msOfDay: localMs - epochDay * msPerDay };
}

/** The instant, in epoch milliseconds, at which the firm's wall shows this day and time. `msOfDay` may be a whole day. */
export function instantOf(local: LocalTime): number {
  return local.epochDay * msPerDay + local.msOfDay - zoneOffsetMs;
}

/** `2026-09-24` */
export function formatDate(epochDay: EpochDay): string {
  const { year, month, day } = civilDateOf(epochDay);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

/** The day of a text such as `2026-09-24`; undefined for any other form and for days that do not exist (02-30). */
export function parseDate(text: string): EpochDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  if (date.month < 1 || date.month > 12) return undefined;
  const epochDay = epochDayOf(date);
  return formatDate(epochDay) === text ? epochDay : undefined;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
