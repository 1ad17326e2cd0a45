/** The questions about one client, and what she may change. What is personal goes in bodies, never in an address. */
import { accountPageSchema, fillSchema, fundsSchema, holdingSchema, lotteryNumberSchema, orderSchema } from '../../contract/brokerage/account.ts';
import type { AccountPage, Fill, Funds, Holding, LotteryNumber, Order } from '../../contract/brokerage/account.ts';
import { contentPageSchema, contentTypeSchema, type ContentPage } from '../../contract/brokerage/content.ts';
import { accountNumberSchema, changedSchema, contactKindSchema, contactsSchema, identifiedSchema, type Contacts } from '../../contract/brokerage/identity.ts';
import { serviceFileSchema, type ServiceFile } from '../../contract/brokerage/service-file.ts';
import { contactGapsSchema, type ContactGaps, type ContactGapsAsk } from '../../contract/brokerage/contact-gaps.ts';
import { securityCodeSchema } from '../../contract/brokerage/security.ts';
import type { z } from 'zod';
import type { BrokerageOperation } from '../../contract/brokerage/operations.ts';
import type { BrokerageAnswer } from './answer.ts';
import { exchange, type ExchangeDeps } from './exchange.ts';

type Timed = { readonly timeoutMs?: number };
type OfPage = Timed & { readonly clientId: string; readonly page: number; readonly pageSize: number };
/** `requestId`: the same for every time this question is sent. */
type Keyed = Timed & { readonly requestId: string };
export type Who = { readonly clientId: string } | { readonly account: string };

export type AccountDesk = {
  identifyAccount(ask: Timed & { readonly account: string }): Promise<BrokerageAnswer<{ readonly clientId: string }>>;
  verifyPassword(ask: Keyed & { readonly who: Who; readonly password: string }): Promise<BrokerageAnswer<{ readonly clientId: string }>>;
  changePassword(ask: Keyed & { readonly clientId: string; readonly old?: string; readonly wanted: string; readonly again: string }): Promise<BrokerageAnswer<unknown>>;
  changeContact(ask: Keyed & { readonly clientId: string; readonly kind: 'phone' | 'email'; readonly value: string }): Promise<BrokerageAnswer<unknown>>;
  removeContact(ask: Keyed & { readonly clientId: string; readonly kind: string }): Promise<BrokerageAnswer<unknown>>;
  contacts(ask: Timed & { readonly clientId: string }): Promise<BrokerageAnswer<Contacts>>;
  serviceFile(ask: Timed & { readonly clientId: string }): Promise<BrokerageAnswer<ServiceFile>>;
  contactGaps(ask: Timed & ContactGapsAsk): Promise<BrokerageAnswer<ContactGaps>>;
  funds(ask: Timed & { readonly clientId: string }): Promise<BrokerageAnswer<Funds>>;
  holdings(ask: OfPage): Promise<BrokerageAnswer<AccountPage<Holding>>>;
  orders(ask: OfPage): Promise<BrokerageAnswer<AccountPage<Order>>>;
  fills(ask: OfPage): Promise<BrokerageAnswer<AccountPage<Fill>>>;
  lotteryNumbers(ask: OfPage): Promise<BrokerageAnswer<AccountPage<LotteryNumber>>>;
  /** One text: of a type, and of a security or a day where it is asked for. */
  content(ask: Timed & { readonly type: string; readonly page: number; readonly code?: string; readonly date?: string }): Promise<BrokerageAnswer<ContentPage>>;
};

export function accountDesk(deps: ExchangeDeps, timeoutOf: (ask: Timed) => number): AccountDesk {
  const paged = <T>(operation: BrokerageOperation, schema: z.ZodType<AccountPage<T>>) => ({ timeoutMs, ...ask }: OfPage): Promise<BrokerageAnswer<AccountPage<T>>> =>
    exchange(deps, {
      operation, body: ask, schema, timeoutMs: timeoutOf(timeoutMs === undefined ? {} : { timeoutMs }),
      isAnswerTo: (page) => page.page === ask.page && page.rows.length <= ask.pageSize,
    });
  return {
    async identifyAccount(ask) {
      // Not sent at all: what is no account number is nobody's.
      if (!accountNumberSchema.safeParse(ask.account).success) return { kind: 'not-found' };
      return exchange(deps, { operation: 'identifyAccount', body: { account: ask.account }, schema: identifiedSchema, timeoutMs: timeoutOf(ask) });
    },
    verifyPassword: (ask) =>
      exchange(deps, {
        operation: 'verifyPassword', body: { ...ask.who, password: ask.password }, idempotencyKey: ask.requestId, schema: identifiedSchema, timeoutMs: timeoutOf(ask),
        isAnswerTo: (found) => !('clientId' in ask.who) || found.clientId === ask.who.clientId,
      }),
    changePassword: (ask) =>
      exchange(deps, {
        operation: 'changePassword', idempotencyKey: ask.requestId, schema: changedSchema, timeoutMs: timeoutOf(ask),
        body: { clientId: ask.clientId, new: ask.wanted, again: ask.again, ...(ask.old === undefined ? {} : { old: ask.old }) },
      }),
    changeContact: (ask) =>
      exchange(deps, {
        operation: 'changeContact', idempotencyKey: ask.requestId, schema: changedSchema, timeoutMs: timeoutOf(ask),
        body: { clientId: ask.clientId, kind: ask.kind, value: ask.value },
      }),
    removeContact: async (ask) => {
      const kind = contactKindSchema.safeParse(ask.kind);
      if (!kind.success) return { kind: 'refused', code: 'CONTACT_INVALID', details: {} };
      return exchange(deps, {
        operation: 'removeContact', idempotencyKey: ask.requestId, schema: changedSchema, timeoutMs: timeoutOf(ask),
        body: { clientId: ask.clientId, kind: kind.data },
      });
    },
    contacts: (ask) => exchange(deps, { operation: 'contacts', body: { clientId: ask.clientId }, schema: contactsSchema, timeoutMs: timeoutOf(ask) }),
    serviceFile: (ask) =>
      exchange(deps, {
        operation: 'serviceFile', body: { clientId: ask.clientId }, schema: serviceFileSchema, timeoutMs: timeoutOf(ask),
        isAnswerTo: (file) => file.clientId === ask.clientId,
      }),
    contactGaps: ({ timeoutMs, ...body }) =>
      exchange(deps, {
        operation: 'contactGaps', body, schema: contactGapsSchema, timeoutMs: timeoutOf(timeoutMs === undefined ? {} : { timeoutMs }),
        isAnswerTo: ({ clients }) => clients.length <= body.limit && clients.every(({ clientId, known }) => (body.after === undefined || clientId > body.after) && (body.missing === undefined || !known.includes(body.missing))),
      }),
    funds: (ask) => exchange(deps, { operation: 'funds', body: { clientId: ask.clientId }, schema: fundsSchema, timeoutMs: timeoutOf(ask) }),
    holdings: paged('holdings', accountPageSchema(holdingSchema)),
    orders: paged('orders', accountPageSchema(orderSchema)),
    fills: paged('fills', accountPageSchema(fillSchema)),
    lotteryNumbers: paged('lotteryNumbers', accountPageSchema(lotteryNumberSchema)),
    async content(ask) {
      const isCode = ask.code === undefined || securityCodeSchema.safeParse(ask.code).success;
      if (!contentTypeSchema.safeParse(ask.type).success || !isCode) return { kind: 'not-found' };
      return exchange(deps, {
        operation: 'content', schema: contentPageSchema, timeoutMs: timeoutOf(ask),
        query: { type: ask.type, page: String(ask.page), ...(ask.code === undefined ? {} : { code: ask.code }), ...(ask.date === undefined ? {} : { date: ask.date }) },
        isAnswerTo: ({ item, page }) => item.type === ask.type && page === ask.page,
      });
    },
  };
}
