/** The words of what is sent: built anew from the back office, so that a message never holds more than its caller may hear. */
import type { LookupAnswer } from '../../core/call/events.ts';
import type { AnswerValue, Answers } from '../../core/ivr/flow.ts';
import type { Language } from '../../core/speech/clip.ts';
import type { Answerer, OperationAsk } from './answerer.ts';
import { documents } from './documents.ts';
import type { Written } from './written.ts';

type Writing = Written | { readonly answer: LookupAnswer };

/** `what`: quote (with code), funds (with client), doc-1 and on. Anything else is refused. */
export async function writeNotice(brokerage: Answerer, ask: OperationAsk): Promise<Writing> {
  const what = ask.args['what'] ?? '';
  const document = Object.hasOwn(documents, what) ? documents[what] : undefined;
  if (document !== undefined) return document[ask.language];
  if (what !== 'quote' && what !== 'funds') return { answer: { kind: 'refused', code: 'NOTHING_TO_SEND' } };
  const args = what === 'quote' ? { code: ask.args['code'] ?? '', ...(ask.args['kind'] === undefined ? {} : { kind: ask.args['kind'] }) } : { client: ask.args['client'] ?? '' };
  if (Object.values(args).includes('')) return { answer: { kind: 'refused', code: 'NOTHING_TO_SEND' } };
  const found = await brokerage({ ...ask, operation: what, args, held: {} });
  if (found.kind === 'failed') return { answer: found };
  if (found.kind !== 'found') return { answer: { kind: 'refused', code: 'NOTHING_TO_SEND' } };
  return what === 'quote' ? quoteText(found.answers, ask.language) : fundsText(found.answers, ask.language);
}

function quoteText(quote: Answers, language: Language): Written {
  const [name, code, last, change] = [shown(quote['name']), shown(quote['code']), shown(quote['last']), shown(quote['changePct'])];
  const english = quote['englishName'] === undefined ? code : `${shown(quote['englishName'])} (${code})`;
  return language === 'zh-CN'
    ? { subject: `${name} 行情`, body: `${name}（${code}）最新价${last}，涨跌幅${change}%。行情仅供参考。` }
    : { subject: `Quote of ${code}`, body: `${english}: last ${last}, change ${change}%. For information only.` };
}

function fundsText(funds: Answers, language: Language): Written {
  const [total, usable, out] = [yuan(funds['totalFen']), yuan(funds['usableFen']), yuan(funds['withdrawableFen'])];
  return language === 'zh-CN'
    ? { subject: '账户资金', body: `您的账户总资产${total}元，可用资金${usable}元，可取资金${out}元。` }
    : { subject: 'Your account', body: `Total assets ${total} yuan, usable ${usable} yuan, withdrawable ${out} yuan.` };
}

function shown(value: AnswerValue | undefined): string {
  if (typeof value !== 'object') return String(value ?? '');
  return decimalText(value.mantissa, value.decimals);
}

const yuan = (fen: AnswerValue | undefined): string => (typeof fen === 'number' ? decimalText(fen, 2) : '');

/** In whole numbers: 168888 with 2 decimals is 1688.88. */
function decimalText(mantissa: number, decimals: number): string {
  const digits = String(Math.abs(mantissa)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${mantissa < 0 ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}
