/** Runs the steps side by side and says of each, as it ends, how long it took and what it saw. */
import type { Finding, Look, Step } from './finding.ts';

export interface StepReport {
  readonly name: string;
  readonly tookMs: number;
  readonly look: Look;
}

const MOST_SHOWN = 40;

export function findingLine({ file, line, rule, message }: Finding): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `    ${place}  ${rule}  ${message.replace(/\s*\n\s*/g, ' ')}`;
}

/** The lines of one step: its verdict, and what it found. */
export function reportLines({ name, tookMs, look }: StepReport, showAll: boolean): string[] {
  const count = look.findings.length;
  const verdict = count === 0 ? 'ok' : `${count} ${count === 1 ? 'finding' : 'findings'}`;
  const head = `${count === 0 ? '  ' : '✗ '}${name.padEnd(14)}${(tookMs / 1000).toFixed(1).padStart(6)} s  ${verdict} (${look.covered})`;
  const shown = showAll ? look.findings : look.findings.slice(0, MOST_SHOWN);
  const rest = count - shown.length;
  return [head, ...shown.map(findingLine), ...(rest > 0 ? [`    ... and ${rest} more; --all shows them`] : [])];
}

export interface RunOptions {
  readonly root: string;
  readonly showAll: boolean;
  readonly print: (line: string) => void;
}

/** Never throws for a step: one that breaks is a finding of its own. */
export async function runSteps(steps: readonly Step[], { root, showAll, print }: RunOptions): Promise<StepReport[]> {
  return Promise.all(
    steps.map(async (step) => {
      const startedAt = performance.now();
      const look = await step.run(root).catch((error: unknown): Look => ({
        findings: [{ file: step.name, rule: 'step-broke', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }],
        covered: 'nothing',
      }));
      const report = { name: step.name, tookMs: performance.now() - startedAt, look };
      for (const line of reportLines(report, showAll)) print(line);
      return report;
    }),
  );
}
