/**
 * Every leaf of the menus, as keys and what must be heard (ivr-flows/*.yaml): pressed one by one after the prompt that asks, in both
 * languages. `client` is a demo client of its own for each language: her number is known, her password is 42, her place, 7.
 */
export interface Leaf {
  readonly title: string;
  /** Pairs: press this, then hear that. `#speak` says something after the tone. */
  readonly steps: readonly (readonly [keys: string, hears: string])[];
  /** Places of demo clients (zh-CN, en); null: a number nobody knows. */
  readonly clients: readonly [number, number] | null;
  /** The caller is connected to agents or the end comes by itself: it is not asked for more. */
  readonly isQueued?: true;
}

const quote = (title: string, code: string, ...hears: readonly (readonly [string, string])[]): Leaf => ({ title: `quote: ${title}`, clients: null, steps: [['1', 'quote.ask-code'], [`${code}#`, hears[0]?.[1] ?? ''], ...hears.slice(1)] });
const index = (key: string): Leaf => ({ title: `index ${key}`, clients: null, steps: [['1', 'quote.ask-code'], ['1#', 'quote.index-menu'], [key, 'quote.last-index']] });
const known = (title: string, clients: readonly [number, number], ...steps: readonly (readonly [string, string])[]): Leaf => ({ title, clients, steps });
const later = (title: string, menu: string, key: string, entry: readonly (readonly [string, string])[]): Leaf => ({ title, clients: null, steps: [...entry, [key, menu]] });
/** `hasTwo`: the next text is behind 1. */
const text = (title: string, key: string, hasTwo = false): Leaf => ({
  title: `information: ${title}`, clients: null,
  steps: [['5', 'info.menu'], ...(hasTwo ? [[key, 'result.next-text'], ['1', 'result.again-or-back']] as const : [[key, 'result.again-or-back']] as const)],
});

/** The word `PIN` becomes the password of the client who calls. */
const toAccount = [['2', 'login.ask-pin-known'], ['PIN', 'account.menu']] as const;

export const leaves: readonly Leaf[] = [
  quote('share', '600519', ['', 'quote.last']),
  quote('STAR share', '688981', ['', 'quote.last']),
  quote('ChiNext share', '300750', ['', 'quote.last']),
  quote('Beijing share', '920002', ['', 'quote.last']),
  quote('old Beijing code', '835185', ['', 'quote.moved']),
  quote('B share in dollars', '900905', ['', 'unit.usd']),
  quote('B share in Hong Kong dollars', '200596', ['', 'unit.hkd']),
  quote('board of the delisted', '400061', ['', 'quote.last']),
  quote('delisted share', '600087', ['', 'quote.delisted']),
  quote('fund', '510300', ['', 'quote.last']),
  quote('convertible bond', '113052', ['', 'quote.last']),
  quote('reverse repo', '204001', ['', 'quote.rate']),
  quote('new share', '787310', ['', 'quote.is-subscription']),
  quote('share and index of one code', '000001', ['', 'quote.which'], ['2', 'quote.last-index']),
  quote('unknown code', '123456', ['', 'quote.unknown.before']),
  index('1'), index('2'), index('3'), index('4'), index('5'), index('6'),
  known('account: funds', [20, 28], ...toAccount, ['1', 'funds.market-value']),
  known('account: holdings, two pages', [8, 16], ...toAccount, ['2', 'result.next-page'], ['1', 'result.again-or-back']),
  known('account: orders of today', [24, 48], ...toAccount, ['3', 'orders.filled']),
  known('account: fills of today', [72, 96], ...toAccount, ['4', 'fills.quantity']),
  known('account: buy is not yet there', [100, 104], ...toAccount, ['5', 'money.not-yet']),
  known('account: new password, too simple and then a good one', [36, 44], ...toAccount, ['8', 'password.ask-new'], ['123456', 'password.ask-again'], ['123456', 'password.too-simple'], ['258013', 'password.ask-again'], ['258013', 'password.changed']),
  known('account: a wrong password', [108, 112], ['2', 'login.ask-pin-known'], ['111112', 'login.wrong'], ['PIN', 'account.menu']),
  { title: 'account: keyed account', clients: null, steps: [['2', 'login.ask-account'], ['10000117#', 'login.ask-pin'], ['421167', 'account.menu'], ['1', 'funds.total']] },
  later('bank transfer is not yet there', 'money.not-yet', '3', []),
  later('new shares of today are not yet there', 'money.not-yet', '1', [['4', 'shares.menu']]),
  known('new shares: lottery numbers', [5, 10], ['4', 'shares.menu'], ['3', 'login.ask-pin-known'], ['PIN', 'lottery.first']),
  text('market comment', '1', true), text('news', '2', true), text('express news', '3'), text('exchange notices', '4', true), text('opinions', '6'),
  { title: 'information: daily comment of a code', clients: null, steps: [['5', 'info.menu'], ['5', 'info.ask-code'], ['600519#', 'info.code-after']] },
  { title: 'information: announcement of a code, and none', clients: null, steps: [['5', 'info.menu'], ['7', 'info.ask-code'], ['600519#', 'info.code-after'], ['600000#', 'info.nothing-of-code']] },
  { title: 'send: a document by SMS', clients: null, steps: [['6', 'send.menu'], ['1', 'send.documents'], ['1', 'send.way'], ['2', 'send.done']] },
  { title: 'send: a document by fax', clients: null, steps: [['6', 'send.menu'], ['1', 'send.documents'], ['2', 'send.way'], ['1', 'send.ask-fax'], ['02155501234#', 'send.done']] },
  known('send: a document by e-mail', [84, 92], ['6', 'send.menu'], ['1', 'send.documents'], ['1', 'send.way'], ['3', 'send.done']),
  { title: 'send: nothing was asked for yet', clients: null, steps: [['6', 'send.menu'], ['2', 'send.nothing']] },
  { title: 'send: the last quote by SMS', clients: null, steps: [['1', 'quote.ask-code'], ['600519#', 'quote.last'], ['*', 'main.menu'], ['6', 'send.menu'], ['2', 'send.last-way'], ['1', 'send.done']] },
  { title: 'complaint after the tone', clients: null, steps: [['7', 'complaint.menu'], ['1', 'complaint.way'], ['2', 'complaint.leave'], ['#speak', 'case.number-is']] },
  { title: 'suggestion after the tone', clients: null, steps: [['7', 'complaint.menu'], ['2', 'suggestion.leave'], ['#speak', 'case.number-is']] },
  { title: 'complaint to a person', clients: null, isQueued: true, steps: [['7', 'complaint.menu'], ['1', 'complaint.way'], ['1', 'recording.notice']] },
  { title: 'status of a case that is none', clients: null, steps: [['7', 'complaint.menu'], ['3', 'case.ask-number'], ['12345678', 'case.unknown']] },
  known('booked callback', [68, 76], ['8', 'service.menu'], ['1', 'booking.choose'], ['2', 'booking.we-call']),
  { title: 'booked callback of nobody: a message instead', clients: null, steps: [['8', 'service.menu'], ['1', 'booking.choose'], ['1', 'booking.refused-menu'], ['1', 'message.leave'], ['#speak', 'message.thanks']] },
  { title: 'opening an account, sent by SMS', clients: null, steps: [['8', 'service.menu'], ['2', 'service.opening-after'], ['1', 'send.done']] },
  { title: 'a loss is reported to a person', clients: null, isQueued: true, steps: [['8', 'service.menu'], ['3', 'recording.notice']] },
  known('new contact number', [52, 60], ['8', 'service.menu'], ['4', 'login.ask-pin-known'], ['PIN', 'contact.ask'], ['13900139000#', 'contact.ask-again'], ['13900139000#', 'contact.changed']),
  known('e-mail on file is stopped', [56, 64], ['8', 'service.menu'], ['5', 'login.ask-pin-known'], ['PIN', 'contact.email-menu'], ['1', 'contact.email-confirm'], ['1', 'contact.email-removed'], ['5', 'contact.email-none-menu']),
  known('another e-mail: an agent calls back', [32, 40], ['8', 'service.menu'], ['5', 'login.ask-pin-known'], ['PIN', 'contact.email-menu'], ['2', 'contact.call-booked']),
  { title: 'a person', clients: null, isQueued: true, steps: [['0', 'recording.notice']] },
];
