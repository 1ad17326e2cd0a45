/** dependency-cruiser: the arrows between the rooms, and one door per library. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Finding, Step } from './finding.ts';
import { notLookedAt } from './lint-step.ts';
import { isSource, listFiles } from './project-files.ts';
import { lastWords, type Tools } from './tool.ts';

const report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string().optional() })) }),
  }),
});

const cruised = ['src', 'migrations'];

export function createImportsStep(tools: Tools, projectRoot: string): Step {
  return {
    name: 'imports',
    async run(root) {
      const expected = listFiles(root).filter((name) => cruised.includes(name.split('/')[0] ?? '') && isSource(name));
      const targets = cruised.filter((folder) => existsSync(join(root, folder)));
      const args = ['--config', join(projectRoot, '.dependency-cruiser.cjs'), '--output-type', 'json', ...targets];
      const run = await tools.packaged('dependency-cruiser/bin/dependency-cruiser.mjs', args, root);
      if (!run.stdout.trimStart().startsWith('{')) {
        return { findings: [{ file: '.dependency-cruiser.cjs', rule: 'cruiser-broke', message: lastWords(run) }], covered: 'nothing' };
      }
      const { modules, summary } = report.parse(JSON.parse(run.stdout));
      const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment ?? '']));
      const findings = summary.violations.map(({ from, to, rule }): Finding => ({
        file: from,
        rule: rule.name,
        message: `imports ${to}. ${comments.get(rule.name) ?? ''}`.trim(),
      }));
      const seen = new Set(modules.map(({ source }) => source));
      const read = expected.filter((name) => seen.has(name)).length;
      return { findings: [...findings, ...notLookedAt(expected, seen)], covered: `${read} of ${expected.length} modules` };
    },
  };
}
