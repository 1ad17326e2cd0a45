/** What tests need before they start: programs, the Asterisk root, and caches filled, so that no test waits for minutes. */
import path from 'node:path';
import { mkdirSync } from 'node:fs';
import { loadSettings } from '../config.ts';
import { filesOf } from './files.ts';
import { buildPages } from './pages.ts';
import { buildFirmPrompts, simulatedSecurities } from './prompts.ts';
import { ensureAsteriskRoot } from './provision/asterisk-root.ts';
import { provisionPackages } from './provision/provision.ts';
import type { Steps } from './steps.ts';

/** Throws StepError. Nothing is started. */
export async function prepareForTests(steps: Steps): Promise<void> {
  const settings = loadSettings();
  const files = filesOf(settings.home);
  mkdirSync(files.logDir, { recursive: true });
  const logFile = files.log('provision');
  const spare = path.join(settings.home, 'test-cache');
  await steps.step('what this machine lacks for the tests', async (news) => {
    return provisionPackages({ settings, purpose: 'test', logFile, news });
  }, { advice: "does apt-get update work here? Packages come from this machine's own sources", logFile });
  await Promise.all([
    steps.step('pages', async () => buildPages({ ...settings, webDir: path.join(spare, 'web') }, files.log('pages')), { advice: 'look at the log; the sources are in src/web', logFile: files.log('pages') }),
    steps.step('Asterisk 22, espeak-ng, sox', async (news) => ensureAsteriskRoot({ root: settings.asteriskRoot, cacheDir: settings.cacheDir, logFile, report: news }), { advice: "does this machine's Debian mirror carry the suite sid?", logFile })
      .then(() => steps.step('prompts', async () => {
        const { clips, made } = await buildFirmPrompts({ ...settings, promptsDir: path.join(spare, 'prompts') }, { securities: simulatedSecurities });
        return `${clips} clips, ${made} spoken now`;
      }, { advice: 'look at the text it names in ivr-flows/prompts' })),
  ]);
}
