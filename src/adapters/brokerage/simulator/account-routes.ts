/** The simulator's side of the contract: what one client has, and who she is. Nothing here is logged. */
import type { z } from 'zod';
import { accountPageAskSchema, clientAskSchema } from '../../../contract/brokerage/account.ts';
import { changeContactAskSchema, changePasswordAskSchema, identifyAskSchema, isContact, removeContactAskSchema, verifyAskSchema } from '../../../contract/brokerage/identity.ts';
import { contactGapsAskSchema } from '../../../contract/brokerage/contact-gaps.ts';
import { contactKinds } from '../../../contract/brokerage/service-file.ts';
import { brokerageOperations, type BrokerageOperation } from '../../../contract/brokerage/operations.ts';
import type { AccountBook, Outcome } from './account-book.ts';
import type { MadeAccounts } from './account-made.ts';
import type { ContactBook } from './contact-book.ts';
import { contactKindsOf } from './contact-kinds.ts';
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import type { FaultBook } from './faults.ts';
import { madeServiceFile } from './made-service-file.ts';
import { refused } from './refused.ts';
import type { ReplayBook } from './replay-book.ts';
import type { Reply, Route, RouteRequest } from './router.ts';
import { underFaults } from './under-faults.ts';

export interface AccountRoutesDeps {
  readonly accounts: AccountBook;
  readonly made: MadeAccounts;
  readonly contacts: ContactBook;
  readonly replays: ReplayBook;
  readonly faults: FaultBook;
  readonly businessNowMs: () => number;
  /** With the numbers they have now. */
  readonly clients: () => readonly BrokerageClient[];
}

export function accountRoutes(deps: AccountRoutesDeps): readonly Route[] {
  const { accounts, made, contacts } = deps;
  const read = <S extends z.ZodType>(operation: BrokerageOperation, schema: S, work: (ask: z.output<S>) => Reply): Route => ({
    ...brokerageOperations[operation],
    handle: (request) => underFaults(deps.faults, operation, () => asked(schema, request, work)),
  });
  const change = <S extends z.ZodType>(operation: BrokerageOperation, schema: S, work: (ask: z.output<S>) => Outcome): Route => ({
    ...brokerageOperations[operation],
    handle: (request) => underFaults(deps.faults, operation, () =>
      deps.replays.once(request.idempotencyKey, request.body, () => asked(schema, request, (ask) => told(work(ask), deps.businessNowMs())))),
  });
  const paged = (operation: 'holdings' | 'orders' | 'fills' | 'lotteryNumbers'): Route =>
    read(operation, accountPageAskSchema, ({ clientId, page, pageSize }) => {
      const all = made[operation](clientId);
      const rows = all.slice((page - 1) * pageSize, page * pageSize);
      return { status: 200, body: { rows, page, total: all.length, hasMore: all.length > page * pageSize } };
    });

  return [
    read('identifyAccount', identifyAskSchema, ({ account }) => {
      const clientId = accounts.clientOf(account);
      return clientId === null ? refused(404, 'ACCOUNT_NOT_FOUND', 'nobody has this account') : { status: 200, body: { clientId } };
    }),
    read('contacts', clientAskSchema, ({ clientId }) => ({ status: 200, body: contacts.of(clientId) })),
    read('serviceFile', clientAskSchema, ({ clientId }) => {
      const client = deps.clients().find((one) => one.clientId === clientId);
      if (client === undefined) return refused(404, 'CLIENT_NOT_FOUND', 'nobody has this id');
      return { status: 200, body: madeServiceFile({ client, email: contacts.of(clientId).email, made, businessNowMs: deps.businessNowMs() }) };
    }),
    read('contactGaps', contactGapsAskSchema, ({ missing, after, limit }) => {
      const all = deps.clients().map((client) => ({ clientId: client.clientId, branch: client.branch, known: contactKindsOf(client, contacts.of(client.clientId).email) }));
      const lacking = all.filter(({ clientId, known }) => (missing === undefined ? known.length < contactKinds.length : !known.includes(missing)) && (after === undefined || clientId > after));
      const found = lacking.toSorted((one, other) => (one.clientId < other.clientId ? -1 : 1));
      return { status: 200, body: { clients: found.slice(0, limit), hasMore: found.length > limit } };
    }),
    read('funds', clientAskSchema, ({ clientId }) => ({ status: 200, body: made.funds(clientId) })),
    paged('holdings'),
    paged('orders'),
    paged('fills'),
    paged('lotteryNumbers'),
    {
      ...brokerageOperations.verifyPassword,
      handle: (request) => underFaults(deps.faults, 'verifyPassword', () => deps.replays.once(request.idempotencyKey, request.body, () => asked(verifyAskSchema, request, (ask) => {
        const outcome = accounts.verify(ask, ask.password);
        const clientId = 'clientId' in ask ? ask.clientId : accounts.clientOf(ask.account);
        return outcome.kind === 'refused' ? told(outcome, 0) : { status: 200, body: { clientId } };
      }))),
    },
    change('changePassword', changePasswordAskSchema, (ask) => accounts.changePassword(ask)),
    change('changeContact', changeContactAskSchema, (ask) => {
      if (!isContact(ask.kind, ask.value)) return { kind: 'refused', code: 'CONTACT_INVALID' };
      return contacts.change(ask) ? { kind: 'done' } : { kind: 'refused', code: 'CONTACT_UNCHANGED' };
    }),
    change('removeContact', removeContactAskSchema, (ask) => {
      if (ask.kind === 'phone') return { kind: 'refused', code: 'CONTACT_INVALID' };
      return contacts.remove(ask) ? { kind: 'done' } : { kind: 'refused', code: 'CONTACT_UNCHANGED' };
    }),
  ];
}

function asked<S extends z.ZodType>(schema: S, request: RouteRequest, work: (ask: z.output<S>) => Reply): Reply {
  const parsed = schema.safeParse(request.body);
  // Where it breaks the contract, without what stood there.
  return parsed.success ? work(parsed.data) : refused(400, 'BODY_INVALID', parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.code}`).join('; '));
}

function told(outcome: Outcome, changedAtMs: number): Reply {
  return outcome.kind === 'done' ? { status: 200, body: { changedAtMs } } : refused(409, outcome.code, 'refused', outcome.details);
}
