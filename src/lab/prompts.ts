/** Builds the prompts of a home: texts of the flows, and a name clip for every security the back office lists. */
import path from 'node:path';
import { securityListSchema, type Security } from '../contract/brokerage/security.ts';
import { listedSecurities } from '../adapters/brokerage/simulator/listed.ts';
import { buildPrompts, type BuildSummary } from '../adapters/speech/build.ts';
import { createEspeakEngine } from '../adapters/speech/espeak-engine.ts';
import type { Config, Settings } from '../config.ts';

/** What the simulator lists, known without asking it: a test's prompts need not wait for it. */
export const simulatedSecurities: readonly Security[] = listedSecurities;

/** Asks the back office, which must be running. */
export async function listSecurities(config: Config): Promise<readonly Security[]> {
  const response = await fetch(new URL('/v1/securities', config.brokerageUrl), {
    headers: { authorization: `Bearer ${config.secrets.brokerageToken}` }, signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`the back office does not list its securities: HTTP ${response.status}`);
  return securityListSchema.parse(await response.json()).securities;
}

/**
 * Builds what is missing, with a name clip for each of the securities. Clips once spoken are in the cache folder that all
 * clones share.
 */
export async function buildFirmPrompts(config: Settings, options: { securities: readonly Security[]; onProgress?: (done: number, total: number) => void }): Promise<BuildSummary> {
  const { onProgress } = options;
  return buildPrompts({
    promptsFolder: config.promptsDir,
    catalogueFolder: path.join(config.flowsDir, 'prompts'),
    cacheFolder: path.join(config.cacheDir, 'prompts'),
    engine: createEspeakEngine({ rootFolder: config.asteriskRoot }),
    securities: options.securities,
    ...(onProgress === undefined ? {} : { onProgress: ({ done, total }) => { onProgress(done, total); } }),
  });
}
