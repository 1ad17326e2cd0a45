/**
 * Requests over the events websocket of driver `direct`. There they cost Asterisk and us a quarter of what they cost over HTTP, but a
 * socket carries out one after another, and one that waits for a call's clip would hold up every call (60 s seen). So only
 * those that never wait go this way (docs/decisions/002-ari-driver.md), and all go over HTTP while no socket is open.
 */
import { z } from 'zod';
import type { AriTransport } from './ari-http.ts';
import type { UsedAriCall } from './command-kinds.ts';

/** That none of them waits for a clip is shown in test/adapters/asterisk/conformance/clips-and-bridges.ts, on the real Asterisk. */
const neverWaiting: ReadonlySet<UsedAriCall> = new Set<UsedAriCall>([
  'POST /channels/{channelId}/play/{playbackId}', 'DELETE /playbacks/{playbackId}', 'POST /channels/create', 'POST /channels/{channelId}/dial',
  'DELETE /channels/{channelId}', 'POST /applications/{applicationName}/subscription',
]);
const replySchema = z.object({ request_id: z.string(), status_code: z.number(), message_body: z.string().optional() });
type Settle = (reply: { status: number; text: string } | null) => void;

export interface SocketRequests extends AriTransport {
  /** The socket is open: this is how to send on it. */
  opened(send: (message: string) => void): void;
  /** The text of a message; true when it was an answer to one of ours. */
  take(message: string): boolean;
  closed(): void;
}

/** `others` carries what waits, and everything while no socket is open. */
export function createSocketRequests(others: AriTransport): SocketRequests {
  let sendOn: ((message: string) => void) | null = null;
  const waiting = new Map<string, Settle>();
  let count = 0;

  return {
    opened: (send) => { sendOn = send; },
    take(message) {
      // Asterisk writes the type of an answer first.
      if (!message.startsWith('{"type":"RESTResponse"')) return false;
      const reply = replySchema.safeParse(JSON.parse(message)).data;
      if (reply !== undefined) waiting.get(reply.request_id)?.({ status: reply.status_code, text: reply.message_body ?? '' });
      return true;
    },
    closed() {
      sendOn = null;
      for (const settle of [...waiting.values()]) settle(null);
    },
    send(request) {
      const { name, neverWaits, method, path, body, signal } = request;
      const sendNow = sendOn;
      if (sendNow === null || name === undefined || !(neverWaits === true || neverWaiting.has(name))) return others.send(request);
      count += 1;
      const requestId = String(count);
      return new Promise((resolve, reject) => {
        const settle: Settle = (reply) => {
          waiting.delete(requestId);
          signal.removeEventListener('abort', giveUp);
          if (reply === null) reject(new Error('no answer'));
          else resolve(reply);
        };
        const giveUp = (): void => { settle(null); };
        signal.addEventListener('abort', giveUp);
        waiting.set(requestId, settle);
        sendNow(JSON.stringify({
          type: 'RESTRequest', request_id: requestId, method, uri: path.replace(/^\/ari\//, ''),
          ...(body === undefined ? {} : { content_type: 'application/json', message_body: body }),
        }));
      });
    },
    close: () => others.close(),
  };
}
