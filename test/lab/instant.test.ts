import { expect, test } from 'vitest';
import { parseInstant } from '../../src/cli/parse-instant.ts';

test.each(['2026-11-23T10:00+08:00', '2026-11-23T10:00:30Z', '2028-02-29T23:59:59.999+08:00'])('%s is an instant', (text) => {
  expect(parseInstant(text)).toBe(text);
});

test.each(['2026-11-23', '2026-11-23T10:00', 'tomorrow', '2026-02-31T10:00+08:00', '2026-11-23T25:00+08:00', '', '2026-13-01T10:00Z'])('%j is refused with an example', (text) => {
  expect(() => parseInstant(text)).toThrow('2026-11-23T10:00+08:00');
});
