import type { Grammar } from '../kinds.ts';
import { cardinal } from './cardinal.ts';
import { sayIndexChange, sayPercent, sayPriceChange } from './change.ts';
import { sayCode, spellGroup } from './code.ts';
import { sayCount, sayDuration, sayPlace, sayVolumeLots } from './count.ts';
import { sayDate, sayDayOfYear, sayTime } from './date-time.ts';
import { sayDecimal, sayIndex, sayPrice } from './decimal.ts';
import { sayMoneyFen, sayTurnoverYuan } from './money.ts';

export const MANDARIN: Grammar = {
  card: (value) => cardinal(value),
  dec: sayDecimal,
  money_fen: sayMoneyFen,
  code: sayCode,
  pct: sayPercent,
  change: sayPriceChange,
  change_points: sayIndexChange,
  date: sayDate,
  date_noyear: sayDayOfYear,
  time: sayTime,
  count: sayCount,
  price: sayPrice,
  index: sayIndex,
  volume_lots: sayVolumeLots,
  turnover_yuan: sayTurnoverYuan,
  place: sayPlace,
  duration: sayDuration,
  seat: spellGroup,
};
