/** What the keys of a plain slot mean. Exact: an amount is whole fen, a date is a day that exists. */
import { parseDate } from '../calendar/civil.ts';
import type { AnswerValue } from './flow.ts';
import type { Slot } from './slot.ts';

/** null: it is not what was asked for. */
export function readSlot(slot: Slot, keys: string): AnswerValue | null {
  const isWithin = keys.length >= slot.min && keys.length <= slot.max;
  switch (slot.kind) {
    case 'amount':
      return readAmount(keys);
    case 'date':
      return readDay(keys);
    case 'choice':
      return slot.of.includes(keys) ? keys : null;
    case 'code':
    case 'digits':
      return isWithin && /^\d+$/.test(keys) ? keys : null;
    case 'phone':
    case 'account':
    case 'pin':
      return null;
    default:
      return slot.kind satisfies never;
  }
}

/** `*` is the decimal point (domain.md 3.1): `123*4` is 12,340 fen. At most nine digits before it and two behind; more than nothing. */
function readAmount(keys: string): number | null {
  const match = /^(\d{0,9})(?:\*(\d{0,2}))?$/.exec(keys);
  if (match === null) return null;
  const [, yuan = '', fen = ''] = match;
  if (yuan === '' && fen === '') return null;
  const value = Number(yuan === '' ? '0' : yuan) * 100 + Number(fen.padEnd(2, '0'));
  return value > 0 ? value : null;
}

function readDay(keys: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(keys);
  if (match === null) return null;
  const day = `${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}`;
  return parseDate(day) === undefined ? null : day;
}
