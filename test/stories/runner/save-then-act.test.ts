import { afterEach, describe, expect, it } from 'vitest';
import { CALLER, createScript, offerSeat, toQueue } from '../../core/call/script.ts';
import { CHANNEL, createFakeStore, createFakeTelephony, createHouse, heard, over, plays, ring, until } from './fakes.ts';

const houses: ReturnType<typeof createHouse>[] = [];
const open = (options?: Parameters<typeof createHouse>[0]): ReturnType<typeof createHouse> => {
  const house = createHouse(options);
  houses.push(house);
  return house;
};
afterEach(async () => {
  for (const house of houses.splice(0)) await house.engine.stop();
});

const CALL_ID = 'c1';
const end = { cause: 16, sipCode: null };
/** The slot that was opened last. */
const slotOf = ({ telephone }: ReturnType<typeof createHouse>): string => String((telephone.named('openSlot').at(-1)?.args[1] as { slot: string } | undefined)?.slot);

describe('save, then act', () => {
  it('nothing is commanded before the step is in the store', async () => {
    const house = open();
    await house.engine.start();
    house.setAway(true);
    ring(house);
    await until(() => house.runner.calls.all().length === 1, 'the call');
    expect(house.telephone.calls).toEqual([]);
    house.setAway(false);
    await heard(house, 'welcome');
    expect(house.saved[0]?.pending.map((command) => command.kind)).toContain('answer-leg');
  });

  it('a call that ends leaves no row, no mailbox, no deadline', async () => {
    const house = open();
    await house.engine.start();
    ring(house);
    await heard(house, 'welcome');
    house.telephone.emit({ kind: 'leg-ended', at: 2, channelId: CHANNEL, end });
    await until(() => house.finished.length === 1, 'the end');
    await until(() => house.runner.calls.all().length === 0, 'the mailbox gone');
    expect(house.rows.size).toBe(0);
    expect(house.runner.deadlineCount()).toBe(0);
  });

  it('digits of a code are not saved one by one: the step that uses them carries them', async () => {
    const house = open();
    await house.engine.start();
    ring(house);
    over(house, await heard(house, 'welcome'));
    await heard(house, 'main.menu');
    house.telephone.emit({ kind: 'key', at: Date.now(), channelId: CHANNEL, slot: slotOf(house), digit: '1' });
    await heard(house, 'quote.ask-code');
    await until(() => house.saved.length === 3, 'the question saved');
    const before = house.saved.length;
    const [mailbox] = house.runner.calls.all();
    const typed = (): string => { const { activity } = mailbox?.state() ?? { activity: { phase: 'ended' as const } }; return activity.phase === 'ivr' ? activity.digits : ''; };
    for (const digit of '600519') house.telephone.emit({ kind: 'key', at: Date.now(), channelId: CHANNEL, slot: slotOf(house), digit });
    await until(() => typed() === '600519', 'the code in memory');
    expect(house.saved).toHaveLength(before);
    house.telephone.emit({ kind: 'slot-complete', at: Date.now(), channelId: CHANNEL, slot: slotOf(house), length: 6, by: 'full' });
    await until(() => house.saved.length > before, 'the step that looks it up');
    expect(house.saved[before]?.state.answers).toMatchObject({ code: '600519' });
    expect(house.saved[before]?.pending.map(({ kind }) => kind)).toContain('look-up');
  });

  it('words of the next menu go out beside their save; a person, a look-up or an end only after it', async () => {
    const house = open();
    await house.engine.start();
    ring(house);
    over(house, await heard(house, 'welcome'));
    await heard(house, 'main.menu');
    await until(() => house.saved.length === 2, 'the menu saved');
    house.setAway(true);
    const before = house.saved.length;
    house.telephone.emit({ kind: 'key', at: Date.now(), channelId: CHANNEL, slot: slotOf(house), digit: '1' });
    await heard(house, 'quote.ask-code');
    expect(house.saved).toHaveLength(before);
    house.setAway(false);
    await until(() => house.saved.length > before, 'the step saved');
    // What she hears is what the row says.
    expect(house.saved[before]?.state.activity).toMatchObject({ playbackId: plays(house).at(-1)?.playbackId });
  });

  it('a key typed ahead is saved with the step that opens its slot: the prompt it would cut is never asked for', async () => {
    const house = open();
    await house.engine.start();
    house.telephone.typeAhead('1');
    ring(house);
    over(house, await heard(house, 'welcome'));
    await heard(house, 'quote.ask-code');
    expect(plays(house).map(({ clips }) => clips[0])).toEqual(['welcome', 'quote.ask-code']);
    expect(house.saved).toHaveLength(2);
    expect(house.saved.flatMap(({ facts }) => facts.map(({ fact }) => fact.kind)).filter((kind) => kind === 'client-identified')).toHaveLength(1);
  });

  it('events that wait while a step is saved are saved together, in order, and acted on only then', async () => {
    const house = open();
    await house.engine.start();
    ring(house);
    const playbackId = await heard(house, 'welcome');
    house.setAway(true);
    over(house, playbackId);
    house.telephone.emit({ kind: 'leg-ended', at: 2, channelId: CHANNEL, end });
    await until(() => (house.runner.calls.all()[0]?.savingForMs() ?? 0) > 0, 'the step under way');
    expect(plays(house)).toHaveLength(1);
    house.setAway(false);
    await until(() => house.finished.length === 1, 'the end');
    const kinds = house.saved.flatMap(({ facts }) => facts.map(({ fact }) => fact.kind));
    expect(kinds.at(-1)).toBe('call-ended');
    expect(kinds.indexOf('call-ended')).toBe(kinds.lastIndexOf('call-ended'));
  });

  it('facts are numbered without a gap', async () => {
    const house = open();
    await house.engine.start();
    ring(house);
    over(house, await heard(house, 'welcome'));
    await heard(house, 'main.menu');
    const numbers = house.saved.flatMap((step) => step.facts.map((fact) => fact.seq));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it('a hang-up overtakes what is not yet sent to that leg', async () => {
    const house = open();
    await house.engine.start();
    house.telephone.stuck.add('play');
    ring(house);
    await heard(house, 'welcome');
    const box = house.runner.calls.all()[0];
    box?.resend([
      { kind: 'play', id: 900, channelId: CHANNEL, playbackId: 'p900', language: 'zh-CN', clips: ['welcome'] },
      { kind: 'hang-up-leg', id: 901, channelId: CHANNEL, reason: 'normal' },
    ]);
    expect(plays(house)).toHaveLength(1);
  });
});

describe('a process that died between saving and acting', () => {
  it('performs the committed commands once, hears the node again, and goes on', async () => {
    const store = createFakeStore();
    const first = open({ store });
    await first.engine.start();
    ring(first);
    over(first, await heard(first, 'welcome'));
    await heard(first, 'main.menu');
    await until(() => first.saved.length === 2, 'the menu saved');
    await first.engine.stop();
    houses.splice(0);

    const telephone = createFakeTelephony();
    telephone.setSnapshot({ channels: [{ channelId: CHANNEL, isUp: true, inOurApp: true, from: '', to: '', ageMs: 60_000 }], bridges: [], playbacks: [] });
    const second = open({ store, telephone });
    await second.engine.start();
    await until(() => plays(second).find((play) => play.clips[0] === 'welcome.back'), 'the prompt again');
    expect(plays(second)[0]?.clips).toEqual(['welcome.back', 'main.menu']);
    expect(second.runner.calls.all()).toHaveLength(1);
  });

  it('a ring that ran out while nobody listened is no miss when the seat had answered', async () => {
    const store = createFakeStore();
    const script = createScript();
    toQueue(script);
    const seatChannel = offerSeat(script);
    const longAgo = script.state().deadlines.filter(({ name }) => name !== 'call-limit').map((deadline) => ({ ...deadline, dueAt: 1 }));
    const state = { ...script.state(), callId: CALL_ID, deadlines: longAgo };
    store.rows.set(CALL_ID, { callId: CALL_ID, version: 5, nextFactSeq: 9, state, pending: [] });
    const telephone = createFakeTelephony();
    const up = { isUp: true, inOurApp: true, from: '', to: '', ageMs: 1 };
    telephone.setSnapshot({ channels: [{ ...up, channelId: CALLER }, { ...up, channelId: seatChannel }], bridges: [], playbacks: [] });
    const house = open({ store, telephone });
    await house.engine.start();
    const put = await until(() => house.telephone.named('addToBridge')[0], 'the talk');
    expect(put.args[1]).toEqual([CALLER, seatChannel]);
    expect(house.telephone.named('hangUp')).toEqual([]);
  });

  it('ends a call whose caller left meanwhile (misfortune 7) (field note 2)', async () => {
    const store = createFakeStore();
    const first = open({ store });
    await first.engine.start();
    ring(first);
    await heard(first, 'welcome');
    await first.engine.stop();
    const second = open({ store, telephone: createFakeTelephony() });
    await second.engine.start();
    await until(() => second.finished.length === 1, 'the end');
  });

  it('takes in a caller who entered while nobody listened, and hangs up strays of ours only (field note 3) (field note 21)', async () => {
    const house = open();
    const old = { isUp: true, inOurApp: true, from: '13800138000', to: '95500', ageMs: 60_000 };
    house.telephone.setSnapshot({
      channels: [
        { ...old, channelId: 'trunk-7' },
        { ...old, channelId: 's1.0000.seat.4', inOurApp: false },
        { ...old, channelId: 's2.0000.seat.4', inOurApp: false },
        { ...old, channelId: 's1.0001.seat.4', ageMs: 100 },
      ],
      bridges: [{ bridgeId: 's1.0000.b.5', channelIds: [] }],
      playbacks: [],
    });
    await house.engine.start();
    await heard(house, 'welcome');
    expect(house.telephone.named('hangUp').map((call) => call.args[0])).toEqual(['s1.0000.seat.4']);
    expect(house.telephone.named('destroyBridge').map((call) => call.args[0])).toEqual(['s1.0000.b.5']);
  });
});

describe('the store is away', () => {
  it('a caller in the menus is handed back to the dialplan, and the call ends cleanly when the store is back', async () => {
    const house = open();
    await house.engine.start();
    ring(house);
    const playbackId = await heard(house, 'welcome');
    house.setAway(true);
    over(house, playbackId);
    await until(() => house.telephone.named('handBack').length === 1, 'the hand-back');
    house.telephone.emit({ kind: 'leg-ended', at: 2, channelId: CHANNEL, end });
    house.setAway(false);
    await until(() => house.finished.length === 1, 'the end');
    expect(house.telephone.named('hangUp').filter((call) => call.args[0] === CHANNEL)).toEqual([]);
  });

  it('a hand-back that Asterisk does not answer is tried again until it does: nobody else has the caller', async () => {
    const house = open();
    await house.engine.start();
    ring(house);
    const playbackId = await heard(house, 'welcome');
    house.telephone.outcomes.set('handBack', { kind: 'unknown', detail: 'time-out' });
    house.setAway(true);
    over(house, playbackId);
    await until(() => house.telephone.named('handBack').length === 2, 'the second try');
    house.telephone.outcomes.set('handBack', { kind: 'gone' });
    house.telephone.emit({ kind: 'leg-ended', at: 2, channelId: CHANNEL, end });
    house.setAway(false);
    await until(() => house.finished.length === 1, 'the end');
  });

  it('a new caller is handed back, and served when she comes again', async () => {
    const house = open();
    await house.engine.start();
    house.setAway(true);
    ring(house);
    await until(() => house.telephone.named('handBack').length === 1, 'the hand-back');
    house.telephone.emit({ kind: 'leg-ended', at: 2, channelId: CHANNEL, end });
    house.setAway(false);
    await until(() => !house.saver.isDegraded(), 'the store back');
    ring(house);
    await heard(house, 'welcome');
  });
});

describe('the process', () => {
  it('stops commanding when its application is taken (misfortune 8)', async () => {
    const house = open();
    await house.engine.start();
    house.telephone.emit({ kind: 'replaced', at: 1 });
    await until(() => house.deposed.length > 0, 'the end');
    expect(house.deposed).toEqual(['replaced']);
  });

  it('begins a callback once, however often its row is read', async () => {
    const house = open();
    await house.engine.start();
    const event = {
      kind: 'callback-claimed', at: 1, businessAt: 1, caseId: 'case', attemptId: 'att', clientId: 'cl', numberToken: 'tok', queue: 'callback',
      excludeSeries: ['marketing'], callerDnis: '95500',
    } as const;
    const row = { node: 's1', inboxId: '1', callId: 'call-9', event };
    house.inboxRows.push(row, { ...row, inboxId: '2' });
    // Handed over by who wrote it, and read as well: taken once. Another node's is its owner's.
    expect([house.inbox.hand(row), house.inbox.hand(row), house.inbox.hand({ ...row, inboxId: '3', node: 's2' })]).toEqual([true, false, false]);
    house.wakeups.send('inbox', 'call-9');
    await until(() => house.inboxRows.length === 0, 'the inbox empty');
    expect(house.done.filter((what) => what === 'enter callback')).toHaveLength(1);
  });
});
