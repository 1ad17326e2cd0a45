/** A caller's media: sends silence as a phone without voice detection does, presses keys (RFC 4733), tells each packet heard. */
import { createSocket } from 'node:dgram';
import { SILENCE_FRAME } from '../../src/lab/ear/alaw.ts';
import { ALAW_PAYLOAD, formatRtp, parseRtp } from '../../src/lab/sip/rtp-packet.ts';
import { everyFrame } from './pacer.ts';

export interface CallerMedia {
  readonly port: number;
  sendTo(remote: { host: string; port: number }, eventPayload: number): void;
  /** Resolves with the monotonic time at which the end of the last key was sent: what Asterisk reports a key at. */
  press(keys: string): Promise<number>;
  /** Resolves with the time at which a packet with these bytes comes; undefined when it does not within the limit. */
  hears(frame: Buffer, limitMs: number): Promise<number | undefined>;
  received(): number;
  close(): void;
}

const KEYS = '0123456789*#';
/** 100 ms down, 100 ms up: shorter pauses are now and then reported twice by an Asterisk under load. */
const PRESS_FRAMES = 5;
const PAUSE_FRAMES = 5;
const FRAME_STAMP = 160;

interface KeyPress {
  event: number;
  sent: number;
  startStamp: number;
  done: ((atMs: number) => void) | undefined;
}

export async function openCallerMedia(): Promise<CallerMedia> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 400_000 });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', () => resolve());
  });
  socket.on('error', () => undefined);
  let isConnected = false;
  let isClosed = false;
  const sender = createSender((packet) => {
    if (isConnected && !isClosed) socket.send(packet);
  });
  const ear = createEar();
  socket.on('message', (datagram) => ear.take(datagram));
  const stop = everyFrame(sender.beat);
  return {
    port: socket.address().port,
    sendTo(remote, eventPayload) {
      sender.eventPayload(eventPayload);
      socket.connect(remote.port, remote.host, () => (isConnected = true));
    },
    press: sender.press,
    hears: ear.hears,
    received: ear.received,
    close() {
      if (isClosed) return;
      isClosed = true;
      stop();
      ear.close();
      socket.close();
    },
  };
}

function createSender(transmit: (packet: Buffer) => void) {
  const ssrc = Math.floor(Math.random() * 0xffff_ffff);
  let sequence = Math.floor(Math.random() * 0x8000);
  let timestamp = Math.floor(Math.random() * 0x7fff_ffff);
  let eventPayload = 101;
  let pauseFrames = 0;
  const waiting: KeyPress[] = [];

  function send(payloadType: number, payload: Buffer, more: { timestamp: number; isMarked: boolean }): void {
    transmit(formatRtp({ payloadType, payload, sequence, ssrc, ...more }));
    sequence = (sequence + 1) & 0xffff;
  }
  function sendKey(key: KeyPress): void {
    if (key.sent === 0) key.startStamp = timestamp;
    key.sent += 1;
    const isEnd = key.sent > PRESS_FRAMES;
    const duration = Math.min(key.sent, PRESS_FRAMES) * FRAME_STAMP;
    const payload = Buffer.from([key.event, (isEnd ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]);
    const endedMs = performance.now();
    // The end is sent three times (RFC 4733, 2.5.1.4).
    for (let copy = 0; copy < (isEnd ? 3 : 1); copy += 1) send(eventPayload, payload, { timestamp: key.startStamp, isMarked: key.sent === 1 });
    if (!isEnd) return;
    waiting.shift();
    pauseFrames = PAUSE_FRAMES;
    key.done?.(endedMs);
  }
  return {
    eventPayload: (payload: number): void => void (eventPayload = payload),
    press: (keys: string): Promise<number> => new Promise((resolve) => {
      [...keys].forEach((key, at) => waiting.push({ event: KEYS.indexOf(key), sent: 0, startStamp: 0, done: at === keys.length - 1 ? resolve : undefined }));
    }),
    beat(): void {
      timestamp = (timestamp + FRAME_STAMP) >>> 0;
      const [key] = waiting;
      if (key !== undefined && pauseFrames === 0) return sendKey(key);
      if (pauseFrames > 0) pauseFrames -= 1;
      send(ALAW_PAYLOAD, SILENCE_FRAME, { timestamp, isMarked: false });
    },
  };
}

function createEar() {
  let received = 0;
  let wanted: { frame: Buffer; found: (atMs: number | undefined) => void } | undefined;
  const settle = (atMs: number | undefined): void => {
    const { found } = wanted ?? {};
    wanted = undefined;
    found?.(atMs);
  };
  return {
    received: () => received,
    take(datagram: Buffer): void {
      received += 1;
      if (wanted === undefined) return;
      const atMs = performance.now();
      if (parseRtp(datagram)?.payload.equals(wanted.frame) === true) settle(atMs);
    },
    hears(frame: Buffer, limitMs: number): Promise<number | undefined> {
      settle(undefined);
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(undefined), limitMs);
        wanted = { frame, found: (atMs) => (clearTimeout(timer), resolve(atMs)) };
      });
    },
    close: () => settle(undefined),
  };
}
