/** A seat's phone that only signs in and out. */
import { randomBytes } from 'node:crypto';
import { answerChallenge } from '../../../../src/lab/sip/digest.ts';
import { formatRequest, isResponse, type SipResponse } from '../../../../src/lab/sip/sip-message.ts';
import { openSipTransport } from '../../../../src/lab/sip/sip-transport.ts';

export interface RegisteredPhone {
  signOut(): Promise<void>;
  close(): void;
}

export async function signIn(account: { user: string; password: string; sipPort: number }): Promise<RegisteredPhone> {
  let heard: (response: SipResponse) => void = () => undefined;
  const transport = await openSipTransport({ onMessage: (message) => { if (isResponse(message)) heard(message); }, onFault: () => undefined });
  const uri = `sip:127.0.0.1:${account.sipPort}`;
  const [callId, tag] = [randomBytes(8).toString('hex'), randomBytes(4).toString('hex')];
  let sequence = 0;

  const register = (expires: number, authorization?: readonly [string, string]): Promise<SipResponse> => new Promise((resolve) => {
    sequence += 1;
    heard = resolve;
    const headers: (readonly [string, string])[] = [
      ['Via', `SIP/2.0/UDP 127.0.0.1:${transport.port};branch=z9hG4bK${randomBytes(6).toString('hex')};rport`],
      ['From', `<sip:${account.user}@127.0.0.1>;tag=${tag}`], ['To', `<sip:${account.user}@127.0.0.1>`], ['Call-ID', callId],
      ['CSeq', `${sequence} REGISTER`], ['Max-Forwards', '70'], ['Contact', `<sip:${account.user}@127.0.0.1:${transport.port}>`], ['Expires', String(expires)],
      ...(authorization === undefined ? [] : [authorization]),
    ];
    transport.send(formatRequest({ method: 'REGISTER', uri, headers }), { host: '127.0.0.1', port: account.sipPort });
  });
  const run = async (expires: number): Promise<void> => {
    const challenge = await register(expires);
    const answer = answerChallenge(challenge, { method: 'REGISTER', uri }, account);
    const { status } = answer === undefined ? challenge : await register(expires, answer);
    if (status !== 200) throw new Error(`REGISTER: ${status}`);
  };
  await run(300);
  return { signOut: () => run(0), close: transport.close };
}
