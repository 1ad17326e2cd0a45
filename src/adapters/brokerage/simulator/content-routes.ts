import { z } from 'zod';
import { contentTypeSchema } from '../../../contract/brokerage/content.ts';
import { brokerageOperations } from '../../../contract/brokerage/operations.ts';
import { securityCodeSchema } from '../../../contract/brokerage/security.ts';
import { contentPage } from './content-shelf.ts';
import type { FaultBook } from './faults.ts';
import { refused } from './refused.ts';
import type { Route } from './router.ts';
import { underFaults } from './under-faults.ts';

const contentAskSchema = z.object({ type: contentTypeSchema, page: z.coerce.number().int().min(1).max(100), code: securityCodeSchema.optional(), date: z.iso.date().optional() });

export function contentRoutes(deps: { readonly faults: FaultBook; readonly businessNowMs: () => number }): readonly Route[] {
  return [
    {
      ...brokerageOperations.content,
      handle: ({ query }) => underFaults(deps.faults, 'content', () => {
        const ask = contentAskSchema.safeParse(Object.fromEntries(query));
        if (!ask.success) return refused(400, 'CONTENT_ASK_INVALID', 'type, page, and code or date as the contract has them');
        const page = contentPage(ask.data, deps.businessNowMs());
        return page === undefined ? refused(404, 'CONTENT_NOT_FOUND', 'nothing is published') : { status: 200, body: page };
      }),
    },
  ];
}
