import type { Grammar } from '../kinds.ts';
import { cardinal, ordinal } from './cardinal.ts';
import { sayCode, spellGroup } from './code.ts';
import { sayCount, sayDuration, sayVolumeLots } from './count.ts';
import { sayDate, sayDayOfYear, sayTime } from './date-time.ts';
import { sayDecimal, sayIndex, sayIndexChange, sayPercent, sayPrice, sayPriceChange } from './decimal.ts';
import { sayMoneyFen, sayTurnoverYuan } from './money.ts';

export const ENGLISH: Grammar = {
  card: cardinal,
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
  place: ordinal,
  duration: sayDuration,
  seat: spellGroup,
};
