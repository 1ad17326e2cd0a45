/** One call as the page's phone has it: rings, is answered with a microphone, ends. */
import { C } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { answerHeader, callHeader } from '../../contract/desk/phone.ts';

/** JsSIP leaves this one out of its types. */
export type SipSession = RTCSession & { sendRequest(method: string, options: SipRequestOptions): void };
interface SipRequestOptions {
  readonly extraHeaders: string[];
  readonly eventHandlers: Readonly<Record<string, () => void>>;
}

export interface SipCall {
  readonly callId: string | null;
  /** The talk goes on: nobody is asked. */
  readonly isAuto: boolean;
  /** Set by whoever the call rings for. */
  onTalking: () => void;
  onSound: (sound: MediaStream) => void;
  onOver: () => void;
  answer(microphone: MediaStream): void;
  sendKey(key: string): boolean;
  end(): void;
  /** Refuses what rings (603): the agent has ended this talk already. */
  decline(): void;
  /** The socket is a new one: Asterisk is told where the talk can be reached. A leg that is gone meanwhile ends. */
  follow(): void;
}

const keyMs = 120;
const keyGapMs = 80;
const gatheringMs = 1_000;

export function createSipCall(session: SipSession, invite: { getHeader(name: string): string | undefined }, onGone: () => void): SipCall {
  const call: SipCall = {
    callId: invite.getHeader(callHeader) ?? null,
    isAuto: invite.getHeader(answerHeader) === 'auto',
    onTalking: () => undefined,
    onSound: () => undefined,
    onOver: () => undefined,
    answer(microphone) {
      session.answer({ mediaStream: microphone, pcConfig: { iceServers: [] } });
    },
    sendKey(key) {
      if (!session.isEstablished()) return false;
      session.sendDTMF(key, { duration: keyMs, interToneGap: keyGapMs, transportType: C.DTMF_TRANSPORT.RFC2833 });
      return true;
    },
    end() {
      if (!session.isEnded()) session.terminate();
    },
    decline() {
      if (!session.isEnded()) session.terminate({ status_code: 603 });
    },
    follow() {
      if (!session.isEstablished()) return;
      const end = () => call.end();
      session.sendRequest(C.UPDATE, { extraHeaders: [`Contact: ${session.contact}`], eventHandlers: { onErrorResponse: end, onDialogError: end } });
    },
  };
  const over = (): void => {
    onGone();
    call.onOver();
  };
  session.on('peerconnection', ({ peerconnection }) => {
    peerconnection.addEventListener('track', ({ streams, track }) => call.onSound(streams[0] ?? new MediaStream([track])));
  });
  // All addresses of this machine go into the answer: Asterisk takes DTLS only from those it was told, and which of them the browser
  // sends from is not known before. It is the browser that says when it has them all, some 100 ms; one that never does is not waited for.
  let isGathering = false;
  session.on('icecandidate', ({ ready }) => {
    if (isGathering) return;
    isGathering = true;
    setTimeout(ready, gatheringMs);
  });
  session.on('confirmed', () => call.onTalking());
  session.on('ended', over);
  session.on('failed', over);
  return call;
}
