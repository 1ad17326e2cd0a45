/** Byte ranges (RFC 9110, 14). */
import type { ByteRange } from '../../app/desk/ports.ts';

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
