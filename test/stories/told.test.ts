/** Every story, played on the virtual stage: the real core and app, a virtual exchange, a clock that is moved. */
import { describe, test } from 'vitest';
import { playStory, testNameOf, type Story } from './language/story.ts';
import { chapters } from './told/chapters.ts';
import { openVirtualStage } from './virtual/virtual-stage.ts';

async function playVirtually(told: Story): Promise<void> {
  const stage = await openVirtualStage();
  try {
    await playStory(told, stage);
  } catch (error) {
    // The line that failed says more than what it left behind.
    await stage.clear().catch(() => undefined);
    throw error;
  }
  await stage.clear();
}

for (const { title, stories } of chapters)
  describe(title, () => {
    for (const told of stories) test(testNameOf(told), () => playVirtually(told));
  });
