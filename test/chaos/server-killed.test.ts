/** One kill -9 of the server, while callers are in every place a caller can be. What each of them heard is told apart. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import type { Caller } from '../calls/support/caller.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { linksOf, playRecording, settledRecordings } from '../calls/support/recordings.ts';
import { shareIn } from '../calls/support/sound.ts';
import { isKind, isPhase, openStage, type Stage, talkFor } from '../calls/support/stage.ts';
import { until } from '../calls/support/until.ts';
import { secondsOf, silentSeconds } from './support/both-ways.ts';
import { type Entry, entryOf, waitsInQueue } from './support/entries.ts';
import { type Moment, moment, ownedAgain } from './support/outage.ts';

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
let talk: { caller: Caller; agent: SeatRun; callId: string };
let ringing: { caller: Caller; agent: SeatRun };
let ringingOn: { caller: Caller; agent: SeatRun };
let inMenu: Caller;
let queued: Caller;
let entryBefore: Entry;
let entryAfter: Entry | undefined;
let late: Caller;
let killed: Moment;
let back: Moment;

beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 20_000, acwMs: 1_000 });
  const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
  const talker = await stage.wantsPerson();
  const [offered, offeredToo] = [await stage.wantsPerson(), await stage.wantsPerson()];
  queued = await stage.wantsPerson();
  inMenu = await hotline.caller();
  await talker.hearsVoice(40_000);
  talk = { caller: talker, agent, callId: (await hotline.records.liveCallOf(talker.number))?.callId ?? '' };
  ringing = { caller: offered, agent: await stage.agent('1002', { kind: 'no-answer' }) };
  await ringing.agent.until(isKind('ring'), 10_000);
  ringingOn = { caller: offeredToo, agent: await stage.agent('1003', { kind: 'no-answer' }) };
  await ringingOn.agent.until(isKind('ring'), 10_000);
  entryBefore = await waitsInQueue(hotline, queued);
  await queued.hearsMusic();
  await inMenu.press('1');
  await inMenu.hears('quote.ask-code');

  killed = moment();
  const pid = await hotline.parts.kill('server', 'SIGKILL');
  await until('its process is gone', async () => (await hotline.parts.pid('server')) !== pid);
  late = await hotline.caller();
  // The agent picks up while nobody is there to see it.
  await pickUp(ringing.agent);
  const owned = await ownedAgain(hotline, killed, 'server killed');
  expect(owned.pid).not.toBe(pid);
  expect(owned.epochMs - killed.epochMs).toBeLessThan(15_000);
  back = owned;
  entryAfter = await entryOf(hotline, queued);
});
afterAll(async () => {
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.close();
});

async function pickUp(agent: SeatRun): Promise<void> {
  const leg = agent.leg();
  leg?.rtp.say(voiceOf(agent.extension));
  await leg?.answer();
}

/** Offered once, answered once, connected once, and both hear each other. */
async function talkOnce({ caller, agent }: { caller: Caller; agent: SeatRun }): Promise<void> {
  await caller.hearsVoice(20_000);
  const facts = await hotline.records.factsOf(caller.number);
  const count = (kind: string): number => facts.filter((fact) => fact.kind === kind).length;
  expect([count('seat-offered'), count('seat-answered'), count('connected'), count('ring-missed'), count('ring-failed')]).toEqual([1, 1, 1, 0, 0]);
  expect(agent.events().filter(isKind('ring'))).toHaveLength(1);
  await talkFor(1_500);
  const toMs = moment().ms;
  expect(silentSeconds({ caller, agent }, { fromMs: toMs - 1_000, toMs })).toEqual([]);
  agent.behave({ kind: 'answer', afterMs: 100 });
  await caller.hangUp();
}

describe('the server is killed (-9)', () => {
  it('a caller in the menus hears that it goes on, the question again, and the next keys work', async () => {
    await inMenu.hears('welcome.back');
    await inMenu.hears('quote.ask-code');
    await inMenu.press('600519#');
    await inMenu.hears('name.600519');
    await inMenu.hangUp();
    expect(inMenu.heard().filter((id) => id === 'quote.ask-code')).toHaveLength(2);
  });

  it('a seat that rang rings on, once, and has its talk when it is answered', async () => {
    expect(ringingOn.agent.leg()?.isTalking()).toBe(false);
    await pickUp(ringingOn.agent);
    await talkOnce(ringingOn);
  });

  it('a call placed meanwhile is told to hold on, hears music, and is served', async () => {
    await late.hears('guard.hold');
    await late.hearsMusic();
    await late.hears('welcome', 30_000);
    await late.press('1');
    await late.hears('quote.ask-code');
    await late.hangUp();
  });

  it('a seat that rang and was answered meanwhile has its talk, once', async () => {
    await talkOnce(ringing);
  });

  it('a waiting caller keeps entry and time, hears music without a gap over 1 s, and is offered to the next seat', async () => {
    expect([entryAfter?.entry_id, entryAfter?.entered_at]).toEqual([entryBefore.entry_id, entryBefore.entered_at]);
    expect(queued.party.quiet({ fromMs: killed.ms - 1_000, toMs: back.ms + 2_000, longerThanMs: 1_000 })).toEqual([]);
    expect(queued.party.lost()).toEqual([]);
    await queued.hearsVoice(30_000);
    await queued.hangUp();
  });

  it('a talk goes on both ways in every second of the outage, and is sealed as one recording of the right length [E-02]', async () => {
    const span = { fromMs: killed.ms - 1_000, toMs: back.ms + 2_000 };
    expect(secondsOf(span)).toBeGreaterThanOrEqual(3);
    expect(silentSeconds(talk, span)).toEqual([]);
    await talk.caller.hangUp();
    await talk.agent.until(isPhase('ready', back.ms), 15_000);
    const [row, ...more] = await settledRecordings(hotline, talk.callId);
    expect(more).toEqual([]);
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
    const sound = await playRecording(hotline, row as NonNullable<typeof row>, '1001');
    expect(sound.sha256).toBe(row?.sha256);
    const facts = await hotline.records.factsOf(talk.caller.number);
    const at = (kind: string): number => facts.find((fact) => fact.kind === kind)?.at ?? 0;
    expect(Math.abs(sound.durationMs - (at('talk-ended') - at('seat-answered')))).toBeLessThan(1_000);
    const outage = { fromMs: killed.epochMs - at('seat-answered'), toMs: back.epochMs - at('seat-answered') };
    expect(shareIn(sound.left, talk.caller.number, outage)).toBeGreaterThan(0.8);
    expect(shareIn(sound.right, '1001', outage)).toBeGreaterThan(0.8);
  });

  it('nothing is left over', async () => {
    await stage.clear();
    await hotline.nothingLeft();
  });
});
