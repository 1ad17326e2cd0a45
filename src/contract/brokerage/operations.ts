/**
 * The operations of the back office, each with its method and address. All are asked with `authorization: Bearer ...`, over TLS
 * or a Unix socket; answers are JSON. A path part in braces is filled in, percent-encoded.
 *
 * - quote: `?kind=stock|fund|index` is optional. Without it a stock or fund wins over an index of the same code.
 * - clientsByNumber: body clientLookupSchema, answer clientListSchema; a POST that changes nothing.
 */
export const brokerageOperations = {
  securities: { method: 'GET', path: '/v1/securities' },
  quote: { method: 'GET', path: '/v1/quotes/{code}' },
  indexes: { method: 'GET', path: '/v1/indexes' },
  indexQuote: { method: 'GET', path: '/v1/indexes/{menuKey}/quote' },
  clientsByNumber: { method: 'POST', path: '/v1/clients/by-number' },
} as const;

export type BrokerageOperation = keyof typeof brokerageOperations;
