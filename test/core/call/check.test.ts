/** The agent has the client key her PIN in mid-talk: out of hearing, off the record, and both together again whatever happens. */
import { describe, expect, it } from 'vitest';
import type { CallEvent, SeatAsk } from '../../../src/core/call/events.ts';
import type { CheckResult, ConversationState } from '../../../src/core/call/state.ts';
import { CALLER, createScript, createTestWorld, OFFER, type Script, toQueue, toTalk } from './script.ts';

type LookupAnswer = Extract<CallEvent, { kind: 'lookup-answered' }>['answer'];
const ask = (script: Script, what: SeatAsk) => script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: what });
const kinds = (commands: readonly { kind: string }[]) => commands.map((command) => command.kind);
const talkOf = (script: Script) => script.state().activity as ConversationState;
const checkOf = (script: Script) => talkOf(script).check ?? null;
const viewOf = (script: Script) => script.last('show-call').view;
const PASSED: LookupAnswer = { kind: 'found', answers: {} };

function talking(matches = ['cl-1'], world = createTestWorld()) {
  const script = createScript({ world });
  const { seatChannel } = toTalk(script);
  script.post({ kind: 'client-identified', matches });
  script.advance(60_000);
  return { script, seatChannel };
}

function silent(script: Script) {
  return script.post({ kind: 'recording-paused', pauseId: script.last('pause-recording').pauseId });
}

function asked() {
  const { script, seatChannel } = talking();
  ask(script, 'check-pin');
  silent(script);
  return { script, seatChannel };
}

/** Six keys, as the vault tells of a secret slot. */
function key(script: Script, length = 6, by: string | null = null) {
  const { slot } = script.last('open-slot').spec;
  for (let n = 0; n < length; n += 1) script.post({ kind: 'key', channelId: CALLER, slot, digit: null });
  return script.post({ kind: 'slot-complete', channelId: CALLER, slot, length, by });
}

const answer = (script: Script, what: LookupAnswer) => script.post({ kind: 'lookup-answered', requestId: script.last('look-up').requestId, answer: what });

/** The slot closed first, the recording going on next, both in one bridge; and nothing of the check left behind. */
function expectTogether(script: Script, result: CheckResult) {
  const { bridgeId, checked, check } = talkOf(script);
  expect([check, checked?.result]).toEqual([null, result]);
  const order = kinds(script.commands);
  const after = (kind: string) => order.lastIndexOf(kind);
  if (order.includes('open-slot')) expect(after('close-slot')).toBeGreaterThan(after('open-slot'));
  expect(after('resume-recording')).toBeGreaterThan(Math.max(after('pause-recording'), after('close-slot')));
  expect(after('add-to-bridge')).toBeGreaterThan(after('resume-recording'));
  expect(script.last('add-to-bridge')).toMatchObject({ bridgeId, channelIds: expect.arrayContaining([CALLER]) });
  expect(script.last('resume-recording')).toMatchObject({ channelId: CALLER, recordingId: talkOf(script).recordingId });
  expect(script.state().deadlines.map(({ name }) => name).filter((name) => name.startsWith('check'))).toEqual([]);
  expect(viewOf(script)).toMatchObject({ step: 'connected', recording: 'on', checked: { result } });
  expect(script.facts.filter(({ kind }) => kind === 'check-ended')).toMatchObject([{ result }]);
}

describe('a PIN check in mid-talk [M-07] (field note 64)', () => {
  it('takes the client out of the bridge and silences the recording before anything is asked; the agent hears music', () => {
    const { script, seatChannel } = talking();
    const commands = ask(script, 'check-pin');
    expect(kinds(commands)).toEqual(['clear-keys', 'remove-from-bridge', 'pause-recording', 'play', 'show-call']);
    expect(commands).toMatchObject([{ channelId: CALLER }, { channelId: CALLER }, { channelId: CALLER }, { channelId: seatChannel }, { view: { step: 'checking', recording: 'paused' } }]);
    expect(script.all('open-slot').filter(({ spec }) => spec.slotClass === 'secret')).toEqual([]);
    expect(silent(script)).toMatchObject([{ kind: 'open-slot', spec: { slotClass: 'secret', maxDigits: 6 } }, { kind: 'play', channelId: CALLER, clips: ['check.pin'] }]);
  });

  it('a word of an older pause opens nothing', () => {
    const { script } = talking();
    ask(script, 'check-pin');
    const { pauseId } = script.last('pause-recording');
    ask(script, 'end-check');
    ask(script, 'check-pin');
    expect(script.post({ kind: 'recording-paused', pauseId })).toEqual([]);
    expect(kinds(silent(script))).toEqual(['open-slot', 'play']);
  });

  it('a right PIN: the agent reads pass, level, method and time; no digit and no slot is in what she reads', () => {
    const { script } = asked();
    const verify = key(script);
    expect(verify).toMatchObject([{ kind: 'stop-play' }, { kind: 'look-up', operation: 'verify-password', isAct: true, args: { client: 'cl-1' }, held: { password: script.last('open-slot').spec.slot }, channelId: CALLER }, { kind: 'play', channelId: CALLER }]);
    answer(script, PASSED);
    expectTogether(script, 'passed');
    expect(script.state().auth).toMatchObject({ level: 'password', method: 'agent-check', clientId: 'cl-1' });
    expect(viewOf(script).auth).toEqual({ level: 'password', method: 'agent-check', at: script.state().auth.at });
    expect(JSON.stringify(viewOf(script))).not.toMatch(/cl-1|slot/);
  });

  it.each([
    ['failed', { kind: 'refused', code: 'WRONG_PASSWORD' }], ['failed', { kind: 'refused', code: 'PASSWORD_LOCKED' }], ['unavailable', { kind: 'failed', reason: 'down' }],
    ['unavailable', { kind: 'not-found' }], ['unavailable', { kind: 'lost' }],
  ] as const)('%s after %o: both together again, and nothing is proven', (result, what) => {
    const { script } = asked();
    key(script);
    answer(script, what);
    expectTogether(script, result);
    expect(script.state().auth.level).toBe('none');
  });

  it('keys after the last are forgotten with the slot: no menu reads them', () => {
    const { script } = asked();
    key(script);
    script.post({ kind: 'key-waiting', channelId: CALLER });
    const back = answer(script, PASSED);
    expect(kinds(back).indexOf('clear-keys')).toBeLessThan(kinds(back).indexOf('add-to-bridge'));
  });

  it('silence, and too few keys, are asked about again, three times in all', () => {
    const { script } = asked();
    script.post({ kind: 'playback-ended', playbackId: checkOf(script)?.playbackId ?? '', outcome: 'done' });
    const first = script.last('open-slot').spec.slot;
    expect(script.pass('check-first-key')).toMatchObject([{ kind: 'clear-keys' }, { kind: 'close-slot', slot: first }, { kind: 'open-slot' }, { kind: 'play', clips: ['check.again'] }]);
    key(script, 3, '#');
    expect(talkOf(script).check).toMatchObject({ step: 'asking', asks: 3 });
    const { slot } = script.last('open-slot').spec;
    script.post({ kind: 'key', channelId: CALLER, slot, digit: null });
    script.pass('check-next-key');
    expectTogether(script, 'timed-out');
    expect(script.all('look-up').filter(({ isAct }) => isAct)).toEqual([]);
  });

  it('the first key stops the words; quiet is played to her while she keys, so that the recording lacks no time', () => {
    const { script } = asked();
    const { playbackId } = checkOf(script) ?? {};
    expect(script.post({ kind: 'key', channelId: CALLER, slot: script.last('open-slot').spec.slot, digit: null })).toMatchObject([{ kind: 'stop-play', playbackId }, { kind: 'play', channelId: CALLER, clips: Array(4).fill('tone.listening') }]);
    expect(script.post({ kind: 'key', channelId: CALLER, slot: script.last('open-slot').spec.slot, digit: null })).toEqual([]);
    const quiet = checkOf(script)?.playbackId ?? '';
    expect(script.post({ kind: 'command-failed', command: 'play', subject: quiet, reason: 'not-possible' })).toEqual([]);
    expect(checkOf(script)?.step).toBe('asking');
  });

  it('the back office says nothing: ended by time, and a late answer changes nothing', () => {
    const { script } = asked();
    key(script);
    script.pass('check-answer');
    expectTogether(script, 'unavailable');
    expect(answer(script, PASSED)).toEqual([]);
    expect(script.state().auth.level).toBe('none');
  });

  it('it takes no longer than its time', () => {
    const { script } = talking();
    ask(script, 'check-pin');
    script.pass('check');
    expectTogether(script, 'timed-out');
  });

  it('the agent may cancel it', () => {
    const { script } = asked();
    ask(script, 'end-check');
    expectTogether(script, 'cancelled');
  });

  it.each(['pausing', 'asking', 'verifying'])('a restart while %s: the recording goes on, both are together, wherever a command of before had put them', (step) => {
    const { script, seatChannel } = talking();
    ask(script, 'check-pin');
    if (step !== 'pausing') silent(script);
    if (step === 'verifying') key(script);
    expect(checkOf(script)?.step).toBe(step);
    script.post({ kind: 'resumed', playbacks: [], bridged: [seatChannel, CALLER] });
    expectTogether(script, 'interrupted');
  });

  it.each([
    ['pause-recording', 'not-possible'], ['pause-recording', 'unknown'], ['remove-from-bridge', 'unknown'], ['remove-from-bridge', 'not-possible'],
  ] as const)('%s %s: nothing is asked, both are together', (command, reason) => {
    const { script } = talking();
    ask(script, 'check-pin');
    script.post({ kind: 'command-failed', command, subject: CALLER, reason });
    expect(script.all('open-slot').filter(({ spec }) => spec.slotClass === 'secret')).toEqual([]);
    expectTogether(script, 'unavailable');
  });

  it('words that cannot be played, or a slot that cannot be opened, end it', () => {
    for (const failed of ['play', 'open-slot'] as const) {
      const { script } = asked();
      script.post({ kind: 'command-failed', command: failed, subject: failed === 'play' ? checkOf(script)?.playbackId ?? '' : CALLER, reason: 'not-possible' });
      expectTogether(script, 'unavailable');
    }
    const { script } = talking(['cl-1'], createTestWorld(['check.pin']));
    ask(script, 'check-pin');
    silent(script);
    expectTogether(script, 'unavailable');
  });

  it('a talk whose recording never came is checked all the same: there is nothing to silence', () => {
    const { script } = talking();
    script.post({ kind: 'command-failed', command: 'start-recording', subject: CALLER, reason: 'not-possible' });
    ask(script, 'check-pin');
    expect(kinds(script.post({ kind: 'command-failed', command: 'pause-recording', subject: CALLER, reason: 'not-possible' }))).toEqual(['open-slot', 'play']);
  });

  it('a recording that does not go on is a gap, and is asked for until it does', () => {
    const { script } = asked();
    ask(script, 'end-check');
    const failed = () => script.post({ kind: 'command-failed', command: 'resume-recording', subject: CALLER, reason: 'unknown' });
    expect(kinds(failed())).toEqual(['note-recording-gap']);
    expect(script.pass('resume-recording')).toMatchObject([{ kind: 'resume-recording' }]);
    expect(failed()).toEqual([]);
    expect(script.factKinds().filter((kind) => kind === 'recording-gap')).toHaveLength(1);
  });

  it('the client may hang up, the agent may: the talk ends as any other, and the recording goes on before it is stopped', () => {
    const one = asked();
    one.script.post({ kind: 'leg-ended', channelId: CALLER, end: { cause: 16, sipCode: null } });
    expect(one.script.state().activity.phase).toBe('ended');
    expect(one.script.last('seal-recording')).toBeDefined();
    const other = asked();
    const commands = ask(other.script, 'hang-up');
    expect(kinds(commands).indexOf('close-slot')).toBeLessThan(kinds(commands).indexOf('resume-recording'));
    expect(kinds(commands).indexOf('resume-recording')).toBeLessThan(kinds(commands).indexOf('stop-recording'));
    expect(other.script.last('play').clips).toEqual(['survey.ask']);
    expect(other.script.state().deadlines.map(({ name }) => name)).toEqual(['call-limit', 'ivr-limit', 'playback']);
  });
});

describe('what cannot be asked', () => {
  it('is refused with its code (misfortune 11)', () => {
    const { script } = talking();
    ask(script, 'end-check');
    ask(script, 'hold');
    ask(script, 'check-pin');
    ask(script, 'retrieve');
    ask(script, 'check-pin');
    ask(script, 'check-pin');
    ask(script, 'hold');
    expect(script.refusals).toEqual(['CALL_NOT_IN_CHECK', 'CALL_ALREADY_HELD', 'CALL_IN_CHECK', 'CALL_IN_CHECK']);
    for (const matches of [[], ['cl-1', 'cl-2']]) {
      const other = talking(matches);
      ask(other.script, 'check-pin');
      expect(other.script.refusals).toEqual(['CALL_CLIENT_UNKNOWN']);
    }
  });
});

describe('the agent\'s page is reloaded while the client keys', () => {
  const PAGE = { endpoint: 'web-1001', isPage: true };
  function onPage() {
    const script = createScript();
    toQueue(script);
    script.post({ kind: 'client-identified', matches: ['cl-1'] });
    script.post({ kind: 'seat-offered', ...OFFER, ...PAGE, entryId: script.last('enter-queue').entryId, expiresAt: Number.MAX_SAFE_INTEGER });
    const seatChannel = script.last('create-seat-leg').channelId;
    script.post({ kind: 'leg-answered', channelId: seatChannel });
    script.post({ kind: 'playback-ended', playbackId: script.all('play').findLast((play) => play.channelId === CALLER)?.playbackId ?? '', outcome: 'done' });
    ask(script, 'check-pin');
    silent(script);
    return { script, seatChannel };
  }
  const device = (script: Script, isOnline: boolean) => script.post({ kind: 'seat-device', endpoint: PAGE.endpoint, isOnline, isNews: true });

  it('the check goes on; who comes back first waits with music', () => {
    const { script } = onPage();
    expect(kinds(device(script, false))).toEqual(['show-call']);
    script.post({ kind: 'seat-page', endpoint: PAGE.endpoint });
    device(script, true);
    const leg = script.last('create-seat-leg').channelId;
    const back = script.post({ kind: 'leg-answered', channelId: leg });
    expect(back).toMatchObject([{ kind: 'add-to-bridge', channelIds: [leg] }, { kind: 'stop-play' }, { kind: 'play', channelId: leg }, { kind: 'show-call', view: { step: 'checking' } }]);
    key(script);
    answer(script, PASSED);
    expectTogether(script, 'passed');
  });

  it('the check is over while the page is away: the client hears music until it is back', () => {
    const { script } = onPage();
    device(script, false);
    key(script);
    const over = answer(script, PASSED);
    expect(kinds(over)).toContain('resume-recording');
    expect(script.last('play').clips.slice(0, 2)).toEqual(['talk.rejoin', 'music.queue']);
    device(script, true);
    expect(talkOf(script)).toMatchObject({ away: null, musicId: null, check: null });
    expect(script.last('add-to-bridge').channelIds).toEqual([CALLER]);
  });

  it('the page stays away: the client is given back to the queue, nothing open, nothing silent', () => {
    const { script } = onPage();
    device(script, false);
    const commands = script.pass('rejoin');
    expect(kinds(commands).slice(0, 3)).toEqual(['close-slot', 'clear-keys', 'resume-recording']);
    expect(script.state().activity.phase).toBe('waiting');
  });
});
