/** The compiler on one of the three projects: server, core (which has no Node and no browser), pages. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, Step } from './finding.ts';
import type { Tools } from './tool.ts';
import { lastWords } from './tool.ts';

export type CompilerProject = 'server' | 'core' | 'web';
const settingsOf: Record<CompilerProject, string> = { server: 'tsconfig.json', core: 'tsconfig.core.json', web: 'tsconfig.web.json' };

/** What the compiler learnt is kept in the folder's `.hotline/check`, so that the next run is quicker; it may be deleted at any time. */
export function createTypesStep(project: CompilerProject, tools: Tools): Step {
  return {
    name: `types-${project}`,
    async run(root) {
      const memory = join(root, '.hotline', 'check');
      mkdirSync(memory, { recursive: true });
      const cache = join(memory, `${project}.tsbuildinfo`);
      const args = ['-p', settingsOf[project], '--pretty', 'false', '--incremental', '--tsBuildInfoFile', cache, '--listFiles'];
      const run = await tools.packaged('typescript/bin/tsc', args, root);
      const findings = readCompilerOutput(run.stdout);
      if (run.exitCode !== 0 && findings.length === 0) findings.push({ file: settingsOf[project], rule: 'compiler-broke', message: lastWords(run) });
      const own = run.stdout.split('\n').filter((line) => line.startsWith(root) && !line.includes('/node_modules/'));
      return { findings, covered: `${own.length} files` };
    },
  };
}

/** Reads `file(line,column): error TS1234: text` and the errors that belong to no file. */
export function readCompilerOutput(output: string): Finding[] {
  return output.split('\n').flatMap((line): Finding[] => {
    const placed = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line);
    if (placed !== null) {
      const [, file = '', at = '0', rule = '', message = ''] = placed;
      return [{ file, line: Number(at), rule, message }];
    }
    const bare = /^error (TS\d+): (.*)$/.exec(line);
    return bare === null ? [] : [{ file: '', rule: bare[1] ?? '', message: bare[2] ?? '' }];
  });
}
