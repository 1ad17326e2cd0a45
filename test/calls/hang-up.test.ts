import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from './support/caller.ts';
import { type Hotline, openHotline } from './support/hotline.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(() => hotline?.close());

/** Ways through the flow, and the prompt at which the caller has had enough. */
const points: readonly (readonly [prompt: string, way: readonly (readonly [heard: string, keys: string])[]])[] = [
  ['welcome', []],
  ['main.menu', []],
  ['main.wrong-key', [['welcome', '#']]],
  ['main.no-input', []],
  ['quote.ask-code', [['welcome', '1']]],
  ['quote.wrong-code', [['welcome', '1'], ['quote.ask-code', '12#']]],
  ['quote.no-code', [['welcome', '1']]],
  ['quote.index-menu', [['welcome', '11#']]],
  ['quote.which', [['welcome', '1000002#']]],
  ['quote.unknown.before', [['welcome', '1999999#']]],
  ['quote.unknown.after', [['welcome', '1999998#']]],
  ['name.600519', [['welcome', '1600519#']]],
  ['quote.change', [['welcome', '1600519#']]],
  ['name.index-399001', [['welcome', '11#'], ['quote.index-menu', '2']]],
  ['recording.notice', [['welcome', '0']]],
  ['queue.joining', [['welcome', '0']]],
  ['queue.place.before', [['welcome', '0']]],
];

async function follow(way: readonly (readonly [string, string])[]): Promise<Caller> {
  const caller = await hotline.caller();
  for (const [heard, keys] of way) {
    await caller.hears(heard);
    await caller.press(keys);
  }
  return caller;
}

describe('hanging up [M-02]', () => {
  it(`at each of ${points.length} prompts, and in the music of the queue, ends the call, and nothing of it stays`, async () => {
    const inMusic = async (): Promise<Caller> => {
      const caller = await follow([['welcome', '0']]);
      await caller.hearsMusic(30_000);
      return caller;
    };
    const waiting = inMusic();
    const callers = await Promise.all(points.map(async ([prompt, way]) => {
      const caller = await follow(way);
      await caller.hears(prompt, 40_000);
      await caller.hangUp();
      return caller;
    }));
    await (await waiting).hangUp();
    await hotline.nothingLeft();
    expect((await hotline.records.factsOf((await waiting).number)).find(({ kind }) => kind === 'abandoned')).toMatchObject({ queue: 'general' });
    const ends = await Promise.all(callers.map(async ({ number }) => (await hotline.records.factsOf(number)).filter(({ kind }) => kind === 'call-ended').length));
    expect(ends).toEqual(points.map(() => 1));
  });

  it('after each digit of a code ends the call, and nothing of it stays', async () => {
    await Promise.all(['6', '60', '600', '6005', '60051', '600519'].map(async (digits) => {
      const caller = await follow([['welcome', '1'], ['quote.ask-code', digits]]);
      await caller.hangUp();
    }));
    await hotline.nothingLeft();
  });

  it('at once, in the very moment of the answer, or within the first second, leaves nothing', async () => {
    await Promise.all([0, 20, 50, 100, 200, 400, 800].map(async (afterMs) => {
      const caller = await hotline.caller();
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await caller.hangUp();
    }));
    await hotline.nothingLeft();
  });

  it('while the back office is thinking leaves nothing, also when its answer comes later', async () => {
    await hotline.simulator.putFault({ operation: 'quote', fault: 'late', delayMs: 2_500, count: 1 });
    const caller = await follow([['welcome', '1600900#']]);
    await caller.hears('back-office.wait');
    await caller.hangUp();
    await hotline.nothingLeft();
    await hotline.simulator.clearFaults();
  });
});
