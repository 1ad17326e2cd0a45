/** Medians, quantiles and spreads of small samples. */

/** The value below which the share `q` lies, between neighbours by their distance; NaN for no values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** `12.3 (11.9..12.8)`: the median of the runs, and the least and the most of them. */
export function spread(values: readonly number[], decimals = 2): string {
  if (values.length === 0) return '-';
  const show = (value: number): string => value.toFixed(decimals);
  return values.length === 1 ? show(values[0] ?? 0) : `${show(median(values))} (${show(Math.min(...values))}..${show(Math.max(...values))})`;
}
