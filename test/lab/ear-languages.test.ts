import { expect, it } from 'vitest';
import { clipInventory } from '../../src/core/speech/inventory.ts';
import { speak } from '../../src/core/speech/speak.ts';
import { type Clip, createClipIndex, type IndexedClip } from '../../src/lab/ear/clip-index.ts';
import { createRecogniser } from '../../src/lab/ear/recogniser.ts';
import { createTranscript } from '../../src/lab/ear/transcript.ts';
import { createRandom, noiseFrame } from './ear-streams.ts';

const random = createRandom(41);
const FRAMES = 10;
const clip = (language: 'zh-CN' | 'en', id: string, text: string): Clip => ({
  id, language, text, kind: 'speech', alaw: Buffer.concat(Array.from({ length: FRAMES }, () => noiseFrame(random))),
});
const catalogue = [
  clip('zh-CN', 'welcome', '您好'), clip('en', 'welcome', 'Hello.'), clip('en', 'agent.before', 'Agent number'), clip('en', 'agent.after', 'will help you.'),
  ...clipInventory('en').filter(({ id }) => id !== 'pause.short').map(({ id, text }) => clip('en', id, text)),
];

/** An ear that hears these clips in a row, frame by frame. */
function hear(clips: readonly Clip[], more?: () => readonly Clip[]) {
  const transcript = createTranscript({ dialledAtMs: 0 });
  const heard: IndexedClip[] = [];
  const ear = createRecogniser({
    index: createClipIndex(catalogue, more),
    onEvent: (event) => {
      if (event.kind === 'clip-ended' && event.isComplete) heard.push(event.clip);
      transcript.hear(event);
    },
  });
  clips.forEach(({ alaw }, at) => {
    for (let frame = 0; frame < FRAMES; frame += 1) ear.hear((at * FRAMES + frame) * 20, alaw.subarray(frame * 160, (frame + 1) * 160));
  });
  ear.end();
  return { heard, steps: transcript.steps() };
}

const known = (language: 'zh-CN' | 'en', id: string): Clip => {
  const found = catalogue.find((one) => one.language === language && one.id === id);
  if (found === undefined) throw new Error(`no clip ${id}`);
  return found;
};

it('the same prompt in two languages is told apart, and never becomes one step', () => {
  const { steps } = hear([known('zh-CN', 'welcome'), known('en', 'welcome')]);
  expect(steps.map(({ language, text, promptIds }) => [language, text, promptIds])).toEqual([['zh-CN', '您好', ['welcome']], ['en', 'Hello.', ['welcome']]]);
});

it('English words stand apart, and the number of the agent is read from them', () => {
  const number = speak('seat', '1001', 'en');
  if (!('clips' in number)) throw new Error('not said');
  const { steps } = hear(['agent.before', ...number.clips, 'agent.after'].map((id) => known('en', id)));
  expect(steps.map(({ text }) => text)).toEqual(['Agent number one zero zero one will help you.']);
});

it('a clip that is made while a call is on is heard too, from the moment it is there', () => {
  const made = clip('en', 'said.1', 'The market is calm.');
  const waiting = [[made]];
  const { heard } = hear([known('en', 'welcome'), made, known('en', 'welcome')], () => waiting.pop() ?? []);
  expect(heard.map(({ id, text }) => [id, text])).toEqual([['welcome', 'Hello.'], ['said.1', 'The market is calm.'], ['welcome', 'Hello.']]);
});
