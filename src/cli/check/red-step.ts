/**
 * The check checks itself: every step looks at a tree of wrong code, and each fault must be reported by the step and the
 * rule that red-fixtures.json names. Right code that stands beside it must not be reported.
 */
import { z } from 'zod';
import type { Finding, Look, Step } from './finding.ts';
import { readText } from './project-files.ts';
import { layOut, RED_FOLDER } from './red-overlay.ts';

const LIST = `${RED_FOLDER}/red-fixtures.json`;

const fixtureList = z.object({
  red: z.array(z.object({ fault: z.string(), step: z.string(), file: z.string(), rule: z.string(), says: z.string().optional() })),
  green: z.array(z.object({ why: z.string(), step: z.string(), file: z.string() })),
});
export type FixtureList = z.infer<typeof fixtureList>;

export interface StepLook {
  readonly step: string;
  readonly look: Look;
}

/** What the steps failed to report, and what they reported wrongly. */
export function judgeFixtures({ red, green }: FixtureList, looks: readonly StepLook[]): Finding[] {
  const of = (step: string, file: string) => looks.filter((one) => one.step === step).flatMap(({ look }) => look.findings.filter((found) => found.file === file));
  const missed = red
    .filter(({ step, file, rule, says }) => !of(step, file).some((found) => found.rule === rule && found.message.includes(says ?? '')))
    .map(({ fault, step, file, rule }): Finding => ({ file, rule: 'not-reported', message: `red fixture "${fault}" was not reported by ${step} as ${rule}` }));
  const wronged = green.flatMap(({ why, step, file }) =>
    of(step, file).map((found): Finding => ({ file, rule: 'wrongly-reported', message: `${step} reported ${found.rule}, but this is right: ${why}` })),
  );
  return [...missed, ...wronged];
}

/**
 * @param steps every step that has red fixtures, made with the same tools as for the project itself.
 * @param hostOf a registry host of this machine, for the fixture that must not name one in git.
 */
export function createRedStep(steps: readonly Step[], projectRoot: string, hostOf: () => Promise<string>): Step {
  return {
    name: 'red',
    async run() {
      const list = fixtureList.parse(JSON.parse(readText(projectRoot, LIST)));
      const overlay = layOut(projectRoot, await hostOf());
      try {
        const looks = await Promise.all(steps.map(async (step) => ({ step: step.name, look: await step.run(overlay.root) })));
        const unknown = [...list.red, ...list.green].filter(({ step }) => !steps.some(({ name }) => name === step));
        const findings = [
          ...looks.flatMap(({ look }) => look.findings.filter(({ rule }) => rule.endsWith('-broke'))),
          ...unknown.map(({ step }): Finding => ({ file: LIST, rule: 'unknown-step', message: `there is no step ${step}` })),
          ...judgeFixtures(list, looks),
        ];
        const missed = findings.filter(({ rule }) => rule === 'not-reported').length;
        return { findings, covered: `${list.red.length - missed} of ${list.red.length} faults reported` };
      } finally {
        overlay.remove();
      }
    },
  };
}
