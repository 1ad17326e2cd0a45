/** The simulator's side of the contract: quotes and the look-up by number; every operation goes through its faults, quotes go into the answer log. */
import { clientLookupSchema } from '../../../contract/brokerage/client.ts';
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import { brokerageOperations } from '../../../contract/brokerage/operations.ts';
import type { BrokerageOperation } from '../../../contract/brokerage/operations.ts';
import type { Quote } from '../../../contract/brokerage/quote.ts';
import { securityKindSchema } from '../../../contract/brokerage/security.ts';
import type { AnswerLog } from './answer-log.ts';
import type { FaultBook } from './faults.ts';
import { indexMenu } from './listed-indexes.ts';
import type { Market } from './market.ts';
import { refused } from './refused.ts';
import type { Reply, Route, RouteRequest } from './router.ts';
import { underFaults } from './under-faults.ts';

export type BrokerageRoutesDeps = {
  readonly market: Market;
  readonly faults: FaultBook;
  readonly answerLog: AnswerLog;
  readonly businessNowMs: () => number;
  /** With the numbers they have now. */
  readonly clients: () => readonly BrokerageClient[];
};

export function brokerageRoutes(deps: BrokerageRoutesDeps): readonly Route[] {
  const route = (operation: BrokerageOperation, work: (request: RouteRequest) => Reply): Route => ({
    ...brokerageOperations[operation],
    handle: (request) => underFaults(deps.faults, operation, () => work(request)),
  });
  const quoted = (operation: BrokerageOperation, code: string, quote: Quote | undefined): Reply => {
    if (quote === undefined) return refused(404, code, 'nothing under this name');
    deps.answerLog.add(operation, quote);
    return { status: 200, body: quote };
  };

  return [
    route('securities', () => ({ status: 200, body: { securities: deps.market.securities() } })),
    route('indexes', () => ({ status: 200, body: { indexes: indexMenu } })),
    route('quote', ({ params, query }) => {
      const kind = securityKindSchema.optional().safeParse(query.get('kind') ?? undefined);
      if (!kind.success) return refused(400, 'KIND_UNKNOWN', 'kind is stock, fund, index, bond, repo or subscription');
      const ask = { code: params['code'] ?? '', kind: kind.data, asOfMs: deps.businessNowMs() };
      return quoted('quote', 'SECURITY_NOT_FOUND', deps.market.quote(ask));
    }),
    route('indexQuote', ({ params }) => {
      const ask = { menuKey: params['menuKey'] ?? '', asOfMs: deps.businessNowMs() };
      return quoted('indexQuote', 'INDEX_NOT_FOUND', deps.market.indexQuote(ask));
    }),
    route('clientsByNumber', ({ body }) => {
      const lookup = clientLookupSchema.safeParse(body);
      if (!lookup.success) return refused(400, 'NUMBER_INVALID', 'a number is 3 to 15 digits');
      const found = deps.clients().filter((client) => client.numbers.includes(lookup.data.number));
      return { status: 200, body: { clients: found } };
    }),
  ];
}
