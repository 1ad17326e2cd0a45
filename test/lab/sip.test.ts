import { describe, expect, it } from 'vitest';
import { answerChallenge } from '../../src/lab/sip/digest.ts';
import { formatRtp, parseRtp } from '../../src/lab/sip/rtp-packet.ts';
import { answerTo, formatSdp, parseSdp } from '../../src/lab/sip/sdp.ts';
import { type SipRequest, type SipResponse, addressOf, formatRequest, formatResponse, headerOf, parameterOf, parseSip, sequenceOf, userOf } from '../../src/lab/sip/sip-message.ts';
import { createStreamClock } from '../../src/lab/sip/stream-clock.ts';
import { createRandom } from './ear-streams.ts';

const must: [string, string][] = [
  ['Via', 'SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKabc;rport'], ['From', '"Li, ""Jing" <sip:1001@127.0.0.1>;tag=1'], ['To', '<sip:95500@127.0.0.1>'],
  ['Call-ID', 'c1'], ['CSeq', '7 INVITE'],
];

describe('SIP messages', () => {
  it('read back what is written', () => {
    const request = parseSip(formatRequest({ method: 'INVITE', uri: 'sip:95500@127.0.0.1', headers: must, body: 'v=0\r\n' })) as SipRequest;
    expect(request).toMatchObject({ method: 'INVITE', uri: 'sip:95500@127.0.0.1', body: 'v=0\r\n' });
    expect(sequenceOf(request)).toEqual({ number: 7, method: 'INVITE' });
    expect(parameterOf(headerOf(request, 'via'), 'branch')).toBe('z9hG4bKabc');
    const response = parseSip(formatResponse({ status: 486, reason: 'Busy Here', headers: must })) as SipResponse;
    expect(response).toMatchObject({ status: 486, reason: 'Busy Here' });
  });

  it('are understood in compact form, folded, and with several values in a line', () => {
    const text = 'INVITE sip:a@b SIP/2.0\r\nv: SIP/2.0/UDP a;branch=1, SIP/2.0/UDP b;branch=2\r\nf: <sip:13800138000@x;user=phone>\r\n ;tag=9\r\nt: sip:y\r\ni: 1\r\nCSeq: 1 INVITE\r\n\r\n';
    const request = parseSip(Buffer.from(text)) as SipRequest;
    expect(request.headers['via']).toHaveLength(2);
    expect(parameterOf(headerOf(request, 'from'), 'tag')).toBe('9');
    expect([userOf(headerOf(request, 'from')), addressOf(headerOf(request, 'to'))]).toEqual(['13800138000', 'sip:y']);
  });

  it('that are broken, empty or random bytes are passed over', () => {
    const random = createRandom(3);
    expect(parseSip(Buffer.from('\r\n\r\n'))).toBeUndefined();
    expect(parseSip(Buffer.from('INVITE sip:a SIP/2.0\r\nVia: x\r\n\r\n'))).toBeUndefined();
    for (let n = 0; n < 500; n += 1) {
      const bytes = Buffer.from(Uint8Array.from({ length: random.below(400) }, () => random.below(256)));
      expect(() => [parseSip(bytes), parseRtp(bytes), parseSdp(bytes.toString('latin1'))]).not.toThrow();
    }
  });

  it('answer a digest challenge as the example of RFC 2617, 3.5 (MD5) does without qop', () => {
    const challenge = parseSip(formatResponse({
      status: 401, reason: 'Unauthorized',
      headers: [...must, ['WWW-Authenticate', 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"']],
    })) as SipResponse;
    const [name, value] = answerChallenge(challenge, { method: 'GET', uri: '/dir/index.html' }, { user: 'Mufasa', password: 'Circle Of Life' }) ?? [];
    expect(name).toBe('Authorization');
    expect(value).toContain('response="670fd8c2df070c60b045671b8b24ff02"');
  });
});

describe('media descriptions', () => {
  it('are read back, held ones too', () => {
    const own = { host: '127.0.0.1', port: 4000, version: 1, direction: 'sendonly', eventPayload: 96 } as const;
    expect(parseSdp(formatSdp(own))).toEqual({ remote: { host: '127.0.0.1', port: 4000 }, direction: 'sendonly', eventPayload: 96 });
    expect(answerTo('sendonly')).toBe('recvonly');
    expect(parseSdp(formatSdp(own).replace('RTP/AVP 8', 'RTP/AVP 0'))).toBeUndefined();
  });
});

describe('RTP', () => {
  const header = { payloadType: 8, isMarked: false, sequence: 65_535, timestamp: 4_294_967_200, ssrc: 7 };

  it('packets are read back', () => {
    const payload = Buffer.alloc(160, 0x55);
    expect(parseRtp(formatRtp({ ...header, payload }))).toEqual({ ...header, payload });
  });

  it('arrivals are put on the clock of the stream, losses counted over the wrap of the sequence', () => {
    const clock = createStreamClock();
    const at = (step: number, arrivedMs: number) =>
      clock.place({ ...header, sequence: (65_534 + step) & 0xffff, timestamp: (4_294_967_200 + step * 160) >>> 0, arrivedMs });
    expect(at(0, 1000)).toEqual({ atMs: 1000, lostBefore: 0 });
    expect(at(1, 1027)).toEqual({ atMs: 1020, lostBefore: 0 });
    expect(at(4, 1081)).toEqual({ atMs: 1080, lostBefore: 2 });
    expect(at(2, 1082)).toBeUndefined();
    expect(at(5, 5000)?.atMs).toBe(5000);
  });
});
