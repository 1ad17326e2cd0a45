import { expect, test } from 'vitest';
import { readLogLine } from '../../src/lab/log-line.ts';

test('a log object becomes a line with time, level, message and fields', () => {
  const line = readLogLine('server', '{"level":40,"time":1795303776499,"pid":1,"hostname":"x","callId":"c1","legs":2,"msg":"ring missed"}');
  expect(line).toEqual({ level: 40, text: 'server     23:29:36.499 warn  ring missed callId=c1 legs=2' });
});

test('the fault of a log object is told without its stack', () => {
  expect(readLogLine('worker', '{"level":50,"time":0,"err":{"message":"store away","stack":"at x"},"msg":"job failed"}').text).toContain('job failed (store away)');
});

test.each([
  ['[2026-11-21] WARNING[1] app_stasis.c: no such app', 40],
  ['2026-11-21 UTC [7] FATAL:  out of memory', 50],
  ['2026-11-21 UTC [7] LOG:  checkpoint', 30],
  ['{ not json', 30],
])('plain text stays as it is: %s', (line, level) => {
  expect(readLogLine('pbx', line)).toEqual({ level, text: `pbx        ${line}` });
});
