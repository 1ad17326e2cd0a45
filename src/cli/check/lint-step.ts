/** ESLint with types: floating promises, open switches, purity of the core, tables without shortcuts, sizes of functions. */
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { Finding, Step } from './finding.ts';
import { isGenerated, isRedFixture, isSource, listFiles } from './project-files.ts';
import { lastWords, type Tools } from './tool.ts';

const report = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(z.object({ ruleId: z.string().nullable(), severity: z.number(), message: z.string(), line: z.number().optional() })),
  }),
);

const linted = ['src', 'test', 'migrations', 'bench', 'scripts'];

export function createLintStep(tools: Tools, projectRoot: string): Step {
  return {
    name: 'lint',
    async run(root) {
      const expected = listFiles(root).filter((name) => linted.includes(name.split('/')[0] ?? '') && isSource(name) && !isGenerated(name) && !isRedFixture(name));
      const targets = linted.filter((folder) => existsSync(join(root, folder)));
      const args = ['--config', join(projectRoot, 'eslint.config.js'), '--format', 'json', '--no-error-on-unmatched-pattern', ...targets];
      const run = await tools.packaged('eslint/bin/eslint.js', args, root);
      if (run.exitCode !== 0 && run.exitCode !== 1) {
        return { findings: [{ file: 'eslint.config.js', rule: 'linter-broke', message: lastWords(run) }], covered: 'nothing' };
      }
      const files = report.parse(JSON.parse(run.stdout));
      const findings = files.flatMap(({ filePath, messages }) =>
        messages.map((found): Finding => ({
          file: relative(root, filePath),
          ...(found.line === undefined ? {} : { line: found.line }),
          rule: (found.ruleId ?? 'not-readable').replace(/^@typescript-eslint\//, ''),
          message: found.message,
        })),
      );
      const seen = new Set(files.map(({ filePath }) => relative(root, filePath)));
      return { findings: [...findings, ...notLookedAt(expected, seen)], covered: `${seen.size} files` };
    },
  };
}

/** Green over nothing is the worst of greens: a source a tool did not read is a finding. */
export function notLookedAt(expected: readonly string[], seen: ReadonlySet<string>): Finding[] {
  return expected
    .filter((name) => !seen.has(name))
    .map((file) => ({ file, rule: 'not-looked-at', message: 'This source was skipped by the tool: its verdict would mean nothing.' }));
}
