/** Times, spans, numbers and prices as the desk shows them. The firm's time is Asia/Shanghai wherever the page runs. */
import type { AnswerValue } from '../../contract/desk/pop.ts';

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });

/** `10:05:09` */
export const clockTime = (at: number): string => clock.format(at);

/** `2026-11-23` */
export const dayText = (at: number): string => day.format(at);

/** Which day `at` is, seen from `now`: today, yesterday, or its date (without the year when it is this one). */
export function dayOf(at: number, now: number): { kind: 'today' | 'yesterday' } | { kind: 'date'; text: string } {
  const text = day.format(at);
  if (text === day.format(now)) return { kind: 'today' };
  if (text === day.format(now - 86_400_000)) return { kind: 'yesterday' };
  return { kind: 'date', text: text.slice(0, 4) === day.format(now).slice(0, 4) ? text.slice(5) : text };
}

/** `4:05`, `1:02:03`; never below zero. */
export function span(ms: number): string {
  const whole = Math.max(0, Math.floor(ms / 1_000));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, seconds] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
}

/** Digits in groups, as they are read aloud: 138 0013 8000, 021 6123 4567, 0755 8321 0000. */
export function grouped(number: string): string {
  const groups = /^(1\d\d|010|02\d)(\d{4})(\d{4})$/.exec(number) ?? /^(0[3-9]\d\d)(\d{3,4})(\d{4})$/.exec(number);
  return groups === null ? number : groups.slice(1).join(' ');
}

/** Exact: 168888 with 2 decimals is 1,688.88. */
export function decimalText({ mantissa, decimals }: { mantissa: number; decimals: number }): string {
  const digits = String(Math.abs(mantissa)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${mantissa < 0 ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

export const answerText = (value: AnswerValue): string => (typeof value === 'object' ? decimalText(value) : String(value));
