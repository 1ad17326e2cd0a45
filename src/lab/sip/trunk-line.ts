import { createClientRequests, newTag } from './client-requests.ts';
import { nowMs } from './pacer.ts';
import { type ArrivedFrame, type RtpSession, openRtp } from './rtp-session.ts';
import { formatSdp, parseSdp } from './sdp.ts';
import { createServerAnswers } from './server-answers.ts';
import { type SipRequest, type SipResponse, addressOf, headerOf, isResponse } from './sip-message.ts';
import { type SipPeer, openSipTransport } from './sip-transport.ts';

/** `refused`: never answered. */
export interface TrunkEnd {
  by: 'us' | 'far-end' | 'refused';
  atMs: number;
}

/** A client's call straight into the firm's trunk. */
export interface TrunkCall {
  number: string;
  rtp: RtpSession;
  press(keys: string): Promise<void>;
  hangUp(): Promise<TrunkEnd>;
  ended: Promise<TrunkEnd>;
  /** undefined while it lasts. */
  end(): TrunkEnd | undefined;
}

/**
 * Plays the public network without the carrier's Asterisk: many calls from one process, each a dialog of ours (RFC 3261, 12 and 13)
 * and a media port. Cheap enough for hundreds; what is heard is the callers' own matter (`onFrame`).
 */
export interface TrunkLine {
  /** Resolves when it is answered. Throws when it is refused. */
  call(options: { from: string; to: string; onFrame: (frame: ArrivedFrame) => void }): Promise<TrunkCall>;
  /** Hangs up what is left. */
  close(): Promise<void>;
}

const KEYS = { pressMs: 100, pauseMs: 100 } as const;
const CLOSE_LIMIT_MS = 3_000;

export async function openTrunkLine(options: { to: SipPeer; onPlaced?: (callId: string) => void; onFault?: (error: unknown) => void }): Promise<TrunkLine> {
  const transport = await openSipTransport({
    onFault: (error) => options.onFault?.(error),
    onMessage: (message, from) => (isResponse(message) ? requests.take(message) : take(message, from)),
  });
  const requests = createClientRequests(() => transport, { user: '', password: '' });
  const answers = createServerAnswers(() => transport);
  const dialogs = new Map<string, ReturnType<typeof createDialog>>();

  function take(request: SipRequest, from: SipPeer): void {
    if (request.method === 'ACK') return void answers.acknowledge(request);
    if (answers.repeat(request, from)) return;
    const dialog = dialogs.get(headerOf(request, 'call-id'));
    if (dialog === undefined) return answers.give(request, from, { status: 481, toTag: newTag() });
    if (request.method === 'INVITE' || request.method === 'UPDATE') return dialog.renegotiate(request, from);
    answers.give(request, from, { status: 200 });
    if (request.method === 'BYE') dialog.over('far-end');
  }

  return {
    async call({ from, to, onFrame }) {
      const rtp = await openRtp({ onFrame });
      const dialog = createDialog({ line: { transport, requests, answers, peer: options.to }, rtp, from, to });
      dialogs.set(dialog.callId, dialog);
      void dialog.call.ended.then(() => setTimeout(() => dialogs.delete(dialog.callId), CLOSE_LIMIT_MS).unref());
      options.onPlaced?.(dialog.callId);
      await dialog.invite();
      return dialog.call;
    },
    async close() {
      const late = new Promise((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS).unref());
      await Promise.race([late, Promise.all([...dialogs.values()].map(({ call }) => call.hangUp()))]);
      requests.close();
      answers.close();
      transport.close();
    },
  };
}

interface DialogParts {
  line: { transport: { host: string; port: number }; requests: ReturnType<typeof createClientRequests>; answers: ReturnType<typeof createServerAnswers>; peer: SipPeer };
  rtp: RtpSession;
  from: string;
  to: string;
}

function createDialog({ line, rtp, from, to }: DialogParts) {
  const { transport, requests, answers, peer } = line;
  const callId = newTag();
  const own = `<sip:${from}@${transport.host}>;tag=${newTag()}`;
  const contact = ['Contact', `<sip:${from}@${transport.host}:${transport.port}>`] as const;
  const media = ['Content-Type', 'application/sdp'] as const;
  const asked = `sip:${to}@${peer.host}:${peer.port}`;
  let remote = { uri: asked, to: `<${asked}>` };
  let sequence = 0;
  let version = 0;
  let end: TrunkEnd | undefined;
  let settle: (end: TrunkEnd) => void = () => undefined;
  const ended = new Promise<TrunkEnd>((resolve) => (settle = resolve));
  const describe = (): string => formatSdp({ host: transport.host, port: rtp.port, version: (version += 1), direction: 'sendrecv', eventPayload: undefined });
  const over = (by: TrunkEnd['by']): void => {
    if (end !== undefined) return;
    end = { by, atMs: nowMs() };
    rtp.close();
    settle(end);
  };
  const send = (method: string, headers: readonly (readonly [string, string])[], body?: string): Promise<SipResponse & { sequence: number }> =>
    requests.send({
      method, uri: remote.uri, peer, nextSequence: () => (sequence += 1),
      headers: [['From', own], ['To', remote.to], ['Call-ID', callId], contact, ...headers], ...(body === undefined ? {} : { body }),
    });
  const call: TrunkCall = {
    number: from, rtp, ended, end: () => end,
    press: (keys) => Promise.race([rtp.press(keys, KEYS), ended.then(() => undefined)]),
    async hangUp() {
      if (end !== undefined) return end;
      over('us');
      await send('BYE', []).catch(() => undefined);
      return ended;
    },
  };
  return {
    callId, call, over,
    async invite(): Promise<void> {
      const response = await send('INVITE', [media], describe());
      const target = addressOf(headerOf(response, 'contact'));
      remote = { uri: target === '' ? asked : target, to: headerOf(response, 'to') };
      requests.acknowledge({ uri: remote.uri, peer, response, sequence: response.sequence });
      const offer = parseSdp(response.body);
      if (response.status < 300 && offer !== undefined) return rtp.sendTo(offer.remote);
      over('refused');
      throw new Error(`a call was answered with ${response.status} ${response.reason}`);
    },
    renegotiate(request: SipRequest, sender: SipPeer): void {
      const offer = parseSdp(request.body);
      if (offer !== undefined) rtp.sendTo(offer.remote);
      answers.give(request, sender, { status: 200, headers: [contact, media], body: describe() });
    },
  };
}
