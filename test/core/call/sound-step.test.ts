/** Which steps may send their sound before they are saved. */
import { expect, it } from 'vitest';
import type { CallCommand } from '../../../src/core/call/commands.ts';
import { isSoundStep } from '../../../src/core/call/sound-step.ts';
import { arrive, createScript, hearAll, pressKeys, toMain, type Script } from './script.ts';

/** Does what is done to a call in the main menu, after what led there, count as a sound step? */
function isSound(act: (script: Script) => void, first: (script: Script) => void = () => {}): boolean {
  const script = createScript();
  toMain(script);
  first(script);
  const before = script.state();
  const sent = script.commands.length;
  act(script);
  const atOnce: ReadonlySet<CallCommand['kind']> = new Set(['open-slot', 'end-slot', 'close-slot', 'clear-keys']);
  return isSoundStep(before, script.state(), script.commands.slice(sent).filter(({ kind }) => !atOnce.has(kind)));
}

it('a key that leads to the next words is one', () => expect(isSound((script) => pressKeys(script, '1'))).toBe(true));
it('the end of the words before the queue is none: somebody else has to know', () => expect(isSound(hearAll, (script) => pressKeys(script, '0'))).toBe(false));
it('a code that is looked up is none', () => expect(isSound((script) => pressKeys(script, '600519'), (script) => pressKeys(script, '1'))).toBe(false));
it('what the back office answered is saved before it is heard', () => {
  const script = createScript();
  toMain(script);
  pressKeys(script, '1');
  pressKeys(script, '600519');
  const asked = script.state();
  expect(asked.activity).toMatchObject({ step: 'looking-up' });
  expect(isSoundStep(asked, { ...asked, activity: { ...asked.activity, step: 'saying' } as typeof asked.activity }, [])).toBe(false);
});
it('the first words of a call are none: its row is not there yet', () => {
  const script = createScript();
  const before = script.state();
  arrive(script);
  expect(isSoundStep(before, script.state(), script.commands.filter(({ kind }) => kind === 'play'))).toBe(false);
  hearAll(script);
});
