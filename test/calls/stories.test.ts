/** Stories that are told to be played with real phones too, line by line the same as on the virtual stage. */
import { afterAll, beforeAll, test } from 'vitest';
import { playStory, testNameOf } from '../stories/language/story.ts';
import { chapters } from '../stories/told/chapters.ts';
import { type Hotline, openHotline } from './support/hotline.ts';
import { hurryQueues } from './support/queue-pace.ts';
import { openRealStage } from './support/real-stage.ts';

let hotline: Hotline;
let restoreQueues: () => Promise<void>;
beforeAll(async () => {
  hotline = await openHotline();
  restoreQueues = await hurryQueues(hotline, { ringMs: 5_000, acwMs: 2_000 });
});
afterAll(async () => {
  await restoreQueues?.();
  await hotline?.close();
});

for (const story of chapters.flatMap(({ stories }) => stories).filter(({ alsoReal }) => alsoReal))
  test(testNameOf(story), async () => {
    const stage = openRealStage(hotline);
    try {
      await playStory(story, stage);
    } catch (error) {
      // The line that failed says more than what it left behind.
      await stage.clear().catch(() => undefined);
      throw error;
    }
    await stage.clear();
  });
