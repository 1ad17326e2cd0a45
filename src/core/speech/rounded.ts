import { quotient } from './integer.ts';

export interface Rounded {
  readonly whole: number;
  /** At most two digits, without zeros at the end. */
  readonly fraction: string;
}

/** An amount in a larger unit with at most two decimals, rounded half up: 20,050 in units of 10,000 is 2 and "01". */
export function roundedTo(amount: number, unit: number): Rounded {
  const step = unit / 100;
  const floor = quotient(amount, step);
  const hundredths = amount % step >= step / 2 ? floor + 1 : floor;
  return { whole: quotient(hundredths, 100), fraction: String(hundredths % 100).padStart(2, '0').replace(/0+$/, '') };
}
