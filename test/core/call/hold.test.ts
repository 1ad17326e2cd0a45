/** What an agent asks of her talk: hold, retrieve, mute, hang up; and what is refused. */
import { describe, expect, it } from 'vitest';
import type { SeatAsk } from '../../../src/core/call/events.ts';
import type { ConversationState } from '../../../src/core/call/state.ts';
import { CALLER, createScript, OFFER, offerSeat, type Script, toQueue, toTalk } from './script.ts';

const ask = (script: Script, what: SeatAsk, seatId = OFFER.seatId) => script.post({ kind: 'seat-asked', seatId, ask: what });
const kinds = (commands: readonly { kind: string }[]) => commands.map((command) => command.kind);
const talkOf = (script: Script) => script.state().activity as ConversationState;
const viewOf = (script: Script) => script.last('show-call').view;

function talking() {
  const script = createScript();
  const { seatChannel } = toTalk(script);
  script.advance(60_000);
  return { script, seatChannel };
}

describe('hold', () => {
  it('takes the client out of the bridge and plays music to her, and to her alone', () => {
    const { script } = talking();
    expect(kinds(ask(script, 'hold'))).toEqual(['remove-from-bridge', 'play', 'show-call']);
    expect(script.last('remove-from-bridge')).toMatchObject({ channelId: CALLER, bridgeId: talkOf(script).bridgeId });
    expect(script.last('play')).toMatchObject({ channelId: CALLER, playbackId: talkOf(script).musicId });
    expect(new Set(script.last('play').clips)).toEqual(new Set(['music.queue']));
    expect(viewOf(script)).toMatchObject({ step: 'held', since: script.last('show-call').view.since, heldMs: 0 });
    expect(script.factKinds().at(-1)).toBe('held');
  });

  it('ends with the client back in the bridge; the time on hold is a fact, and adds up', () => {
    const { script } = talking();
    for (const heldMs of [7_000, 5_000]) {
      ask(script, 'hold');
      const { musicId, bridgeId } = talkOf(script);
      script.advance(heldMs);
      const back = ask(script, 'retrieve');
      expect(back.slice(0, 2)).toMatchObject([{ kind: 'stop-play', playbackId: musicId }, { kind: 'add-to-bridge', bridgeId, channelIds: [CALLER] }]);
      expect(script.facts.at(-1)).toMatchObject({ kind: 'retrieved', heldMs });
    }
    expect(viewOf(script)).toMatchObject({ step: 'connected', heldMs: 12_000 });
  });

  it('music that ends begins anew, and after a restart of ours it is played again if it is silent', () => {
    const { script, seatChannel } = talking();
    ask(script, 'hold');
    const first = talkOf(script).musicId ?? '';
    expect(kinds(script.post({ kind: 'playback-ended', playbackId: first, outcome: 'done' }))).toEqual(['play']);
    const second = talkOf(script).musicId ?? '';
    expect(second).not.toBe(first);
    expect(script.post({ kind: 'resumed', playbacks: [second], bridged: [seatChannel] })).toEqual([]);
    // Silent, or begun a moment ago while the break was made up for: never two musics at once.
    expect(script.post({ kind: 'resumed', playbacks: [], bridged: [seatChannel] })).toMatchObject([{ kind: 'stop-play', playbackId: second }, { kind: 'play' }]);
  });

  it('music that Asterisk refuses is followed by a tone, and when that is refused too the client is back with the agent: nobody holds in silence', () => {
    const { script } = talking();
    ask(script, 'hold');
    script.advance(1_000);
    const heard: string[][] = [];
    while (talkOf(script).musicId !== null) {
      heard.push([...new Set(script.last('play').clips)]);
      script.post({ kind: 'command-failed', command: 'play', subject: talkOf(script).musicId ?? '', reason: 'not-possible' });
    }
    expect(heard).toEqual([['music.queue'], ['music.queue'], ['tone.ringback'], ['tone.ringback']]);
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: talkOf(script).bridgeId, channelIds: [CALLER] });
    expect(script.facts.slice(-2)).toMatchObject([{ kind: 'fault', where: 'hold music' }, { kind: 'retrieved', heldMs: 1_000 }]);
    expect(viewOf(script)).toMatchObject({ step: 'connected', heldMs: 1_000 });
    ask(script, 'hold');
    expect(new Set(script.last('play').clips)).toEqual(new Set(['music.queue']));
  });

  it('music that breaks off is as good as refused; of one that nobody answered for it is not known, so it is stopped before the next', () => {
    const { script } = talking();
    ask(script, 'hold');
    for (let tries = 1; tries < 4; tries += 1) expect(kinds(script.post({ kind: 'playback-ended', playbackId: talkOf(script).musicId ?? '', outcome: 'failed' }))).toEqual(['play']);
    const playbackId = talkOf(script).musicId ?? '';
    expect(script.post({ kind: 'playback-ended', playbackId, outcome: 'failed' })).toMatchObject([{ kind: 'stop-play' }, { kind: 'add-to-bridge' }, { kind: 'show-call' }]);
    ask(script, 'hold');
    const unsure = talkOf(script).musicId ?? '';
    expect(script.post({ kind: 'command-failed', command: 'play', subject: unsure, reason: 'unknown' })).toMatchObject([{ kind: 'stop-play', playbackId: unsure }, { kind: 'play' }]);
  });

  it('the client may leave: the talk ends as any other', () => {
    const { script } = talking();
    ask(script, 'hold');
    script.post({ kind: 'leg-ended', channelId: CALLER, end: { cause: 16, sipCode: null } });
    expect(script.state().activity.phase).toBe('ended');
    expect(script.facts.filter((fact) => fact.kind === 'talk-ended')).toMatchObject([{ by: 'client', talkMs: 60_000 }]);
    expect(viewOf(script).step).toBe('ended');
  });

  it('the agent may hang up: the client is asked how it was instead of hearing the music', () => {
    const { script, seatChannel } = talking();
    ask(script, 'hold');
    const { musicId } = talkOf(script);
    const commands = ask(script, 'hang-up');
    expect(commands).toContainEqual(expect.objectContaining({ kind: 'stop-play', playbackId: musicId }));
    expect(commands).toContainEqual(expect.objectContaining({ kind: 'hang-up-leg', channelId: seatChannel }));
    expect(script.last('play').clips).toEqual(['survey.ask']);
    expect(script.state().activity.phase).toBe('ivr');
  });
});

describe('mute', () => {
  it('silences the agent and is no hold; muting twice is muting', () => {
    const { script, seatChannel } = talking();
    expect(ask(script, 'mute')).toMatchObject([{ kind: 'mute-leg', channelId: seatChannel }, { kind: 'show-call', view: { step: 'connected', isMuted: true } }]);
    expect(ask(script, 'mute')).toEqual([]);
    expect(ask(script, 'unmute')).toMatchObject([{ kind: 'unmute-leg', channelId: seatChannel }, { kind: 'show-call', view: { isMuted: false } }]);
    expect(script.factKinds().slice(-2)).toEqual(['muted', 'unmuted']);
    expect(script.refusals).toEqual([]);
  });
});

describe('a request that cannot be (misfortune 11)', () => {
  it('is refused with its code and changes nothing', () => {
    const { script } = talking();
    const before = script.state();
    ask(script, 'retrieve');
    ask(script, 'hold', 's-1002');
    expect(script.state()).toBe(before);
    ask(script, 'hold');
    ask(script, 'hold');
    expect(script.refusals).toEqual(['CALL_NOT_HELD', 'CALL_NOT_YOURS', 'CALL_ALREADY_HELD']);
  });

  it('before client and agent hear each other', () => {
    const script = createScript();
    toQueue(script);
    ask(script, 'hold');
    const seatChannel = offerSeat(script);
    ask(script, 'hold');
    script.post({ kind: 'leg-answered', channelId: seatChannel });
    ask(script, 'mute');
    expect(script.refusals).toEqual(['CALL_NOT_CONNECTED', 'CALL_NOT_CONNECTED', 'CALL_NOT_CONNECTED']);
  });

  it('after the end', () => {
    const { script } = talking();
    script.post({ kind: 'leg-ended', channelId: CALLER, end: { cause: 16, sipCode: null } });
    for (const what of ['hold', 'retrieve', 'mute', 'unmute', 'hang-up'] as const) expect(ask(script, what)).toEqual([]);
    expect(new Set(script.refusals)).toEqual(new Set(['CALL_OVER']));
  });
});

it('an agent may decline what rings: the client keeps the old place', () => {
  const script = createScript();
  toQueue(script);
  offerSeat(script);
  const commands = ask(script, 'hang-up');
  expect(commands).toContainEqual(expect.objectContaining({ kind: 'tell-seat', event: { kind: 'ring-failed' } }));
  expect(commands).toContainEqual(expect.objectContaining({ kind: 'return-to-queue' }));
});
