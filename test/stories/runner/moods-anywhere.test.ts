/**
 * The exchange in every mood at every command of a call: arriving, menu, collect, look-up, queue, ring, announcing, talk, the
 * callback's dialling. Whatever it does, the caller is somewhere or gone, and nothing is left when the call is over.
 */
import { describe, expect, it } from 'vitest';
import { wrongWith } from './acted/checks.ts';
import { useVirtualClock } from './acted/clockwork.ts';
import { act, PIECES } from './acted/play.ts';
import type { Mood } from './acted/telephone.ts';

useVirtualClock();

/** What stands behind each: which misfortunes and field notes it stages. */
const moods: Record<Mood, string> = {
  gone: '404: what it is about went just before (field note 13)',
  refused: '409, 412, 500: not possible now (field note 46)',
  silent: 'no reply, and nothing was done (field note 25)',
  swallowed: 'done, and the reply lost',
  slow: 'almost the time-out of a request (field note 45)',
  fast: 'its events, and what they cause, come before the reply (misfortune 1)',
  'events late': 'its events come 3 s later (misfortune 6)',
  'events twice': 'its events come twice',
  'events lost': 'its events never come (misfortune 4)',
  'socket cut': 'the socket is cut, 1 s of events is lost (misfortune 7) (field note 2)',
};

const cases = PIECES.flatMap((piece) => Object.entries(moods).map(([mood, meaning]) => ({ piece, mood: mood as Mood, meaning })));

/** Every stage of a call gives at least one command of these. */
const STAGES = {
  inbound: ['answer', 'play', 'openSlot', 'closeSlot', 'createLeg', 'dial', 'startRecording', 'createBridge', 'addToBridge', 'destroyBridge', 'hangUp'],
  held: ['removeFromBridge', 'play', 'stopPlay', 'addToBridge', 'destroyBridge', 'hangUp'],
  consulted: ['createLeg', 'dial', 'removeFromBridge', 'play', 'stopPlay', 'startRecording', 'addToBridge', 'destroyBridge', 'hangUp'],
  monitored: ['createLeg', 'dial', 'createBridge', 'createSnoop', 'addToBridge', 'destroyBridge', 'hangUp'],
  menus: ['answer', 'play', 'openSlot', 'closeSlot', 'clearKeys', 'startRecording', 'stopRecording', 'createLeg', 'dial', 'addToBridge', 'destroyBridge', 'transfer'],
  callback: ['createLeg', 'dial', 'play', 'createBridge', 'startRecording', 'addToBridge', 'destroyBridge', 'hangUp'],
};

describe('a mood of Asterisk at any command', () => {
  it.each(cases)('$mood, in a call ($piece): $meaning', { timeout: 60_000 }, async ({ piece, mood }) => {
    const good = await act(piece, () => ({}));
    expect(good.telephone.performed.map(({ name }) => name)).toEqual(expect.arrayContaining(STAGES[piece]));
    const wrong: string[] = [];
    for (let index = 0; index < good.telephone.performed.length; index += 1) {
      const stage = await act(piece, () => ({ mood: (at) => (at === index ? mood : null) }));
      wrong.push(...wrongWith(stage).map((what) => `at command ${index} (${stage.telephone.performed[index]?.name}): ${what}`));
    }
    expect(wrong).toEqual([]);
  });

  it.each(cases)('$mood at every command of a kind, in a call ($piece): $meaning', { timeout: 60_000 }, async ({ piece, mood }) => {
    const wrong: string[] = [];
    for (const name of STAGES[piece]) {
      // What takes away is sent again five times; an exchange that never hangs up cannot be left.
      if (['hangUp', 'destroyBridge'].includes(name)) continue;
      const stage = await act(piece, () => ({ mood: (_at, command) => (command.name === name ? mood : null) }));
      wrong.push(...wrongWith(stage).map((what) => `at every ${name}: ${what}`));
    }
    expect(wrong).toEqual([]);
  });
});

describe('a mood of the back office at the look-up', () => {
  const never = () => new Promise<never>(() => {});
  const answers = {
    'fails': async () => ({ kind: 'failed', reason: 'down' }) as const,
    'finds nothing': async () => ({ kind: 'not-found' }) as const,
    'throws': () => Promise.reject(new Error('staged')),
    'never answers': never,
    'answers what cannot be said': async () => ({ kind: 'found', answers: {} }) as const,
  };
  it.each(Object.keys(answers) as (keyof typeof answers)[])('%s: she comes to a person all the same', async (how) => {
    const stage = await act('inbound', ({ floor }) => {
      floor.lookups.answer = answers[how];
      return {};
    });
    expect(wrongWith(stage)).toEqual([]);
    expect(stage.telephone.performed.map(({ name }) => name)).toContain('addToBridge');
  });
});
