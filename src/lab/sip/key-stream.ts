import { FRAME_BYTES, FRAME_MS } from '../ear/alaw.ts';

const KEYS = '0123456789*#ABCD';
/** Payload type of telephone-event in the lab's descriptions. */
export const EVENT_PAYLOAD = 101;
/** The end of a key is told three times, for one packet may be lost (RFC 4733, 2.5.1.4). */
const END_PACKETS = 3;

/** One packet of a key: how many samples ago it began, and its four bytes. */
export interface KeyPacket {
  startedSamplesAgo: number;
  isFirst: boolean;
  payload: Buffer;
}

interface Key {
  event: number;
  pressFrames: number;
  pauseFrames: number;
  done: (() => void) | undefined;
}

function packet(event: number, durationSamples: number, isEnd: boolean): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt8(event, 0);
  payload.writeUInt8((isEnd ? 0x80 : 0) | 10, 1);
  payload.writeUInt16BE(durationSamples, 2);
  return payload;
}

/** Keys pressed one after the other, as packets of RFC 4733: one each 20 ms while a key is down, three at its end. */
export function createKeyStream() {
  const waiting: Key[] = [];
  let frame = 0;
  return {
    /** Resolves when the last key is up and its pause is over. */
    press(keys: string, timing: { pressMs: number; pauseMs: number }): Promise<void> {
      if (!/^[0-9*#A-D]+$/.test(keys)) throw new Error('keys are digits, * and #');
      return new Promise((resolve) => {
        [...keys].forEach((key, index) => waiting.push({
          event: KEYS.indexOf(key), pressFrames: Math.ceil(timing.pressMs / FRAME_MS), pauseFrames: Math.ceil(timing.pauseMs / FRAME_MS),
          done: index === keys.length - 1 ? resolve : undefined,
        }));
      });
    },
    /** What goes out at the next frame; undefined: no key is down. */
    next(): KeyPacket[] | undefined {
      const key = waiting[0];
      if (key === undefined) return undefined;
      frame += 1;
      if (frame >= key.pressFrames + key.pauseFrames) {
        waiting.shift();
        frame = 0;
        key.done?.();
        return [];
      }
      if (frame > key.pressFrames) return [];
      const isEnd = frame === key.pressFrames;
      const one = { startedSamplesAgo: (frame - 1) * FRAME_BYTES, isFirst: frame === 1, payload: packet(key.event, frame * FRAME_BYTES, isEnd) };
      return isEnd ? Array.from({ length: END_PACKETS }, () => one) : [one];
    },
  };
}
