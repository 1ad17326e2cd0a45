/** A day of the firm as a period of true time. */
import { instantOf, localTimeOf, formatDate, msPerDay, parseDate } from '../../core/calendar/civil.ts';
import type { Period } from './ports.ts';

export const dayOf = (at: number): string => formatDate(localTimeOf(at).epochDay);

/** null: not a date. */
export function periodOf(day: string): Period | null {
  const epochDay = parseDate(day);
  if (epochDay === undefined) return null;
  const from = instantOf({ epochDay, msOfDay: 0 });
  return { from, to: from + msPerDay };
}
