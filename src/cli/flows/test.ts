/** `./hotline flows test`: the scripts beside the flows, under a virtual clock. */
import path from 'node:path';
import { readFlowTests } from '../../adapters/files/flow-tests.ts';
import { describeFault, readFlows } from './check.ts';
import { readCatalogues, type FlowPlaces } from './surroundings.ts';
import { runFlowTest } from './walk/run-test.ts';
import { createWalkWorld } from './walk/walk-world.ts';

/** `only`: a part of the name of the tests, or of their file. False: something failed. */
export async function testFlows(places: FlowPlaces, only: string): Promise<boolean> {
  const folder = path.join(places.flowsDir, 'tests');
  const flows = await readFlows(places);
  const { tests, faults } = await readFlowTests(folder);
  for (const fault of faults) console.error(describeFault(fault));
  if (flows === null || faults.length > 0) return false;
  const walk = createWalkWorld(flows, await readCatalogues(places));
  const chosen = tests.filter(({ file, test }) => test.name.includes(only) || file.includes(only));
  let failed = 0;
  for (const { file, test, lines } of chosen) {
    const result = runFlowTest(walk, test);
    if (result.kind === 'passed') console.log(`ok    ${file}: ${test.name}`);
    else console.log(`FAIL  ${file}: ${test.name}\n      ${file}:${lines[result.step] ?? 1}: step ${result.step + 1}: ${result.reason}`);
    if (result.kind === 'failed') failed += 1;
  }
  console.log(chosen.length === 0 ? `there is no such test in ${folder}` : `${chosen.length - failed} passed, ${failed} failed`);
  return failed === 0 && chosen.length > 0;
}
