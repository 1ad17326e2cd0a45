/** The master's side of the simulator: clock, faults, log, seed. Schemas in control-contract.ts. */
import type { z } from 'zod';
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import type { AccountBook } from './account-book.ts';
import type { AnswerLog } from './answer-log.ts';
import type { ContactBook } from './contact-book.ts';
import { clockSchema, demoAccountsSchema, demoClientsSchema, faultSchema, passwordRulesSchema, stepsSchema, suspensionSchema } from './control-contract.ts';
import type { FaultBook } from './faults.ts';
import type { Market } from './market.ts';
import { refused } from './refused.ts';
import type { Reply, Route } from './router.ts';

export type ControlRoutesDeps = {
  readonly seed: number;
  readonly market: Market;
  readonly faults: FaultBook;
  readonly answerLog: AnswerLog;
  readonly businessNowMs: () => number;
  readonly setBusinessNow: (nowMs: number) => void;
  readonly session: () => string;
  readonly setClients: (clients: readonly BrokerageClient[]) => void;
  readonly accounts: AccountBook;
  readonly contacts: ContactBook;
};

export function controlRoutes(deps: ControlRoutesDeps): readonly Route[] {
  const seedAndSteps = (): Reply => ok({ seed: deps.seed, steps: deps.market.steps() });
  return [
    { method: 'GET', path: '/simulator/ready', handle: () => ok({ ready: true, businessNowMs: deps.businessNowMs(), session: deps.session() }) },
    { method: 'GET', path: '/simulator/seed', handle: seedAndSteps },
    { method: 'GET', path: '/simulator/log', handle: ({ query }) => ok(deps.answerLog.after(Number(query.get('after') ?? 0))) },
    write('PUT', '/simulator/clock', clockSchema, ({ now }) => {
      deps.setBusinessNow(now);
      return ok({ businessNowMs: deps.businessNowMs(), session: deps.session() });
    }),
    write('PUT', '/simulator/faults', faultSchema, (fault) => {
      deps.faults.put(fault);
      return ok(fault);
    }),
    {
      method: 'DELETE',
      path: '/simulator/faults',
      handle: () => {
        deps.faults.clear();
        return ok({});
      },
    },
    write('POST', '/simulator/steps', stepsSchema, ({ count }) => {
      for (let round = 0; round < count; round += 1) deps.market.step();
      return seedAndSteps();
    }),
    write('PUT', '/simulator/suspensions', suspensionSchema, ({ codes }) => {
      deps.market.suspend(new Set(codes));
      return ok({ codes });
    }),
    write('PUT', '/simulator/clients', demoClientsSchema, ({ clients }) => {
      deps.setClients(clients);
      return ok({ count: clients.length });
    }),
    write('PUT', '/simulator/accounts', demoAccountsSchema, ({ accounts }) => {
      deps.accounts.put(accounts);
      return ok({ count: accounts.length });
    }),
    write('PUT', '/simulator/password-rules', passwordRulesSchema, (rules) => {
      deps.accounts.setRules(rules);
      return ok(rules);
    }),
    { method: 'GET', path: '/simulator/contacts', handle: () => ok({ contacts: deps.contacts.all() }) },
  ];
}

function write<S extends z.ZodType>(method: string, path: string, schema: S, handle: (body: z.output<S>) => Reply): Route {
  return {
    method,
    path,
    handle: ({ body }) => {
      const parsed = schema.safeParse(body);
      if (parsed.success) return handle(parsed.data);
      const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
      return refused(400, 'BODY_INVALID', issues.join('; '));
    },
  };
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}
