/** A point in time as a person types it: date, time and offset. */
import { InvalidArgumentError } from 'commander';

/** Returns the text when it is an instant. @throws {InvalidArgumentError} with an example */
export function parseInstant(text: string): string {
  const isComplete = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text);
  // Date.parse takes 31 February for 3 March: the day must survive the way there and back.
  const atMs = isComplete ? Date.parse(text) : Number.NaN;
  const day = text.slice(0, 10);
  const isDay = !Number.isNaN(atMs) && new Date(Date.parse(`${day}T00:00:00Z`)).toISOString().startsWith(day);
  if (!isDay) throw new InvalidArgumentError('Write date, time and offset, e.g. 2026-11-23T10:00+08:00.');
  return text;
}
