import type { TradingHolidays } from './trading-calendar.ts';

/**
 * Weekdays on which the exchanges are closed, from the exchanges' own notices (domain.md section 4). It is not the public-holiday
 * table: working weekends that make up for a holiday are no trading days, and 2024-02-09 (除夕) was closed though no public
 * holiday. A year that is not here is unknown and is refused, never guessed: the notice for the next year comes in late
 * December and is added by the firm's settings or with a release.
 */
export const shippedTradingHolidays: TradingHolidays = {
  '2024': [
    '01-01',
    '02-09', '02-12', '02-13', '02-14', '02-15', '02-16',
    '04-04', '04-05',
    '05-01', '05-02', '05-03',
    '06-10',
    '09-16', '09-17',
    '10-01', '10-02', '10-03', '10-04', '10-07',
  ],
  '2025': [
    '01-01',
    '01-28', '01-29', '01-30', '01-31', '02-03', '02-04',
    '04-04',
    '05-01', '05-02', '05-05',
    '06-02',
    '10-01', '10-02', '10-03', '10-06', '10-07', '10-08',
  ],
  '2026': [
    '01-01', '01-02',
    '02-16', '02-17', '02-18', '02-19', '02-20', '02-23',
    '04-06',
    '05-01', '05-04', '05-05',
    '06-19',
    '09-25',
    '10-01', '10-02', '10-05', '10-06', '10-07',
  ],
};
