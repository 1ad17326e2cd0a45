/**
 * The operations of the back office, each with its method and address. All are asked with `authorization: Bearer ...`, over TLS
 * or a Unix socket; answers are JSON. A path part in braces is filled in, percent-encoded.
 *
 * - quote: `?kind=stock|fund|index` is optional. Without it a stock or fund wins over an index of the same code.
 * - clientsByNumber: body clientLookupSchema, answer clientListSchema; a POST that changes nothing.
 * - what is asked about one client is a POST: ids and passwords never stand in an address. Schemas: account.ts, identity.ts.
 * - verifyPassword, changePassword, changeContact, removeContact: with the header `idempotency-key`; the same key gets the same answer again, and
 *   the work is done once.
 * - contactGaps: body contactGapsAskSchema, answer contactGapsSchema; also a POST, for it names a client.
 * - content: `?type=&page=`, and `code` or `date` (YYYY-MM-DD), answer contentPageSchema.
 */
export const brokerageOperations = {
  securities: { method: 'GET', path: '/v1/securities' },
  quote: { method: 'GET', path: '/v1/quotes/{code}' },
  indexes: { method: 'GET', path: '/v1/indexes' },
  indexQuote: { method: 'GET', path: '/v1/indexes/{menuKey}/quote' },
  clientsByNumber: { method: 'POST', path: '/v1/clients/by-number' },
  identifyAccount: { method: 'POST', path: '/v1/accounts/identify' },
  funds: { method: 'POST', path: '/v1/accounts/funds' },
  holdings: { method: 'POST', path: '/v1/accounts/holdings' },
  orders: { method: 'POST', path: '/v1/accounts/orders' },
  fills: { method: 'POST', path: '/v1/accounts/fills' },
  lotteryNumbers: { method: 'POST', path: '/v1/accounts/lottery-numbers' },
  verifyPassword: { method: 'POST', path: '/v1/passwords/verify' },
  changePassword: { method: 'POST', path: '/v1/passwords/change' },
  contacts: { method: 'POST', path: '/v1/contacts/of' },
  changeContact: { method: 'POST', path: '/v1/contacts/change' },
  removeContact: { method: 'POST', path: '/v1/contacts/remove' },
  contactGaps: { method: 'POST', path: '/v1/clients/contact-gaps' },
  serviceFile: { method: 'POST', path: '/v1/clients/service-file' },
  content: { method: 'GET', path: '/v1/content' },
} as const;

export type BrokerageOperation = keyof typeof brokerageOperations;

/** These change something, or count: they go with an idempotency key. */
export const keyedOperations: ReadonlySet<BrokerageOperation> = new Set(['verifyPassword', 'changePassword', 'changeContact', 'removeContact']);
