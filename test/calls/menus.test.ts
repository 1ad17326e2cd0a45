import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallFact } from '../../src/core/call/facts.ts';
import type { Caller } from './support/caller.ts';
import { type Hotline, openHotline } from './support/hotline.ts';

let hotline: Hotline;
beforeAll(async () => {
  hotline = await openHotline();
});
afterAll(async () => {
  await hotline?.nothingLeft();
  await hotline?.close();
});

/** Facts of one kind of this caller's call. */
async function facts<K extends CallFact['kind']>(caller: Caller, kind: K): Promise<Extract<CallFact, { kind: K }>[]> {
  return (await hotline.records.factsOf(caller.number)).filter((fact): fact is Extract<typeof fact, { kind: K }> => fact.kind === kind);
}

/** A person is asked for: the notice of recording to its end, the queue, music. */
async function reachesQueue(caller: Caller): Promise<void> {
  await caller.hearsOut('recording.notice', 30_000);
  await caller.hears('queue.joining');
  await caller.hearsMusic(30_000);
  await caller.hangUp();
}

async function callerAtMenu(): Promise<Caller> {
  const caller = await hotline.caller();
  await caller.hears('welcome');
  return caller;
}

describe.concurrent('a caller who errs [M-02]', () => {
  it('with an unknown code is told which, asked again, and after the third is given a person', async () => {
    const caller = await callerAtMenu();
    await caller.press('1');
    for (const code of ['999991', '999992', '999993']) {
      await caller.hears('quote.ask-code');
      await caller.press(`${code}#`);
      if (code === '999993') break;
      await caller.hears('quote.unknown.before');
      await caller.hears('quote.unknown.after');
    }
    await reachesQueue(caller);
    expect((await facts(caller, 'nothing-found')).map(({ count }) => count)).toEqual([1, 2, 3]);
    const told = caller.heard().slice(caller.heard().indexOf('quote.unknown.before'));
    expect(told.slice(0, told.indexOf('quote.unknown.after'))).toEqual(['quote.unknown.before', 'n.9', 'n.9', 'n.9', 'pause.short', 'n.9', 'n.9', 'n.yao']);
  });

  it('with a wrong key is told so each time and after the third is given a person; silence is counted apart', async () => {
    const caller = await callerAtMenu();
    await caller.press('#');
    await caller.hears('main.wrong-key');
    await caller.press('#');
    await caller.hears('main.wrong-key');
    await caller.hears('main.menu');
    await caller.press('#');
    await reachesQueue(caller);
    expect((await facts(caller, 'no-match')).map(({ node, count }) => [node, count])).toEqual([['main', 1], ['main', 2], ['main', 3]]);
    expect(await facts(caller, 'no-input')).toEqual([]);
  });

  it('with a code that is too short is asked again', async () => {
    const caller = await callerAtMenu();
    await caller.press('1');
    await caller.hears('quote.ask-code');
    await caller.press('6005#');
    await caller.hears('quote.wrong-code');
    await caller.hears('quote.ask-code');
    await caller.press('600887#');
    await caller.hears('name.600887');
    await caller.hangUp();
    expect((await facts(caller, 'no-match')).map(({ node }) => node)).toEqual(['quotes/quote-ask']);
  });

  it('by saying nothing is asked three times and then given a person', async () => {
    const caller = await callerAtMenu();
    await caller.press('1');
    await caller.hearsOut('quote.ask-code');
    for (let round = 1; round <= 2; round += 1) {
      await caller.hears('quote.no-code', 20_000);
      await caller.hearsOut('quote.ask-code');
    }
    await reachesQueue(caller);
    expect((await facts(caller, 'no-input')).map(({ node, count }) => [node, count])).toEqual([['quotes/quote-ask', 1], ['quotes/quote-ask', 2], ['quotes/quote-ask', 3]]);
    expect(await facts(caller, 'no-match')).toEqual([]);
  });
});

describe.concurrent('keys of the main flow [M-02]', () => {
  it('`*` goes back a level, from the index menu to the code and from there to the main menu', async () => {
    const caller = await callerAtMenu();
    await caller.press('1');
    await caller.hears('quote.ask-code');
    await caller.press('1#');
    await caller.hears('quote.index-menu');
    await caller.press('*');
    await caller.hears('quote.ask-code');
    await caller.press('*');
    await caller.hears('main.menu');
    await caller.hangUp();
    expect(await hotline.records.pathOf(caller.number)).toEqual(['begin', 'arrival', 'welcome', 'main', 'quotes', 'quotes/quote-ask', 'quotes/index-menu', 'quotes/quote-ask', 'quotes/back', 'main']);
  });

  it.each(['0#', '0'])('%s where a code is asked for leads to a person', async (keys) => {
    const caller = await callerAtMenu();
    await caller.press('1');
    await caller.hears('quote.ask-code');
    await caller.press(keys);
    await reachesQueue(caller);
  });

  it('0 in the main menu leads to a person', async () => {
    const caller = await callerAtMenu();
    await caller.press('0');
    await reachesQueue(caller);
    expect(await hotline.records.pathOf(caller.number)).toEqual(['begin', 'arrival', 'welcome', 'main', 'person', 'person-hours', 'notice', 'queue']);
  });

  it('typed ahead all at once lead through every question, and none of them is heard to its end', async () => {
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('1600036#');
    await caller.hears('name.600036');
    await caller.press('0#');
    await reachesQueue(caller);
    const whole = caller.events().flatMap((event) => (event.kind === 'clip-ended' && event.isComplete ? [event.clip.id] : []));
    expect(whole).not.toContain('main.menu');
    expect(whole).not.toContain('quote.ask-code');
  });

  it('that cut a prompt are not lost: each digit of a code keyed into the question counts', async () => {
    const caller = await callerAtMenu();
    await caller.press('1');
    const question = await caller.hears('quote.ask-code');
    await caller.press('601398#');
    await caller.hears('name.601398');
    await caller.hangUp();
    const cut = caller.events().find((event) => event.kind === 'clip-ended' && event.clip.id === 'quote.ask-code');
    expect(cut).toMatchObject({ isComplete: false, startedAtMs: question.kind === 'clip-started' ? question.atMs : 0 });
  });

  it('during the notice of recording do not cut it', async () => {
    const caller = await callerAtMenu();
    await caller.press('0');
    await caller.hears('recording.notice');
    await caller.press('123');
    await caller.hearsOut('recording.notice');
    await caller.hears('queue.joining');
    await caller.hangUp();
  });
});
