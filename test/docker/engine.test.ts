/** Says loudly why the rest of this group did not run, or that it did. */
import { expect, test } from 'vitest';
import { docker, whyNoEngine } from './support/engine.ts';

const reason = whyNoEngine();

test.skipIf(reason !== undefined)(reason === undefined ? 'a Docker engine answers' : `containers are not tested on this machine: ${reason}`, () => {
  expect(docker(['info', '--format', '{{.OSType}}'])).toBe('linux');
});

if (reason === undefined) test('the store tests of this group run against containers', () => {
  expect(process.env['HOTLINE_TEST_PG_URL']).toMatch(/@127\.0\.0\.1:\d+\//);
  expect(docker(['ps', '--format', '{{.Image}}'])).toContain('postgres:15-bookworm');
});
