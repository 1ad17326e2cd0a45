/** Who the caller is, and what she changes about it. The only place where keyed secrets are read: straight into the request. */
import type { Answerer, OperationAsk } from '../../app/house/answerer.ts';
import type { LookupAnswer } from '../../core/call/events.ts';
import type { Answers } from '../../core/ivr/flow.ts';
import { formatDate, localTimeOf } from '../../core/calendar/civil.ts';
import { timeOf } from './account-answers.ts';
import type { Who } from './account-desk.ts';
import type { BrokerageAnswer } from './answer.ts';
import type { Brokerage } from './client.ts';

export function identityAnswerers(brokerage: Brokerage): Readonly<Record<string, Answerer>> {
  return {
    'identify-account': async ({ held, timeoutMs }) => {
      const account = held['account'];
      if (account === undefined) return { kind: 'lost' };
      const answer = await brokerage.identifyAccount({ account: account.reveal(), timeoutMs });
      return answer.kind === 'found' ? { kind: 'found', answers: {}, auth: { level: 'account', method: 'ivr-keys', clientId: answer.value.clientId } } : refusedOr(answer);
    },
    'verify-password': async (ask) => {
      const { held, requestId, timeoutMs } = ask;
      const who = whoOf(ask);
      const password = held['password'];
      if (who === null || password === undefined) return { kind: 'lost' };
      const answer = await brokerage.verifyPassword({ who, password: password.reveal(), requestId, timeoutMs });
      return answer.kind === 'found' ? { kind: 'found', answers: {}, auth: { level: 'password', method: 'ivr-keys', clientId: answer.value.clientId } } : refusedOr(answer);
    },
    'change-password': async ({ args, held, requestId, timeoutMs }) => {
      const [old, wanted, again] = [held['old'], held['new'], held['again']];
      if (wanted === undefined || again === undefined) return { kind: 'lost' };
      const change = { clientId: args['client'] ?? '', wanted: wanted.reveal(), again: again.reveal(), requestId, timeoutMs };
      return refusedOr(await brokerage.changePassword(old === undefined ? change : { ...change, old: old.reveal() }));
    },
    'change-contact': async ({ args, held, requestId, timeoutMs }) => {
      const phone = held['phone'];
      if (phone === undefined) return { kind: 'lost' };
      if (held['again'] !== undefined && held['again'].reveal() !== phone.reveal()) return { kind: 'refused', code: 'CONTACTS_DIFFER' };
      return refusedOr(await brokerage.changeContact({ clientId: args['client'] ?? '', kind: 'phone', value: phone.reveal(), requestId, timeoutMs }));
    },
    'remove-contact': async ({ args, requestId, timeoutMs }) =>
      refusedOr(await brokerage.removeContact({ clientId: args['client'] ?? '', kind: args['what'] ?? '', requestId, timeoutMs })),
  };
}

/** The account she keyed wins over the client her number belongs to. */
function whoOf({ args, held }: OperationAsk): Who | null {
  const account = held['account'];
  if (account !== undefined) return { account: account.reveal() };
  const clientId = args['client'] ?? '';
  return clientId === '' ? null : { clientId };
}

function refusedOr(answer: BrokerageAnswer<unknown>): LookupAnswer {
  switch (answer.kind) {
    case 'found':
      return { kind: 'found', answers: {} };
    case 'not-found':
      return { kind: 'not-found' };
    case 'refused':
      return { kind: 'refused', code: answer.code, answers: wordsOf(answer.details) };
    case 'unavailable':
      return { kind: 'failed', reason: answer.reason };
  }
}

/** What may be said of a no: how many tries are left, until when it is locked. */
function wordsOf({ left, tell, untilMs }: Extract<BrokerageAnswer<unknown>, { kind: 'refused' }>['details']): Answers {
  return {
    ...(typeof left === 'number' ? { left, leftCount: `${left}次` } : {}),
    tell: tell === true ? 'yes' : 'no',
    ...(typeof untilMs === 'number' ? { untilTime: timeOf(untilMs), untilDate: formatDate(localTimeOf(untilMs).epochDay).slice('2026-'.length) } : {}),
  };
}
