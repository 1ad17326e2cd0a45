import { PhoneFault } from '../ear/phone-fault.ts';
import { type ClientRequests, createClientRequests, newTag } from './client-requests.ts';
import { nowMs } from './pacer.ts';
import { type ArrivedFrame, openRtp } from './rtp-session.ts';
import { parseSdp } from './sdp.ts';
import { placeOwnCall } from './own-call.ts';
import { type OpenedLeg, type SeatLeg, createSeatLeg, isInDialog } from './seat-leg.ts';
import { createServerAnswers } from './server-answers.ts';
import { type SipRequest, headerOf, isResponse } from './sip-message.ts';
import { type SipPeer, openSipTransport } from './sip-transport.ts';

export interface SeatPhone {
  /** Signs in at the registrar and stays so; resolves when it has accepted. Throws when it refuses. */
  register(): Promise<void>;
  /** Dials; resolves when it is answered. Throws CallRefused, or SipTimeout. */
  dial(to: string): Promise<SeatLeg>;
  /** Ends calls and signs out. */
  close(): Promise<void>;
}

export interface SeatPhoneOptions {
  extension: string;
  password: string;
  registrar: SipPeer;
  onLeg: (leg: SeatLeg) => void;
  onFrame?: (frame: ArrivedFrame) => void;
  onIdle?: (nowMs: number) => void;
  /** A later registration failed (it is tried again), or a datagram made us stumble. */
  onFault?: (error: unknown) => void;
}

const EXPIRES_S = 300;
const RETRY_MS = 2_000;
const CLOSE_LIMIT_MS = 2_000;

/** A SIP phone over UDP with one account: registers, and hands over the calls it gets. */
export async function openSeatPhone(options: SeatPhoneOptions): Promise<SeatPhone> {
  const fault = (error: unknown): void => options.onFault?.(error);
  const transport = await openSipTransport({
    onFault: fault,
    onMessage: (message, from) => (isResponse(message) ? requests.take(message) : takeRequest(message, from)),
  });
  const requests = createClientRequests(() => transport, { user: options.extension, password: options.password });
  const answers = createServerAnswers(() => transport);
  const contact = `<sip:${options.extension}@${transport.host}:${transport.port}>`;
  const legs = new Map<string, OpenedLeg>();
  const opening = new Set<string>();
  const registration = createRegistration({ ...options, requests, contact, fault });

  function takeRequest(request: SipRequest, peer: SipPeer): void {
    const callId = headerOf(request, 'call-id');
    const known = legs.get(callId);
    if (request.method === 'ACK') return known ? known.take(request, peer) : void answers.acknowledge(request);
    if (answers.repeat(request, peer) || opening.has(callId)) return;
    if (known) return known.take(request, peer);
    if (request.method === 'INVITE' && !isInDialog(request)) return void invited(request, peer).catch(fault);
    if (request.method === 'OPTIONS' || request.method === 'NOTIFY') return answers.give(request, peer, { status: 200, toTag: newTag() });
    answers.give(request, peer, { status: 481, toTag: newTag() });
  }

  const keep = (callId: string, opened: OpenedLeg): void => {
    legs.set(callId, opened);
    void opened.leg.ended.then(() => setTimeout(() => legs.delete(callId), RETRY_MS).unref());
  };
  const openMedia = () => openRtp({ onFrame: (frame) => options.onFrame?.(frame), ...(options.onIdle ? { onIdle: options.onIdle } : {}) });

  async function invited(invite: SipRequest, peer: SipPeer): Promise<void> {
    const offer = parseSdp(invite.body);
    if (!offer) return answers.give(invite, peer, { status: 488, toTag: newTag() });
    const callId = headerOf(invite, 'call-id');
    const invitedAtMs = nowMs();
    answers.give(invite, peer, { status: 100 });
    opening.add(callId);
    const rtp = await openMedia();
    opening.delete(callId);
    const opened = createSeatLeg({ invite, peer, offer, rtp, answers, requests, contact, host: transport.host });
    keep(callId, opened);
    options.onLeg({ ...opened.leg, invitedAtMs });
  }

  return {
    register: registration.start,
    async dial(to) {
      const callId = newTag();
      const { extension, registrar } = options;
      const opened = await placeOwnCall({ to, extension, callId, registrar, rtp: await openMedia(), answers, requests, contact, host: transport.host });
      keep(callId, opened);
      return opened.leg;
    },
    async close() {
      // An Asterisk that is gone answers neither BYE nor REGISTER: don't wait 32 s for it.
      await withinLimit(Promise.all([...legs.values()].map(({ leg }) => leg.hangUp())));
      await withinLimit(registration.stop());
      requests.close();
      answers.close();
      transport.close();
    },
  };
}

async function withinLimit(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, CLOSE_LIMIT_MS)))]);
  clearTimeout(timer);
}

function createRegistration(options: SeatPhoneOptions & { requests: ClientRequests; contact: string; fault: (error: unknown) => void }) {
  const { extension, registrar, requests, contact } = options;
  const address = `sip:${extension}@${registrar.host}:${registrar.port}`;
  const callId = newTag();
  const tag = newTag();
  let sequence = 0;
  let timer: NodeJS.Timeout | undefined;
  let isRegistered = false;

  async function register(expiresS: number): Promise<void> {
    const response = await requests.send({
      method: 'REGISTER',
      uri: `sip:${registrar.host}:${registrar.port}`,
      peer: registrar,
      nextSequence: () => (sequence += 1),
      headers: [['From', `<${address}>;tag=${tag}`], ['To', `<${address}>`], ['Call-ID', callId], ['Contact', contact], ['Expires', String(expiresS)]],
    });
    isRegistered = response.status === 200 && expiresS > 0;
    if (response.status !== 200) throw new PhoneFault('SEAT_REFUSED', `seat ${extension} could not register: ${response.status} ${response.reason}`);
  }

  function again(afterMs: number): void {
    timer = setTimeout(() => {
      register(EXPIRES_S).then(
        () => again(EXPIRES_S * 800),
        (error: unknown) => {
          options.fault(error);
          again(RETRY_MS);
        },
      );
    }, afterMs);
  }

  return {
    async start(): Promise<void> {
      await register(EXPIRES_S);
      again(EXPIRES_S * 800);
    },
    async stop(): Promise<void> {
      clearTimeout(timer);
      if (isRegistered) await register(0).catch(options.fault);
    },
  };
}
