/** What stands in a flow's `args` and `values`: a literal behind `=`, or the path of an answer. */
import type { AnswerValue, Answers } from './flow.ts';

/** undefined: there is no such answer. */
export function valueFrom(values: Answers, from: string): AnswerValue | undefined {
  return from.startsWith('=') ? from.slice(1) : values[from];
}

/** As an operation is asked: a decimal is written out, 12.30. */
export function textOf(value: AnswerValue): string {
  if (typeof value !== 'object') return String(value);
  const sign = value.mantissa < 0 ? '-' : '';
  const digits = String(Math.abs(value.mantissa)).padStart(value.decimals + 1, '0');
  if (value.decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -value.decimals)}.${digits.slice(-value.decimals)}`;
}
