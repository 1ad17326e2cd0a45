/** What a client has, as a flow sees it: rows `1.`, `2.`, ... with what is spoken of each, and whether there are more. */
import type { AccountPage, Fill, Funds, Holding, LotteryNumber, Order } from '../../contract/brokerage/account.ts';
import type { ContentPage } from '../../contract/brokerage/content.ts';
import type { SecurityKind } from '../../contract/brokerage/security.ts';
import { formatDate, localTimeOf, msPerMinute } from '../../core/calendar/civil.ts';
import type { Answers, AnswerValue } from '../../core/ivr/flow.ts';

/** A listener follows three rows at a time. */
export const rowsPerPage = 3;

export function fundsAnswers(funds: Funds): Answers {
  const { totalFen, usableFen, withdrawableFen, frozenFen, marketValueFen } = funds;
  // Said only where it differs: what was sold today may be used today and withdrawn tomorrow.
  return { totalFen, usableFen, withdrawableFen, frozenFen, marketValueFen, isLess: withdrawableFen < usableFen ? 'yes' : 'no', hasFrozen: frozenFen > 0 ? 'yes' : 'no' };
}

export const holdingsAnswers = (page: AccountPage<Holding>): Answers =>
  paged(page, (held) => ({ ...named(held), quantity: counted(held.quantity, held.kind), sellable: counted(held.sellable, held.kind), marketValueFen: held.marketValueFen }));

export const ordersAnswers = (page: AccountPage<Order>): Answers =>
  paged(page, (order) => ({
    ...named(order), sideClip: `word.${order.side}`, price: order.price, quantity: counted(order.quantity, order.kind), filled: counted(order.filled, order.kind), stateClip: `order.is-${order.state}`,
  }));

export const fillsAnswers = (page: AccountPage<Fill>): Answers =>
  paged(page, (fill) => ({ ...named(fill), sideClip: `word.${fill.side}`, price: fill.price, quantity: counted(fill.quantity, fill.kind), time: timeOf(fill.atMs) }));

export const lotteryAnswers = (page: AccountPage<LotteryNumber>): Answers =>
  paged(page, (lottery) => ({ ...named(lottery), firstNumber: lottery.firstNumber, count: `${lottery.count}个`, stateClip: `lottery.is-${lottery.state}` }));

/** `clip`: the sound of the text; '' = there is none, and the flow says so. */
export function contentAnswers({ item, page, hasMore }: ContentPage, clip: string): Answers {
  return { clip, date: formatDate(localTimeOf(item.publishedAtMs).epochDay).slice('2026-'.length), more: hasMore ? 'yes' : 'no', next: page + 1, page, hasClip: clip === '' ? 'no' : 'yes' };
}

function paged<T>(page: AccountPage<T>, row: (one: T) => Record<string, AnswerValue>): Answers {
  const rows = page.rows.flatMap((one, place) => Object.entries(row(one)).map(([name, value]) => [`${String(place + 1)}.${name}`, value] as const));
  return { rows: page.rows.length, total: page.total, totalCount: `${page.total}条`, isEmpty: page.total === 0 ? 'yes' : 'no', more: page.hasMore ? 'yes' : 'no', next: page.page + 1, page: page.page, ...Object.fromEntries(rows) };
}

/** For the clip of its name: `{ speak: name, from: .security }`. */
const named = ({ code, kind }: { readonly code: string; readonly kind: SecurityKind }) => ({ 'security.code': code, 'security.kind': kind });

const measureWords: Readonly<Partial<Record<SecurityKind, string>>> = { fund: '份', bond: '张' };
const counted = (count: number, kind: SecurityKind): string => `${count}${measureWords[kind] ?? '股'}`;

/** `09:31`, on the firm's wall. */
export function timeOf(atMs: number): string {
  const minutes = Math.floor(localTimeOf(atMs).msOfDay / msPerMinute);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
