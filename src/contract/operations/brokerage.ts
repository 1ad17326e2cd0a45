/** What flows may ask of the firm's back office. `client` is its opaque id of who proved who she is: `auth.client`. */
import type { Operation, Operations } from '../../core/ivr/operation.ts';

const plain = { slotClass: 'plain' } as const;
const optional = { slotClass: 'plain', isOptional: true } as const;
const secret = { slotClass: 'secret' } as const;

const quoteResults = [
  'code', 'kind', 'market', 'name', 'state', 'last', 'previousClose', 'change', 'changePct', 'open', 'high', 'low', 'volume', 'volumeUnit', 'volumeLots',
  'turnoverYuan', 'asOfMs', 'hasIndexToo', 'reading', 'isMoved',
];

const pageResults = ['rows', 'total', 'totalCount', 'isEmpty', 'more', 'next', 'page', '*.security', '*.security.code', '*.security.kind'];

const read = (args: Operation['args'], results: readonly string[]): Operation => ({ by: 'brokerage', isAct: false, args, results, refusals: [] });
/** Three rows a page; `page` comes from `next` of the page before. */
const list = (results: readonly string[]): Operation => read({ client: plain, page: optional }, [...pageResults, ...results]);

const passwordRefusals = ['WRONG_PASSWORD', 'PASSWORD_LOCKED'];

export const brokerageOperations = {
  /** `kind` (stock, fund, index, bond, repo, subscription) when the code alone is not meant. */
  quote: read({ code: plain, kind: optional }, quoteResults),
  'index-quote': read({ menuKey: plain }, quoteResults),
  funds: read({ client: plain }, ['totalFen', 'usableFen', 'withdrawableFen', 'frozenFen', 'marketValueFen', 'isLess', 'hasFrozen']),
  holdings: list(['*.quantity', '*.sellable', '*.marketValueFen']),
  orders: list(['*.sideClip', '*.price', '*.quantity', '*.filled', '*.stateClip']),
  fills: list(['*.sideClip', '*.price', '*.quantity', '*.time']),
  'lottery-numbers': list(['*.firstNumber', '*.count', '*.stateClip']),
  /** `type`: market-comment, news, express, exchange-notice, opinion; with `code`: daily-comment, announcement. One text a page. */
  content: read({ type: plain, page: optional, code: optional, date: optional }, ['clip', 'hasClip', 'date', 'more', 'next', 'page']),
  /** The account she keyed becomes hers at level `account`. */
  'identify-account': { by: 'brokerage', isAct: true, args: { account: { slotClass: 'private' } }, results: [], refusals: ['TOO_MANY_TRIES'] },
  /** Without `account`: of the one client whose number it is. Who passes is at level `password`. */
  'verify-password': {
    by: 'brokerage', isAct: true, args: { account: { slotClass: 'private', isOptional: true }, client: optional, password: secret },
    results: ['left', 'leftCount', 'tell', 'untilTime', 'untilDate'], refusals: [...passwordRefusals, 'CLIENT_UNKNOWN', 'TOO_MANY_TRIES'],
  },
  'change-password': {
    by: 'brokerage', isAct: true, args: { client: plain, old: { slotClass: 'secret', isOptional: true }, new: secret, again: secret },
    results: ['left', 'leftCount', 'tell', 'untilTime', 'untilDate'],
    refusals: [...passwordRefusals, 'PASSWORDS_DIFFER', 'PASSWORD_NOT_SIX_DIGITS', 'PASSWORD_TOO_SIMPLE', 'PASSWORD_UNCHANGED', 'TOO_MANY_TRIES'],
  },
  'change-contact': {
    by: 'brokerage', isAct: true, args: { client: plain, phone: { slotClass: 'private' }, again: { slotClass: 'private', isOptional: true } },
    results: [], refusals: ['CONTACT_INVALID', 'CONTACT_UNCHANGED', 'CONTACTS_DIFFER', 'TOO_MANY_TRIES'],
  },
  /** What the firm has to reach her by, without telling it. */
  'contact-state': read({ client: plain }, ['hasEmail']),
  /** `what`: email. A new one cannot be keyed; who wants one is called back. M-13 */
  'remove-contact': { by: 'brokerage', isAct: true, args: { client: plain, what: plain }, results: [], refusals: ['CONTACT_INVALID', 'CONTACT_UNCHANGED', 'TOO_MANY_TRIES'] },
} as const satisfies Operations;
