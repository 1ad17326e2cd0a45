import { createSocket } from 'node:dgram';
import { FRAME_BYTES, FRAME_MS } from '../ear/alaw.ts';
import { EVENT_PAYLOAD, createKeyStream } from './key-stream.ts';
import { nowMs, onEachFrame } from './pacer.ts';
import { type RtpPacket, ALAW_PAYLOAD, formatRtp, parseRtp } from './rtp-packet.ts';
import { createStreamClock } from './stream-clock.ts';
import { type Voice, silence } from './voice.ts';

export interface MediaAddress {
  host: string;
  port: number;
}

/** A frame as it arrived: `atMs` where the stream puts it, `arrivedMs` when its packet came (both monotonic). */
export interface ArrivedFrame {
  atMs: number;
  arrivedMs: number;
  lostBefore: number;
  frame: Buffer;
}

export interface RtpSession {
  port: number;
  /** Where to send; nothing is sent before it is known. */
  sendTo(remote: MediaAddress): void;
  say(voice: Voice): void;
  /** Stops or resumes sending, as a phone on hold does. */
  setSending(isSending: boolean): void;
  /** Sends each n-th frame only: a listener whose line is kept open at the least cost. */
  setPace(everyFrames: number): void;
  /** Presses keys (RFC 4733); resolves when the last is up. */
  press(keys: string, timing: { pressMs: number; pauseMs: number }): Promise<void>;
  stats(): { sent: number; received: number; lost: number };
  close(): void;
}

/**
 * One party's A-law media on a UDP port of its own: sends 20 ms frames paced by the monotonic clock (silence until told
 * otherwise) and hands over each frame that arrives. Other payload types are left out.
 */
export async function openRtp(options: { host?: string; onFrame: (frame: ArrivedFrame) => void; onIdle?: (nowMs: number) => void }): Promise<RtpSession> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, options.host ?? '127.0.0.1', () => resolve());
  });
  const sender = createSender((datagram, remote) => socket.send(datagram, remote.port, remote.host));
  const receiver = createReceiver(options.onFrame);
  // A closed far port answers with ICMP errors; the call's end is told by signalling, not by media.
  socket.on('error', () => undefined);
  socket.on('message', (datagram) => {
    const packet = parseRtp(datagram);
    if (packet) receiver.take(packet);
  });
  let isClosed = false;
  const stopBeat = onEachFrame((frames) => {
    sender.send(frames);
    // Packets that came during a stall are read before silence is believed in.
    if (options.onIdle) setImmediate(() => isClosed || options.onIdle?.(nowMs()));
  });
  return {
    port: socket.address().port,
    sendTo: (remote) => sender.sendTo(remote),
    say: (voice) => sender.say(voice),
    setSending: (isSending) => sender.setSending(isSending),
    setPace: (everyFrames) => sender.setPace(everyFrames),
    press: (keys, timing) => sender.press(keys, timing),
    stats: () => ({ sent: sender.sent(), ...receiver.stats() }),
    close() {
      if (isClosed) return;
      isClosed = true;
      stopBeat();
      socket.close();
    },
  };
}

function createSender(transmit: (datagram: Buffer, remote: MediaAddress) => void) {
  const ssrc = Math.floor(Math.random() * 0xffff_ffff);
  let remote: MediaAddress | undefined;
  let voice: Voice = silence;
  let voiceFrame = 0;
  let sequence = Math.floor(Math.random() * 0x8000);
  let timestamp = Math.floor(Math.random() * 0x7fff_ffff);
  let isSending = true;
  let everyFrames = 1;
  let sinceLast = 0;
  let sent = 0;
  const keys = createKeyStream();
  const out = (packet: { payloadType: number; isMarked: boolean; timestamp: number; payload: Buffer }, to: MediaAddress): void => {
    transmit(formatRtp({ ...packet, sequence, ssrc }), to);
    sequence = (sequence + 1) & 0xffff;
    sent += 1;
  };
  const sendKey = (to: MediaAddress): boolean => {
    const packets = keys.next();
    for (const { startedSamplesAgo, isFirst, payload } of packets ?? [])
      out({ payloadType: EVENT_PAYLOAD, isMarked: isFirst, timestamp: (timestamp - startedSamplesAgo) >>> 0, payload }, to);
    return packets !== undefined;
  };
  return {
    sendTo: (address: MediaAddress) => void (remote = address),
    say(next: Voice): void {
      voice = next;
      voiceFrame = 0;
    },
    setSending: (wanted: boolean) => void (isSending = wanted),
    setPace: (frames: number) => void (everyFrames = frames),
    press: keys.press,
    sent: () => sent,
    send(frames: number): void {
      for (let n = 0; n < frames; n += 1) {
        timestamp = (timestamp + FRAME_BYTES) >>> 0;
        if (!remote || sendKey(remote) || !isSending) continue;
        sinceLast += 1;
        if (sinceLast < everyFrames) continue;
        sinceLast = 0;
        out({ payloadType: ALAW_PAYLOAD, isMarked: sent === 0, timestamp, payload: voice(voiceFrame) }, remote);
        voiceFrame += 1;
      }
    },
  };
}

function createReceiver(onFrame: (frame: ArrivedFrame) => void) {
  const clock = createStreamClock();
  let received = 0;
  let lost = 0;
  return {
    stats: () => ({ received, lost }),
    take({ payloadType, payload, ...header }: RtpPacket): void {
      if (payloadType !== ALAW_PAYLOAD) return;
      const arrivedMs = nowMs();
      const place = clock.place({ ...header, arrivedMs });
      if (!place) return;
      received += 1;
      lost += place.lostBefore;
      // Longer packets (a peer that sends 40 ms) are cut into frames; a rest that is no whole frame is no clip's either.
      for (let at = 0; at < payload.length; at += FRAME_BYTES) {
        const frame = payload.subarray(at, at + FRAME_BYTES);
        const lostBefore = at === 0 ? place.lostBefore : 0;
        onFrame({ atMs: place.atMs + (at / FRAME_BYTES) * FRAME_MS, arrivedMs, lostBefore, frame });
      }
    },
  };
}
