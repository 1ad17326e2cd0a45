import { describe, expect, test } from 'vitest';
import { notLookedAt } from '../../src/cli/check/lint-step.ts';
import { machinePaths, privacyFindings } from '../../src/cli/check/privacy-step.ts';
import { countLines, isSource } from '../../src/cli/check/project-files.ts';
import { judgeFixtures } from '../../src/cli/check/red-step.ts';
import { citedTests, readRows } from '../../src/cli/check/requirements-step.ts';
import { nameFindings, readmeFindings, silencedFindings, sizesInShort } from '../../src/cli/check/shape-step.ts';
import { readCompilerOutput } from '../../src/cli/check/types-step.ts';

const rules = (findings: readonly { rule: string }[]) => findings.map(({ rule }) => rule);

describe('the red fixtures', () => {
  const fault = { fault: 'a clock in the core', step: 'lint', file: 'src/core/a.ts', rule: 'no-clock' };
  const right = { why: 'it is in order', step: 'lint', file: 'src/core/b.ts' };
  const looked = (findings: { file: string; rule: string; message: string }[]) => [{ step: 'lint', look: { findings, covered: '2 files' } }];

  test('a fault that its step reports by its rule is as it should be', () => {
    const found = { file: 'src/core/a.ts', rule: 'no-clock', message: 'no clock here' };
    expect(judgeFixtures({ red: [fault], green: [right] }, looked([found]))).toEqual([]);
  });

  test('a fault that nobody reports fails the check and is named', () => {
    const findings = judgeFixtures({ red: [fault], green: [] }, looked([]));
    expect(findings.map(({ message }) => message)).toEqual(['red fixture "a clock in the core" was not reported by lint as no-clock']);
  });

  test('a fault reported by another rule only does not count as reported', () => {
    const found = { file: 'src/core/a.ts', rule: 'max-lines', message: 'too long' };
    expect(rules(judgeFixtures({ red: [fault], green: [] }, looked([found])))).toEqual(['not-reported']);
  });

  test('right code that is reported fails the check too', () => {
    const found = { file: 'src/core/b.ts', rule: 'no-clock', message: 'no clock here' };
    expect(rules(judgeFixtures({ red: [], green: [right] }, looked([found])))).toEqual(['wrongly-reported']);
  });
});

describe('what a tool skipped', () => {
  test('a source that was not looked at is a finding', () => {
    expect(notLookedAt(['src/a.ts', 'src/b.ts'], new Set(['src/a.ts'])).map(({ file }) => file)).toEqual(['src/b.ts']);
  });

  test('declarations are not modules, pages are', () => {
    expect(['a.ts', 'b.tsx', 'c.d.ts', 'd.json'].filter(isSource)).toEqual(['a.ts', 'b.tsx']);
  });
});

describe('names and sizes', () => {
  test('kebab-case names pass, in every part of the path', () => {
    expect(nameFindings(['src/core/call/arriving-row.ts', 'test/house/check-rules.test.ts', 'src/app/README.md', 'migrations/0001-first.ts'])).toEqual([]);
  });

  test('a folder in capitals, a barrel and an empty word are each named once', () => {
    expect(rules(nameFindings(['src/Core/a.ts', 'src/Core/b.ts', 'src/app/index.tsx', 'src/app/time-helper.ts']))).toEqual(['name-not-kebab-case', 'barrel', 'empty-name']);
  });

  test('the median of an even number of files is the lower of the middle two', () => {
    const sizes = [40, 10, 300, 20].map((lines, at) => ({ name: `${at}.ts`, lines }));
    expect(sizesInShort(sizes)).toEqual({ median: 20, longest: { name: '2.ts', lines: 300 } });
    expect(sizesInShort([])).toEqual({ median: 0, longest: { name: '', lines: 0 } });
  });

  test('lines are counted as an editor does', () => {
    expect(['', 'a', 'a\n', 'a\nb'].map(countLines)).toEqual([0, 1, 1, 2]);
  });

  test('every room and every adapter needs a README', () => {
    const names = ['src/README.md', 'src/main.ts', 'src/core/README.md', 'src/core/call/step.ts', 'src/adapters/redis/queue.ts'];
    expect(readmeFindings(names).map(({ file }) => file).sort()).toEqual(['src/adapters', 'src/adapters/redis']);
  });

  test('a silenced rule needs its reason beside it', () => {
    const lines = ['// eslint-disable-next-line no-var', '// eslint-disable-next-line no-var -- the tool reads a var', '// @ts-expect-error', '// @ts-expect-error the package has no types'];
    expect(silencedFindings('a.ts', lines.join('\n')).map(({ line }) => line)).toEqual([1, 3]);
  });
});

describe('what must not be written down', () => {
  const secrets = { hosts: ['packages.firm.example'], paths: ['/build/area'] };

  test('a registry host of this machine and a path of its disk are found, with their line', () => {
    const text = 'fine\nsee packages.firm.example/x\ncd /build/area/hotline\n';
    expect(privacyFindings('a.md', text, secrets).map(({ line, rule }) => `${line} ${rule}`)).toEqual(['2 registry-host', '3 machine-path']);
  });

  test('names that only look alike are left alone', () => {
    expect(privacyFindings('a.md', 'my-packages.firm.example.org-x /other/build/area/x build/area/x', { hosts: ['firm.example'], paths: ['/build/area'] })).toEqual([]);
  });

  test('the usual registries are found on machines that use others', () => {
    const usual = ['registry', 'npmjs', 'org'].join('.');
    expect(rules(privacyFindings('a.md', `https://${usual}/x`, { hosts: [], paths: [] }))).toEqual(['registry-host']);
  });

  test('a checkout in a folder that anybody may have gives away only itself', () => {
    expect(machinePaths('/tmp/clone')).toEqual(['/tmp/clone']);
    expect(machinePaths('/build/area/clone')).toEqual(['/build/area/clone', '/build/area']);
  });
});

describe('what the tools say is read whole', () => {
  test('the rows of the requirements page', () => {
    const page = '| id | requirement | state | test |\n|---|---|---|---|\n| T-07 | callers are known | done | test/calls/a.test.ts, test/core/b.test.ts |\n';
    expect(readRows(page)).toEqual([{ id: 'T-07', state: 'done', evidence: 'test/calls/a.test.ts, test/core/b.test.ts', line: 3 }]);
    expect(citedTests('shown by test/calls/a.test.ts and test/web/b.test.tsx')).toEqual(['test/calls/a.test.ts', 'test/web/b.test.tsx']);
  });

  test('errors of the compiler, with and without a place', () => {
    const output = "src/a.ts(3,7): error TS2741: Property 'x' is missing.\nerror TS18003: No inputs were found.\n/somewhere/src/a.ts\n";
    expect(readCompilerOutput(output)).toEqual([
      { file: 'src/a.ts', line: 3, rule: 'TS2741', message: "Property 'x' is missing." },
      { file: '', rule: 'TS18003', message: 'No inputs were found.' },
    ]);
  });
});
