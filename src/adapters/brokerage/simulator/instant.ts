/**
 * `2026-11-23T10:00+08:00` (seconds optional) as epoch milliseconds; undefined for anything else. The offset is required: without
 * one the machine's own zone would decide which day it is.
 */
export function parseInstant(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : atMs;
}
