/** Byte ranges (RFC 9110, 14) of a stream that can only be read from its beginning. */
import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

/** whole: no range, or one that a server may pass over (several parts, another unit). */
export function parseRange(header: string | undefined, size: number): ByteRange | 'whole' | 'not-satisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return 'whole';
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'not-satisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return 'whole';
  return start >= size ? 'not-satisfiable' : { start, end };
}

/** Lets only the bytes of the range through and ends as soon as it has them. */
export function cutRange({ start, end }: ByteRange): Transform {
  let position = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      const from = Math.max(0, start - position);
      const to = Math.min(chunk.length, end + 1 - position);
      position += chunk.length;
      if (from < to) this.push(chunk.subarray(from, to));
      if (position > end) this.push(null);
      done();
    },
  });
}
