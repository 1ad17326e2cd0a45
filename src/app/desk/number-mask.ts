/**
 * A number as it may stand in a list: enough to recognise, too little to dial. `13800138000` -> `138****8000`, `02161234567`
 * -> `021****4567`; shorter ones show less.
 */
export function maskNumber(number: string): string {
  const [head, tail] = number.length >= 11 ? [3, 4] : number.length >= 7 ? [2, 2] : [1, 1];
  const hidden = number.length - head - tail;
  if (hidden < 2) return '*'.repeat(number.length);
  return number.slice(0, head) + '*'.repeat(hidden) + number.slice(-tail);
}
