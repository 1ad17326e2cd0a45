import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { metricsPage } from '../../src/app/figures/page.ts';

it('docs/metrics.md is what the definitions say (./hotline figures definitions prints it) [C-20]', () => {
  expect(readFileSync('docs/metrics.md', 'utf8')).toBe(`${metricsPage()}\n`);
});
