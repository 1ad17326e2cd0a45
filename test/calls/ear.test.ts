import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestAri } from '../../src/lab/carrier/ari.ts';
import { carrierAccess } from '../../src/lab/carrier/access.ts';
import { type CallReport, isDone } from '../../src/lab/carrier/call-script.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import type { CallWish } from './support/phones.ts';
import type { TinyCall } from './support/tiny-hotline.ts';
import { type TwoAsterisks, startTwoAsterisks } from './support/two-asterisks.ts';

let world: TwoAsterisks;
beforeAll(async () => {
  world = await startTwoAsterisks();
});
afterAll(() => world?.stop());

/** Places one call into a hotline that follows this story. */
async function callInto(story: (call: TinyCall) => Promise<void>, wish: CallWish = {}): Promise<CallReport> {
  const hotline = await world.serve(story);
  const phones = await world.openPhones();
  try {
    const report = await phones.call({ maxMs: 30_000, ...wish });
    expect(hotline.faults()).toEqual([]);
    return report;
  } finally {
    await phones.close();
    hotline.close();
  }
}

const told = (report: CallReport): string[] => report.steps.map((step) => `${step.kind} ${[...step.promptIds, step.digits, step.seat].filter(Boolean).join(' ')}`.trim());

const askForQuote = async (call: TinyCall): Promise<void> => {
  await call.answer();
  await call.play(['welcome', 'main.menu']);
  expect(await call.key()).toBe('1');
  await call.play(['quote.ask-code']);
  const code: string[] = [];
  while (code.at(-1) !== '#') code.push(await call.key());
  expect(code.join('')).toBe('600519#');
  await call.play(['quote.code', 'n.6', 'pause.short', 'n.6']);
  await call.play(['goodbye']);
  await call.hangUp();
};

describe('the ear of a caller', () => {
  it('writes down exactly what was played, and presses keys when a prompt has asked', async () => {
    const report = await callInto(askForQuote, { keys: '1,600519#' });
    expect(told(report)).toEqual([
      'prompt welcome main.menu', 'key 1', 'prompt quote.ask-code', 'key 600519#', 'prompt quote.code n.6 pause.short n.6 goodbye', 'ended',
    ]);
    expect(report.steps[0]?.text).toBe('您好。查询请按1，人工请按0。');
    expect(report.outcome).toBe('served');
    expect(Object.keys(report)).toEqual(['callId', 'from', 'to', 'outcome', 'durationMs', 'steps']);
    expect(Object.keys(report.steps[0] ?? {})).toEqual(['atMs', 'kind', 'promptIds', 'language', 'text', 'digits', 'seat']);
  });

  it('tells another story when two clip files are swapped', async () => {
    world.writePrompts(['welcome', 'goodbye']);
    try {
      const report = await callInto(async (call) => {
        await call.answer();
        await call.play(['welcome', 'main.menu']);
        await call.gone;
      });
      expect(told(report)[0]).toBe('prompt goodbye main.menu');
    } finally {
      world.writePrompts();
    }
  });

  it('shows the number as the caller presents it, and none when it is withheld', async () => {
    const seen: string[] = [];
    const story = async (call: TinyCall): Promise<void> => {
      seen.push(call.from);
      await call.answer();
      await call.play(['goodbye']);
      await call.hangUp();
    };
    await callInto(story, { from: '13900139000' });
    await callInto(story, { from: '' });
    expect(seen).toEqual(['13900139000', 'anonymous']);
  });

  it('hears queue, music from any place, offer, ringing, the seat that is named, and talk', async () => {
    const report = await callInto(async (call) => {
      await call.answer();
      await call.play(['main.menu']);
      await call.key();
      await call.play(['queue.joining']);
      for (let round = 0; round < 2; round += 1) {
        await call.music(true);
        await new Promise((resolve) => setTimeout(resolve, 700));
        await call.music(false);
      }
      await call.play(['queue.offered']);
      const ringing = call.play(['tone.ringback'], { isInterruptible: false });
      await ringing;
      await call.play(['agent.before', 'c.10', 'd.02', 'agent.after']);
      await call.talk(voiceOf('1002'));
    }, { keys: '0' });
    expect(told(report)).toEqual([
      'prompt main.menu', 'key 0', 'queued queue.joining', 'offered queue.offered', 'ringing tone.ringback',
      'prompt agent.before c.10 d.02 agent.after', 'talking 1002', 'ended',
    ]);
    expect(report.outcome).toBe('talked');
  });

  it('lets a prompt pass without a key, and never shows keys of a file', async () => {
    const file = path.join(world.environment.settings.home, 'keys');
    writeFileSync(file, '-,246810\n');
    const report = await callInto(async (call) => {
      await call.answer();
      await call.play(['main.menu']);
      await new Promise((resolve) => setTimeout(resolve, 600));
      await call.play(['goodbye', 'main.menu']);
      await call.key();
      await call.play(['goodbye']);
      await call.hangUp();
    }, { keys: `@${file}` });
    expect(told(report)).toContain('key ******');
    expect(JSON.stringify(report)).not.toContain('246810');
  });

  it('says so when the hotline is busy, silent, or hangs up before the keys were asked for', async () => {
    expect((await callInto((call) => call.hangUp('busy'))).outcome).toBe('busy');
    expect((await callInto(async (call) => call.gone, { maxMs: 1_500 })).outcome).toBe('not-done');
    const cutShort = await callInto(async (call) => {
      await call.answer();
      await call.play(['welcome']);
      await call.hangUp();
    }, { keys: '1' });
    expect([cutShort.outcome, isDone(cutShort)]).toEqual(['hung-up', false]);
  });

  it('ends the call and leaves nothing behind when it is cancelled', async () => {
    const abort = new AbortController();
    const report = await callInto(async (call) => {
      await call.answer();
      await call.play(['welcome']);
      abort.abort();
      await call.gone;
    }, { signal: abort.signal, isStaying: true });
    expect(report.outcome).toBe('cancelled');
    const access = carrierAccess(world.environment.settings);
    expect(await requestAri(access, { method: 'GET', path: 'channels' })).toEqual([]);
    expect(await requestAri(access, { method: 'GET', path: 'bridges' })).toEqual([]);
  });
});
