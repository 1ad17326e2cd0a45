/** The agent's page goes away in the middle of a talk: reloaded, closed, its network lost (field note 63). */
import { describe, expect, it } from 'vitest';
import type { ConversationState } from '../../../src/core/call/state.ts';
import { CALLER, createScript, OFFER, type Script, toQueue } from './script.ts';

const PAGE = { endpoint: 'web-1001', isPage: true };
const LOST = { cause: 44, sipCode: null };
const kinds = (commands: readonly { kind: string }[]) => commands.map((command) => command.kind);
const talkOf = (script: Script) => script.state().activity as ConversationState;
const device = (script: Script, isOnline: boolean, isNews = true) => script.post({ kind: 'seat-device', endpoint: PAGE.endpoint, isOnline, isNews });
const newPage = (script: Script) => script.post({ kind: 'seat-page', endpoint: PAGE.endpoint });

function offered(phone = PAGE) {
  const script = createScript();
  toQueue(script);
  script.post({ kind: 'seat-offered', ...OFFER, ...phone, entryId: script.last('enter-queue').entryId, expiresAt: Number.MAX_SAFE_INTEGER });
  return { script, seatChannel: script.last('create-seat-leg').channelId };
}

function talking(phone = PAGE) {
  const { script, seatChannel } = offered(phone);
  script.post({ kind: 'leg-answered', channelId: seatChannel });
  const heard = script.all('play').findLast((play) => play.channelId === CALLER);
  script.post({ kind: 'playback-ended', playbackId: heard?.playbackId ?? '', outcome: 'done' });
  script.advance(30_000);
  return { script, seatChannel };
}

describe('a page that is reloaded in mid-talk', () => {
  it('the client hears music, the page is rung again by itself, and the talk goes on', () => {
    const { script, seatChannel } = talking();
    expect(kinds(device(script, false))).toEqual(['remove-from-bridge', 'play', 'show-call']);
    expect(script.last('play')).toMatchObject({ channelId: CALLER });
    expect(script.last('play').clips.slice(0, 2)).toEqual(['talk.rejoin', 'music.queue']);
    expect(script.last('show-call').view.step).toBe('rejoining');
    expect(newPage(script)).toMatchObject([{ kind: 'hang-up-leg', channelId: seatChannel }]);
    const rung = device(script, true);
    expect(rung).toMatchObject([{ kind: 'create-seat-leg', endpoint: 'web-1001', answers: 'at-once' }, { kind: 'dial-leg' }]);
    const leg = script.last('create-seat-leg').channelId;
    expect(leg).not.toBe(seatChannel);
    script.advance(400);
    const { musicId, bridgeId } = talkOf(script);
    expect(script.post({ kind: 'leg-answered', channelId: leg })).toMatchObject([
      { kind: 'add-to-bridge', bridgeId, channelIds: [leg] }, { kind: 'stop-play', playbackId: musicId }, { kind: 'add-to-bridge', bridgeId, channelIds: [CALLER] },
      { kind: 'show-call', view: { step: 'connected' } },
    ]);
    expect(script.facts.at(-1)).toEqual({ kind: 'seat-back', seatId: OFFER.seatId, awayMs: 400 });
    expect(script.state().deadlines.map(({ name }) => name)).toEqual(['call-limit']);
    expect(script.factKinds().filter((kind) => kind === 'connected')).toHaveLength(1);
  });

  it('its old leg may end whenever it likes: it is nobody\'s any more', () => {
    const { script, seatChannel } = talking();
    newPage(script);
    device(script, true);
    expect(script.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: 16, sipCode: null } })).toEqual([]);
    script.post({ kind: 'leg-answered', channelId: script.last('create-seat-leg').channelId });
    expect(talkOf(script)).toMatchObject({ step: 'connected', away: null, musicId: null });
  });

  it('who was held stays held, who was muted stays muted', () => {
    const { script } = talking();
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'mute' });
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'hold' });
    const { musicId } = talkOf(script);
    expect(kinds(device(script, false))).toEqual(['show-call']);
    newPage(script);
    device(script, true);
    const leg = script.last('create-seat-leg').channelId;
    const back = script.post({ kind: 'leg-answered', channelId: leg });
    expect(kinds(back)).toEqual(['mute-leg', 'add-to-bridge', 'show-call']);
    expect(talkOf(script)).toMatchObject({ heldSince: expect.any(Number), isMuted: true, musicId, away: null });
    expect(script.last('show-call').view.step).toBe('held');
  });

  it('a hold goes on while the page is away: its time is counted from where it began', () => {
    const { script } = talking();
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'hold' });
    const { since } = script.last('show-call').view;
    script.advance(7_000);
    device(script, false);
    script.advance(3_000);
    device(script, true);
    expect(script.last('show-call').view).toMatchObject({ step: 'held', since, heldMs: 0 });
    script.advance(2_000);
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'retrieve' });
    expect(script.facts.at(-1)).toMatchObject({ kind: 'retrieved', heldMs: 12_000 });
    expect(script.last('show-call').view).toMatchObject({ step: 'connected', heldMs: 12_000 });
  });

  it('a client whose music is refused while the page is away goes back to her old place, not into silence', () => {
    const { script } = talking();
    const { enteredAt } = talkOf(script);
    device(script, false);
    for (let tries = 0; tries < 4; tries += 1) script.post({ kind: 'command-failed', command: 'play', subject: talkOf(script).musicId ?? '', reason: 'not-possible' });
    expect(script.state().activity).toMatchObject({ phase: 'waiting', enteredAt });
    expect(script.last('tell-seat').event).toMatchObject({ kind: 'talk-ended', isPhoneLost: true });
  });

  it('nothing is asked of the talk meanwhile but to end it', () => {
    const { script } = talking();
    device(script, false);
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'hold' });
    expect(script.refusals).toEqual(['CALL_REJOINING']);
    script.post({ kind: 'seat-asked', seatId: OFFER.seatId, ask: 'hang-up' });
    expect(script.last('play').clips).toEqual(['survey.ask']);
  });
});

describe('a page whose socket was lost, and came back', () => {
  it('the same page: its leg is still there, nothing is rung', () => {
    const { script } = talking();
    device(script, false);
    expect(kinds(device(script, true))).toEqual(['stop-play', 'add-to-bridge', 'show-call']);
    expect(script.all('create-seat-leg')).toHaveLength(1);
  });

  it('together with us: the talk is not touched by what is found after a break', () => {
    const { script } = talking();
    expect(device(script, false, false)).toEqual([]);
    expect(device(script, true)).toEqual([]);
    expect(talkOf(script)).toMatchObject({ away: null, musicId: null });
  });

  it('a leg that died under it is replaced at once', () => {
    const { script, seatChannel } = talking();
    const commands = script.post({ kind: 'leg-ended', channelId: seatChannel, end: LOST });
    expect(kinds(commands)).toEqual(['remove-from-bridge', 'play', 'create-seat-leg', 'dial-leg', 'show-call']);
  });

  it('a leg nobody knows the end of is taken as lost, not as a hang-up', () => {
    const { script, seatChannel } = talking();
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: null, sipCode: null } });
    expect(talkOf(script).away?.leg).toBe('ringing');
  });

  it('a new leg that fails is tried again at the next registration', () => {
    const { script, seatChannel } = talking();
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: LOST });
    script.post({ kind: 'command-failed', command: 'create-seat-leg', subject: script.last('create-seat-leg').channelId, reason: 'not-possible' });
    expect(talkOf(script).away?.leg).toBe('dead');
    expect(kinds(device(script, true))).toEqual(['create-seat-leg', 'dial-leg']);
    script.post({ kind: 'leg-ended', channelId: script.last('create-seat-leg').channelId, end: { cause: 17, sipCode: 486 } });
    expect(kinds(device(script, true))).toEqual(['create-seat-leg', 'dial-leg']);
  });
});

describe('an agent who hung up while the server was away', () => {
  it('her page refuses to be rung again, and the client is asked how it was', () => {
    const { script, seatChannel } = talking();
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: null, sipCode: null } });
    script.post({ kind: 'leg-ended', channelId: script.last('create-seat-leg').channelId, end: { cause: 21, sipCode: 603 } });
    expect(script.last('play').clips).toEqual(['survey.ask']);
    expect(script.state().activity.phase).toBe('ivr');
    expect(script.last('tell-seat').event).toMatchObject({ kind: 'talk-ended' });
  });
});

describe('a page that never comes back', () => {
  it('the client goes back to the old place, the seat is not asked again', () => {
    const { script } = talking();
    const { enteredAt } = script.all('enter-queue')[0] ?? {};
    device(script, false);
    const commands = script.pass('rejoin');
    expect(commands).toContainEqual(expect.objectContaining({ kind: 'tell-seat', event: expect.objectContaining({ kind: 'talk-ended', isPhoneLost: true }) }));
    expect(script.state().activity).toMatchObject({ phase: 'waiting', enteredAt });
    expect(script.last('show-call').view.step).toBe('ended');
    expect(script.factKinds()).toContain('seat-leg-lost');
  });

  it('the client may leave first', () => {
    const { script } = talking();
    device(script, false);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: { cause: 16, sipCode: null } });
    expect(script.state()).toMatchObject({ activity: { phase: 'ended' }, deadlines: [] });
  });
});

describe('a page that is reloaded while it rings', () => {
  it('is rung again, and the time to pick up does not begin anew', () => {
    const { script, seatChannel } = offered();
    const ring = script.state().deadlines.find(({ name }) => name === 'ring');
    script.advance(3_000);
    expect(device(script, false)).toEqual([]);
    expect(device(script, true)).toMatchObject([{ kind: 'hang-up-leg', channelId: seatChannel }, { kind: 'create-seat-leg', answers: 'by-agent' }, { kind: 'dial-leg', timeoutMs: 17_000 }]);
    expect(script.state().deadlines.find(({ name }) => name === 'ring')).toEqual(ring);
    script.post({ kind: 'leg-answered', channelId: script.last('create-seat-leg').channelId });
    expect(script.state().activity.phase).toBe('conversation');
  });
});

it('a phone on the desk may lose its registration in mid-talk: the talk goes on', () => {
  const { script } = talking({ endpoint: '1001', isPage: false });
  expect(script.post({ kind: 'seat-device', endpoint: '1001', isOnline: false, isNews: true })).toEqual([]);
  expect(script.post({ kind: 'seat-device', endpoint: 'web-1001', isOnline: false, isNews: true })).toEqual([]);
});

it('a page that goes while the agent\'s number is said: the client hears music when it is over, and the talk when the page is back', () => {
  const { script, seatChannel } = offered();
  script.post({ kind: 'leg-answered', channelId: seatChannel });
  device(script, false);
  const said = script.all('play').find((play) => play.channelId === CALLER && play.clips[0] === 'agent.before');
  script.post({ kind: 'playback-ended', playbackId: said?.playbackId ?? '', outcome: 'done' });
  expect(talkOf(script)).toMatchObject({ step: 'connected', away: { leg: 'there' }, musicId: script.last('play').playbackId });
  expect(script.last('add-to-bridge').channelIds).toEqual([CALLER, seatChannel]);
  device(script, true);
  expect(talkOf(script)).toMatchObject({ away: null, musicId: null });
});
