/** The scripted seat's phone hands a call on: against an exchange of a few lines, over UDP on this machine. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { referStatus, replacesOf } from '../../src/lab/sip/dialog.ts';
import { openSeatPhone, type SeatPhone } from '../../src/lab/sip/seat-phone.ts';
import type { SeatLeg } from '../../src/lab/sip/seat-leg.ts';
import { formatRequest, formatResponse, headerOf, isResponse, sequenceOf, type SipRequest } from '../../src/lab/sip/sip-message.ts';
import { openSipTransport, type SipPeer, type SipTransport } from '../../src/lab/sip/sip-transport.ts';
import { formatSdp } from '../../src/lab/sip/sdp.ts';

const SDP = formatSdp({ host: '127.0.0.1', port: 40_000, version: 1, direction: 'sendrecv', eventPayload: 101 });

let exchange: SipTransport;
let phone: SeatPhone;
let phoneAt: SipPeer;
let heard: SipRequest[];
/** What the exchange answers to a REFER, and the status lines of its NOTIFYs. */
let refer: { status: number; notify: readonly string[] };
let invites: number | null;
let onLeg: (leg: SeatLeg) => void;

function answer(request: SipRequest, status: number, body?: string): void {
  const to = headerOf(request, 'to');
  const headers = [
    ['Via', headerOf(request, 'via')], ['From', headerOf(request, 'from')], ['To', to.includes('tag=') ? to : `${to};tag=exchange`], ['Call-ID', headerOf(request, 'call-id')],
    ['CSeq', headerOf(request, 'cseq')], ['Contact', `<sip:exchange@${exchange.host}:${exchange.port}>`], ...(body === undefined ? [] : [['Content-Type', 'application/sdp']]),
  ] as [string, string][];
  exchange.send(formatResponse({ status, reason: 'x', headers, ...(body === undefined ? {} : { body }) }), phoneAt);
}

let branch = 0;
function ask(method: string, dialog: { from: string; to: string; callId: string; sequence: number }, body?: string): void {
  const headers: [string, string][] = [
    ['Via', `SIP/2.0/UDP ${exchange.host}:${exchange.port};branch=z9hG4bK${(branch += 1)}`], ['Max-Forwards', '70'], ['From', dialog.from], ['To', dialog.to], ['Call-ID', dialog.callId],
    ['CSeq', `${dialog.sequence} ${method}`], ['Contact', `<sip:exchange@${exchange.host}:${exchange.port}>`],
  ];
  exchange.send(formatRequest({ method, uri: `sip:1001@${phoneAt.host}:${phoneAt.port}`, headers, ...(body === undefined ? {} : { body }) }), phoneAt);
}

function take(request: SipRequest, from: SipPeer): void {
  heard.push(request);
  phoneAt = from;
  if (request.method === 'ACK') return;
  if (request.method === 'INVITE') return answer(request, invites ?? 200, invites === null ? SDP : undefined);
  if (request.method !== 'REFER') return answer(request, 200);
  answer(request, refer.status);
  refer.notify.forEach((line, index) => {
    ask('NOTIFY', { from: headerOf(request, 'to'), to: headerOf(request, 'from'), callId: headerOf(request, 'call-id'), sequence: 100 + index }, line);
  });
}

beforeEach(async () => {
  heard = [];
  refer = { status: 202, notify: ['SIP/2.0 100 Trying', 'SIP/2.0 200 OK'] };
  invites = null;
  onLeg = () => undefined;
  exchange = await openSipTransport({
    onFault: (error) => { throw error; },
    onMessage: (message, from) => {
      if (!isResponse(message)) take(message, from);
      else if (sequenceOf(message).method === 'INVITE' && message.status === 200)
        ask('ACK', { from: headerOf(message, 'from'), to: headerOf(message, 'to'), callId: headerOf(message, 'call-id'), sequence: sequenceOf(message).number });
    },
  });
  phone = await openSeatPhone({ extension: '1001', password: 'x', registrar: { host: exchange.host, port: exchange.port }, onLeg: (leg) => onLeg(leg) });
  await phone.register();
});
afterEach(async () => {
  await phone.close();
  exchange.close();
});

/** A call comes in and is picked up. */
async function talk(): Promise<SeatLeg> {
  const leg = new Promise<SeatLeg>((resolve) => (onLeg = resolve));
  ask('INVITE', { from: '<sip:95500@exchange>;tag=client', to: '<sip:1001@exchange>', callId: 'first', sequence: 1 }, SDP);
  const taken = await leg;
  await taken.answer();
  return taken;
}
const referred = (): string => headerOf(heard.find(({ method }) => method === 'REFER') as SipRequest, 'refer-to');

describe('REFER from the phone', () => {
  it('to a place: told by the NOTIFY of its end, not by the one before', async () => {
    const leg = await talk();
    expect(await leg.refer('1002')).toBe(200);
    expect(referred()).toBe(`<sip:1002@${exchange.host}:${exchange.port}>`);
  });

  it('that is refused is told so, by its answer or by a NOTIFY', async () => {
    const leg = await talk();
    refer = { status: 202, notify: ['SIP/2.0 603 Decline'] };
    expect(await leg.refer('13900139000')).toBe(603);
    refer = { status: 403, notify: [] };
    expect(await leg.refer('1002')).toBe(403);
  });

  it('names its other call, the exchange\'s tag first', async () => {
    const leg = await talk();
    const own = await phone.dial('1002');
    expect(await leg.refer('1002', { replaced: own.ends() })).toBe(200);
    const { callId, local } = own.ends();
    const replaces = decodeURIComponent(/\?Replaces=([^>]+)>/.exec(referred())?.[1] ?? '');
    expect(replaces).toBe(`${callId};to-tag=exchange;from-tag=${/tag=(\w+)/.exec(local)?.[1]}`);
    expect(heard.filter(({ method }) => method === 'ACK')).toHaveLength(1);
  });

  it('a call of its own that is refused says with which status', async () => {
    invites = 486;
    await expect(phone.dial('1009')).rejects.toMatchObject({ code: 'CALL_REFUSED_486' });
  });
});

describe('what stands in a REFER', () => {
  it('the dialog replaced is written so that nothing of it is read as the address', () => {
    expect(replacesOf({ callId: 'a@b', local: '<sip:1001@x>;tag=mine', remote: '<sip:y@x>;tag=theirs', target: 'sip:y@x' })).toBe('a%40b%3Bto-tag%3Dtheirs%3Bfrom-tag%3Dmine');
  });

  it('a NOTIFY without a status line says nothing', () => {
    expect([referStatus('SIP/2.0 200 OK\r\n'), referStatus(''), referStatus('hello')]).toEqual([200, 0, 0]);
  });
});
