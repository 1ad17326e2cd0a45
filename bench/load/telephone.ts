/** Many callers behind one SIP address: the public network of the bench, light enough not to be what is measured. */
import { createClientRequests, newTag } from '../../src/lab/sip/client-requests.ts';
import { formatSdp, parseSdp } from '../../src/lab/sip/sdp.ts';
import { createServerAnswers } from '../../src/lab/sip/server-answers.ts';
import { addressOf, headerOf, isResponse, type SipRequest, type SipResponse } from '../../src/lab/sip/sip-message.ts';
import { openSipTransport, type SipPeer } from '../../src/lab/sip/sip-transport.ts';
import { type CallerMedia, openCallerMedia } from './caller-media.ts';

export interface BenchCall {
  readonly number: string;
  readonly media: CallerMedia;
  /** Monotonic times of the INVITE and of its 200. */
  readonly invitedMs: number;
  readonly answeredMs: number;
  readonly ended: Promise<void>;
  isUp(): boolean;
  hangUp(): Promise<void>;
}

export interface Telephone {
  /** Rejects when the call is not answered with 200 in time. */
  place(call: { from: string; to: string; peer: SipPeer; limitMs?: number }): Promise<BenchCall>;
  close(): void;
}

interface Dialog {
  media: CallerMedia;
  end(): void;
}

const ANSWER_LIMIT_MS = 5_000;
const BYE_LIMIT_MS = 3_000;

export async function openTelephone(): Promise<Telephone> {
  const dialogs = new Map<string, Dialog>();
  const transport = await openSipTransport({
    onFault: () => undefined,
    onMessage: (message, from) => (isResponse(message) ? requests.take(message) : takeRequest(message, from)),
  });
  const requests = createClientRequests(() => transport, { user: '', password: '' });
  const answers = createServerAnswers(() => transport);
  const contact = `<sip:caller@${transport.host}:${transport.port}>`;
  const describe = (media: CallerMedia): string => formatSdp({ host: transport.host, port: media.port, version: 1, direction: 'sendrecv', eventPayload: 101 });

  function takeRequest(request: SipRequest, peer: SipPeer): void {
    if (request.method === 'ACK') return void answers.acknowledge(request);
    if (answers.repeat(request, peer)) return;
    const dialog = dialogs.get(headerOf(request, 'call-id'));
    if (dialog === undefined) return answers.give(request, peer, { status: 481 });
    if (request.method === 'BYE') dialog.end();
    const isOffer = (request.method === 'INVITE' || request.method === 'UPDATE') && request.body !== '';
    answers.give(request, peer, { status: 200, headers: [['Contact', contact], ...(isOffer ? [['Content-Type', 'application/sdp'] as const] : [])], ...(isOffer ? { body: describe(dialog.media) } : {}) });
  }

  return {
    async place({ from, to, peer, limitMs = ANSWER_LIMIT_MS }) {
      const media = await openCallerMedia();
      const callId = newTag();
      const ended = Promise.withResolvers<void>();
      let isUp = true;
      const end = (): void => {
        isUp = false;
        dialogs.delete(callId);
        media.close();
        ended.resolve();
      };
      dialogs.set(callId, { media, end });
      const tag = newTag();
      let sequence = 0;
      const uri = `sip:${to}@${peer.host}:${peer.port}`;
      const own = `<sip:${from}@${transport.host}>;tag=${tag}`;
      const invitedMs = performance.now();
      try {
        const response = await within(limitMs, 'not answered', requests.send({
          method: 'INVITE', uri, peer, nextSequence: () => (sequence += 1), body: describe(media),
          headers: [['From', own], ['To', `<${uri}>`], ['Call-ID', callId], ['Contact', contact], ['Content-Type', 'application/sdp']],
        }));
        const answeredMs = performance.now();
        const target = addressOf(headerOf(response, 'contact')) || uri;
        requests.acknowledge({ uri: target, peer, response, sequence: response.sequence });
        connectMedia(media, response);
        const bye = async (): Promise<void> => {
          if (!isUp) return;
          end();
          await within(BYE_LIMIT_MS, 'BYE not answered', requests.send({
            method: 'BYE', uri: target, peer, nextSequence: () => (sequence += 1),
            headers: [['From', own], ['To', headerOf(response, 'to')], ['Call-ID', callId]],
          }));
        };
        return { number: from, media, invitedMs, answeredMs, ended: ended.promise, isUp: () => isUp, hangUp: bye };
      } catch (error) {
        end();
        throw error;
      }
    },
    close() {
      for (const dialog of [...dialogs.values()]) dialog.end();
      requests.close();
      answers.close();
      transport.close();
    },
  };
}

function connectMedia(media: CallerMedia, response: SipResponse): void {
  if (response.status !== 200) throw new Error(`answered ${response.status}`);
  const offer = parseSdp(response.body);
  if (offer === undefined) throw new Error('answered without media');
  media.sendTo(offer.remote, offer.eventPayload ?? 101);
}

export async function within<T>(limitMs: number, why: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(why)), limitMs);
  });
  work.catch(() => undefined);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
