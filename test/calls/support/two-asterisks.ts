import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadSettings } from '../../../src/config.ts';
import { type LabEnvironment, startEnvironment } from '../../../src/lab/environment.ts';
import { pbxAri } from '../../../src/lab/parts.ts';
import { claimPortBase } from '../../../src/lab/port-base.ts';
import { type Phones, openPhones } from './phones.ts';
import { writeSmallCatalogue } from './small-catalogue.ts';
import { type TinyCall, openTinyHotline } from './tiny-hotline.ts';

/** The firm's Asterisk and the carrier's, nothing else: for judging the lab's own phones. */
export interface TwoAsterisks {
  environment: LabEnvironment;
  /** Rewrites the prompt files; what is played changes at once, what the ear knows with the next line. */
  writePrompts(swap?: readonly [string, string]): void;
  openPhones(): Promise<Phones>;
  serve(story: (call: TinyCall) => Promise<void>): ReturnType<typeof openTinyHotline>;
  /** A hotline that places one call and follows the story with it; resolves, or fails, as the story does. */
  callOut(to: { endpoint: string; from?: string }, story: (call: TinyCall) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function startTwoAsterisks(): Promise<TwoAsterisks> {
  const home = mkdtempSync(path.join(tmpdir(), 'hotline-phones-'));
  writeSmallCatalogue(path.join(home, 'prompts'));
  const { portBase, release } = await claimPortBase(loadSettings().portBase);
  const environment = await startEnvironment({ home, portBase, parts: ['pbx', 'carrier'], removeAfter: true });
  const { settings } = environment;
  const serve: TwoAsterisks['serve'] = (story) => openTinyHotline({ access: pbxAri(settings), app: settings.stasisApp, story });
  return {
    environment,
    writePrompts: (swap) => writeSmallCatalogue(settings.promptsDir, swap),
    openPhones: () => openPhones(settings),
    serve,
    async callOut(to, story) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const hotline = await serve((call) => story(call).then(resolve, reject));
      await hotline.dialOut(to.endpoint, to.from);
      await promise.finally(hotline.close);
    },
    async stop() {
      await environment.stop();
      release();
    },
  };
}
