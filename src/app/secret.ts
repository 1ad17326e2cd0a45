/**
 * Digits that nobody may see by accident. Whoever prints, logs, serialises, joins or inspects one gets `[secret]`; `reveal()` is
 * called only where a request to the back office is written (adapters/brokerage; ./hotline check holds us to it).
 */
import { inspect } from 'node:util';

export interface Secret {
  reveal(): string;
  readonly length: number;
  toString(): string;
  toJSON(): string;
}

const SHOWN = '[secret]';

export function createSecret(digits: string): Secret {
  const shown = (): string => SHOWN;
  return Object.freeze({ reveal: () => digits, length: digits.length, toString: shown, toJSON: shown, valueOf: shown, [Symbol.toPrimitive]: shown, [inspect.custom]: shown });
}
