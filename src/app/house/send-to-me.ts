/** "Send it to me" (M-12): what the caller just heard, or a document, by SMS, e-mail or fax. Written down here, sent by the worker. */
import type { LookupAnswer } from '../../core/call/events.ts';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Answerer, OperationAsk } from './answerer.ts';
import { writeNotice } from './notice-texts.ts';
import type { CallOwners, HeldNumbers, NewNotice, NoticeChannel, Notices } from './ports.ts';
import type { Written } from './written.ts';

export interface SendToMeDeps {
  readonly notices: Notices;
  readonly owners: CallOwners;
  readonly numbers: HeldNumbers;
  readonly brokerage: Answerer;
  readonly clock: Clock;
}

const channels: readonly NoticeChannel[] = ['sms', 'email', 'fax'];

export function createSendToMe(deps: SendToMeDeps): Answerer {
  return async (ask): Promise<LookupAnswer> => {
    const channel = channels.find((one) => one === ask.args['channel']);
    if (channel === undefined) return { kind: 'refused', code: 'CHANNEL_UNKNOWN' };
    const written = await writeNotice(deps.brokerage, ask);
    if ('answer' in written) return written.answer;
    const to = await addressOf(deps, ask, channel);
    if ('answer' in to) return to.answer;
    await deps.notices.add(noticeOf(deps, { ask, channel, written, to: to.to }));
    return { kind: 'found', answers: {} };
  };
}

function noticeOf(deps: SendToMeDeps, parts: { ask: OperationAsk; channel: NoticeChannel; written: Written; to: NewNotice['to'] }): NewNotice {
  const { ask, channel, written, to } = parts;
  const at = deps.clock.now();
  const clientId = deps.owners.of(ask.callId)?.clientId ?? null;
  return { noticeId: uuidV7(at), requestId: ask.requestId, channel, what: ask.args['what'] ?? '', callId: ask.callId, clientId, to, ...written, at };
}

type Address = { readonly to: NewNotice['to'] } | { readonly answer: LookupAnswer };
const none: Address = { answer: { kind: 'refused', code: 'NO_ADDRESS' } };

/** sms: to the number she calls from. email: the address the back office has. fax: the number she keyed. */
async function addressOf(deps: SendToMeDeps, ask: OperationAsk, channel: NoticeChannel): Promise<Address> {
  if (channel === 'fax') {
    const keyed = ask.held['number'];
    const token = keyed === undefined ? null : await deps.numbers.keepHeld(keyed);
    return token === null ? { answer: { kind: 'refused', code: 'NUMBER_INVALID' } } : { to: { numberToken: token } };
  }
  const owner = deps.owners.of(ask.callId);
  if (channel === 'sms') return owner?.numberToken == null ? none : { to: { numberToken: owner.numberToken } };
  if (owner?.clientId == null) return none;
  const contacts = await deps.brokerage({ ...ask, operation: 'contacts', args: { client: owner.clientId }, held: {} });
  if (contacts.kind === 'failed') return { answer: contacts };
  const email = contacts.kind === 'found' ? contacts.answers['email'] : undefined;
  return typeof email === 'string' && email !== '' ? { to: { address: email } } : none;
}
