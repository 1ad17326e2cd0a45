/** The back office's answers to what flows ask (contract/operations/brokerage.ts): questions in, flat answers a flow speaks and branches on out. */
import { answererOf, type Answerer, type OperationAsk } from '../../app/house/answerer.ts';
import type { ContentClips } from '../../app/content-clips.ts';
import { publicText } from '../../app/public-text.ts';
import type { AccountPage } from '../../contract/brokerage/account.ts';
import type { Quote } from '../../contract/brokerage/quote.ts';
import { securityKindSchema } from '../../contract/brokerage/security.ts';
import type { LookupAnswer } from '../../core/call/events.ts';
import type { Answers } from '../../core/ivr/flow.ts';
import { contentAnswers, fillsAnswers, fundsAnswers, holdingsAnswers, lotteryAnswers, ordersAnswers, rowsPerPage } from './account-answers.ts';
import type { BrokerageAnswer } from './answer.ts';
import type { Brokerage } from './client.ts';
import { identityAnswerers } from './identity-answerer.ts';
import { quoteAnswers } from './quote-answers.ts';

export interface AnswererDeps {
  readonly brokerage: Brokerage;
  /** Texts of the back office as sound. */
  readonly clips: ContentClips;
}

export function createBrokerageAnswerer({ brokerage, clips }: AnswererDeps): Answerer {
  const paged = <T>(ask: (page: { clientId: string; page: number; pageSize: number; timeoutMs: number }) => Promise<BrokerageAnswer<AccountPage<T>>>, answers: (page: AccountPage<T>) => Answers): Answerer =>
    async ({ args, timeoutMs }) => (isNobody(args) ? notKnown : told(await ask({ clientId: args['client'] ?? '', page: pageOf(args), pageSize: rowsPerPage, timeoutMs }), answers));
  return answererOf({
    quote: async ({ args, language, timeoutMs }) => {
      const kind = securityKindSchema.safeParse(args['kind']);
      return told(await brokerage.quote({ code: args['code'] ?? '', timeoutMs, ...(kind.success ? { kind: kind.data } : {}) }), (quote) => ({ ...quoteAnswers(quote), ...englishNameOf(quote, language) }));
    },
    'index-quote': async ({ args, timeoutMs }) => told(await brokerage.indexQuote({ menuKey: args['menuKey'] ?? '', timeoutMs }), quoteAnswers),
    funds: async ({ args, timeoutMs }) => (isNobody(args) ? notKnown : told(await brokerage.funds({ clientId: args['client'] ?? '', timeoutMs }), fundsAnswers)),
    holdings: paged(brokerage.holdings, holdingsAnswers),
    orders: paged(brokerage.orders, ordersAnswers),
    fills: paged(brokerage.fills, fillsAnswers),
    'lottery-numbers': paged(brokerage.lotteryNumbers, lotteryAnswers),
    content: (ask) => content({ brokerage, clips }, ask),
    contacts: async ({ args, timeoutMs }) =>
      told(await brokerage.contacts({ clientId: args['client'] ?? '', timeoutMs }), ({ email }) => ({ email: email ?? '' })),
    'contact-state': async ({ args, timeoutMs }) =>
      (isNobody(args) ? notKnown : told(await brokerage.contacts({ clientId: args['client'] ?? '', timeoutMs }), ({ email }) => ({ hasEmail: email === null ? 'no' : 'yes' }))),
    ...identityAnswerers(brokerage),
  });
}

/** Only where it is used: what a call knows stays small. */
const englishNameOf = ({ englishName }: Quote, language: OperationAsk['language']): Answers => (language === 'en' && englishName !== undefined ? { englishName } : {});

/** A flow that asks for a client's things before she proved who she is: a fault of the flow, and never somebody else's things. */
const isNobody = (args: OperationAsk['args']): boolean => (args['client'] ?? '') === '';
const notKnown: LookupAnswer = { kind: 'failed', reason: 'nobody-identified' };

function pageOf(args: OperationAsk['args']): number {
  const page = Number(args['page'] ?? '1');
  return Number.isInteger(page) && page >= 1 && page <= 1_000 ? page : 1;
}

export function told<T>(answer: BrokerageAnswer<T>, answers: (value: T) => Answers): LookupAnswer {
  switch (answer.kind) {
    case 'found':
      return { kind: 'found', answers: answers(answer.value) };
    case 'not-found':
      return { kind: 'not-found' };
    case 'refused':
      return { kind: 'refused', code: answer.code };
    case 'unavailable':
      return { kind: 'failed', reason: answer.reason };
  }
}

/** One text and the clip that says it, in the call's language where there is a translation. */
async function content({ brokerage, clips }: AnswererDeps, { args, language, timeoutMs }: OperationAsk): Promise<LookupAnswer> {
  const { type = '', code, date } = args;
  const endsAt = performance.now() + timeoutMs;
  const answer = await brokerage.content({ type, page: pageOf(args), timeoutMs, ...(code === undefined ? {} : { code }), ...(date === undefined ? {} : { date: dayOf(date) }) });
  if (answer.kind !== 'found') return told(answer, () => ({}));
  const { item } = answer.value;
  const spoken = language === 'en' && item.english !== null ? { text: item.english, language } : { text: item.text, language: 'zh-CN' as const };
  const text = publicText(spoken.text, item.type);
  const clip = text === null ? null : await clips.clipFor(text, spoken.language, Math.max(500, Math.floor(endsAt - performance.now())));
  return { kind: 'found', answers: contentAnswers(answer.value, clip ?? '') };
}

/** 20261123 as it is keyed, 2026-11-23 as it is asked. */
const dayOf = (date: string): string => date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
