/**
 * A call is acted to its end; then again for every command it gave, with somebody leaving just before or just after that command
 * is carried out. The loop is the test. (An unhandled rejection anywhere fails the run of vitest.)
 */
import { describe, expect, it } from 'vitest';
import { wrongWith } from './acted/checks.ts';
import { useVirtualClock } from './acted/clockwork.ts';
import { act, PIECES, type Piece, type Stage } from './acted/play.ts';

useVirtualClock();

const leavers: Record<string, (stage: Stage) => readonly [readonly string[], number]> = {
  'the client hangs up': ({ telephone: { legs } }) => [[...legs.ofKind('caller'), ...legs.ofKind('trunk')], 16],
  'the agent hangs up': ({ telephone: { legs } }) => [legs.ofKind('seat'), 16],
  "the agent's phone dies": ({ telephone: { legs } }) => [legs.ofKind('seat'), 44],
};

const cases = PIECES.flatMap((piece) => Object.keys(leavers).map((who) => ({ piece, who })));

async function goodRun(piece: Piece): Promise<number> {
  const stage = await act(piece, () => ({}));
  expect(wrongWith(stage)).toEqual([]);
  return stage.telephone.performed.length;
}

describe('somebody leaves at any moment', () => {
  it.each(PIECES)('nobody does: %s: a call from ring to end leaves nothing behind', async (piece) => {
    expect(await goodRun(piece)).toBeGreaterThan(10);
  });

  it.each(cases)('$who just before and just after each command of a call ($piece) (misfortune 3) (misfortune 5) (field note 18) (field note 22)', { timeout: 60_000 }, async ({ piece, who }) => {
    const count = await goodRun(piece);
    const wrong: string[] = [];
    let left = 0;
    for (let index = 0; index < count; index += 1) {
      for (const when of ['before', 'after'] as const) {
        const stage = await act(piece, (acted) => ({
          [when]: (at: number) => {
            if (at !== index) return;
            const [channelIds, cause] = leavers[who]?.(acted) ?? [[], 16];
            for (const channelId of channelIds) if (acted.telephone.legs.end(channelId, { cause, sipCode: null }).kind === 'done') left += 1;
          },
        }));
        wrong.push(...wrongWith(stage).map((what) => `${when} command ${index} (${stage.telephone.performed[index]?.name}): ${what}`));
      }
    }
    expect(wrong).toEqual([]);
    expect(left, 'nobody ever left').toBeGreaterThan(10);
  });
});
