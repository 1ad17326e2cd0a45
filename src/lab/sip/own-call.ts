import { PhoneFault } from '../ear/phone-fault.ts';
import { type ClientRequests, newTag } from './client-requests.ts';
import { createDialog } from './dialog.ts';
import { nowMs } from './pacer.ts';
import type { RtpSession } from './rtp-session.ts';
import { formatSdp, parseSdp } from './sdp.ts';
import type { LegEnd, OpenedLeg, SeatLeg } from './seat-leg.ts';
import type { ServerAnswers } from './server-answers.ts';
import { type SipRequest, addressOf, headerOf } from './sip-message.ts';
import type { SipPeer } from './sip-transport.ts';

/** The other side said no; `code` has the status, such as CALL_REFUSED_486. */
export class CallRefused extends PhoneFault {}

export interface OwnCallParts {
  to: string;
  extension: string;
  callId: string;
  registrar: SipPeer;
  rtp: RtpSession;
  answers: ServerAnswers;
  requests: ClientRequests;
  contact: string;
  host: string;
}

/** The calling side of a dialog: INVITE, answered. Throws CallRefused, or SipTimeout. */
export async function placeOwnCall(parts: OwnCallParts): Promise<OpenedLeg> {
  const { to, extension, callId, registrar, rtp, requests, answers, contact, host } = parts;
  const address = `${registrar.host}:${registrar.port}`;
  const uri = `sip:${to}@${address}`;
  const local = `<sip:${extension}@${address}>;tag=${newTag()}`;
  let sequence = 0;
  const invitedAtMs = nowMs();
  const response = await requests.send({
    method: 'INVITE', uri, peer: registrar, nextSequence: () => (sequence += 1),
    headers: [['From', local], ['To', `<${uri}>`], ['Call-ID', callId], ['Contact', contact], ['Content-Type', 'application/sdp']],
    body: formatSdp({ host, port: rtp.port, version: 1, direction: 'sendrecv', eventPayload: undefined }),
  });
  const target = addressOf(headerOf(response, 'contact')) || uri;
  requests.acknowledge({ uri: response.status < 300 ? target : uri, peer: registrar, response, sequence: response.sequence });
  const described = parseSdp(response.body);
  if (response.status >= 300 || !described) {
    rtp.close();
    throw new CallRefused(`CALL_REFUSED_${response.status}`, `${to} was not reached: ${response.status} ${response.reason}`);
  }
  rtp.sendTo(described.remote);
  const ends = { local, remote: headerOf(response, 'to'), callId, target };
  const dialog = createDialog({ ends, peer: registrar, rtp, answers, requests, contact, host, eventPayload: described.eventPayload, sequence });
  let isOver = false;
  let finish: (how: LegEnd) => void = () => undefined;
  const ended = new Promise<LegEnd>((resolve) => (finish = resolve));
  const end = (how: LegEnd): void => {
    isOver = true;
    rtp.close();
    finish(how);
  };
  const leg: SeatLeg = {
    callId, from: to, invitedAtMs, rtp, ended, ends: () => ends,
    isTalking: () => !isOver,
    ring: () => undefined,
    answer: async () => undefined,
    refuse: () => undefined,
    hold: dialog.hold,
    refer: dialog.refer,
    async hangUp() {
      if (isOver) return;
      end('us');
      await dialog.bye();
    },
  };
  return { leg, take: (request: SipRequest, peer: SipPeer) => {
    switch (request.method) {
      case 'BYE':
        answers.give(request, peer, { status: isOver ? 481 : 200 });
        return isOver ? undefined : end('far-end');
      case 'NOTIFY':
        return dialog.notify(request, peer);
      case 'INVITE':
      case 'UPDATE':
        return dialog.renegotiate(request, peer);
      case 'ACK':
        return void answers.acknowledge(request);
      default:
        return answers.give(request, peer, { status: 200 });
    }
  } };
}
