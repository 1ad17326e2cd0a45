/** All steps of the check, in the order in which the slow ones should start. */
import type { Step } from './finding.ts';
import { createImportsStep } from './imports-step.ts';
import { createLintStep } from './lint-step.ts';
import { createPrivacyStep, registryHosts } from './privacy-step.ts';
import { createRedStep } from './red-step.ts';
import { createRequirementsStep } from './requirements-step.ts';
import { createShapeStep } from './shape-step.ts';
import { createTools } from './tool.ts';
import { createTypesStep } from './types-step.ts';

export const stepNames = ['lint', 'types-server', 'types-web', 'types-core', 'imports', 'shape', 'privacy', 'requirements', 'red'] as const;

export function createHouseSteps(projectRoot: string): Step[] {
  const tools = createTools(projectRoot);
  const green = [
    createLintStep(tools, projectRoot),
    createTypesStep('server', tools),
    createTypesStep('web', tools),
    createTypesStep('core', tools),
    createImportsStep(tools, projectRoot),
    createShapeStep(),
    createPrivacyStep(tools, projectRoot),
    createRequirementsStep(),
  ];
  const withFixtures = green.filter(({ name }) => name !== 'types-web');
  // A machine without any registry configured still has a name that the rule must find.
  const hostOf = async () => (await registryHosts(tools, projectRoot))[0] ?? ['registry', 'npm-mirror', 'example'].join('.');
  return [...green, createRedStep(withFixtures, projectRoot, hostOf)];
}
