/** A supervisor leads the talk from now on; and wishes of hers that make no sense now. */
import { describe, expect, it } from 'vitest';
import { tallyCall } from '../../../src/core/metrics/tally.ts';
import { COLLEAGUE, NORMAL, ask, bookedTo, reserved, talkOf, toldTo, wish } from './consult-script.ts';
import { BOSS, bossReserved, change, come, hungUp, monitorFacts, toMonitor } from './monitor-script.ts';
import { CALLER, OFFER, createScript, toTalk } from './script.ts';

describe('taken over', () => {
  it('she leads, the agent is in her after-call work, each is booked her own time; the recording goes on (field note 28) (field note 58)', () => {
    const { script, seatChannel, bossChannel } = toMonitor('listen');
    const { recordingId } = talkOf(script);
    const ear = script.last('create-snoop').channelId;
    script.advance(5_000);
    change(script, 'take-over');
    expect(hungUp(script)).toEqual([ear, seatChannel]);
    expect(script.all('tell-seat').findLast(({ seatId }) => seatId === OFFER.seatId)?.event).toEqual({ kind: 'talk-ended', acwMs: OFFER.acwMs });
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: talkOf(script).bridgeId, channelIds: [bossChannel] });
    expect(talkOf(script)).toMatchObject({ offer: { seatId: BOSS.seatId, channelId: bossChannel }, monitor: null, recordingId });
    expect(script.all('stop-recording')).toEqual([]);
    script.advance(20_000);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
    expect(bookedTo(script, 'talk-ended')).toEqual([{ seatId: OFFER.seatId, talkMs: 17_000 }, { seatId: BOSS.seatId, talkMs: 20_000 }]);
    expect(toldTo(script, BOSS.seatId)).toEqual(['ring-started', 'answered', 'talk-ended']);
    expect(monitorFacts(script).at(-1)).toMatchObject({ kind: 'monitor-ended', end: 'took-over' });
    expect(tallyCall('c1', script.facts.map((fact, at) => ({ at, fact }))).breaks).toEqual([]);
  });

  it('a client on hold, or one who waits for the agent\'s page, is with her at once', () => {
    const held = toMonitor('barge').script;
    ask(held, 'hold');
    change(held, 'take-over');
    expect(held.last('add-to-bridge').channelIds).toEqual([CALLER]);
    expect(talkOf(held)).toMatchObject({ heldSince: null, musicId: null });
    const { script } = toMonitor('listen');
    const page = createScript({ state: { ...script.state(), activity: { ...talkOf(script), offer: { ...talkOf(script).offer, isPage: true, endpoint: 'page-1001' } } } });
    page.post({ kind: 'seat-page', endpoint: 'page-1001' });
    expect(talkOf(page).musicId).not.toBeNull();
    change(page, 'take-over');
    expect(talkOf(page)).toMatchObject({ offer: { seatId: BOSS.seatId }, musicId: null, away: null });
    expect(page.state().deadlines.map(({ name }) => name)).not.toContain('rejoin');
  });

  it('who has barged in stays with the client when the agent\'s leg goes', () => {
    const { script, seatChannel } = toMonitor('barge');
    script.post({ kind: 'leg-ended', channelId: seatChannel, end: NORMAL });
    expect(talkOf(script)).toMatchObject({ phase: 'conversation', offer: { seatId: BOSS.seatId } });
    expect(script.all('destroy-bridge')).toEqual([]);
  });

  it('not when the bridge itself cannot be made: then the client goes back to the queue, as ever', () => {
    const { script } = toMonitor('barge');
    for (let tries = 0; tries <= 3; tries += 1) script.post({ kind: 'command-failed', command: 'add-to-bridge', subject: talkOf(script).bridgeId ?? '', reason: 'not-possible' });
    expect(script.state().activity).toMatchObject({ phase: 'waiting' });
    expect(toldTo(script, BOSS.seatId).at(-1)).toBe('talk-ended');
  });

  it('a colleague who was consulted and gets the client: the monitoring of the first agent is over', () => {
    const { script, bossChannel } = toMonitor('listen');
    wish(script, 'consult');
    script.post({ kind: 'leg-answered', channelId: reserved(script) });
    ask(script, 'complete');
    expect(talkOf(script)).toMatchObject({ offer: { seatId: COLLEAGUE.seatId }, monitor: null });
    expect(hungUp(script)).toContain(bossChannel);
  });
});

describe('a wish that makes no sense now', () => {
  it('is refused with its code, and nothing is done', () => {
    const script = createScript();
    come(script);
    change(script, 'barge');
    toTalk(script);
    change(script, 'barge');
    script.post({ kind: 'monitor-asked', seatId: OFFER.seatId, extension: '1001', mode: 'listen' });
    come(script);
    come(script);
    change(script, 'take-over');
    const bossChannel = bossReserved(script);
    script.post({ kind: 'leg-answered', channelId: bossChannel });
    change(script, 'barge', 's-1009');
    wish(script, 'consult');
    change(script, 'take-over');
    ask(script, 'take-back');
    ask(script, 'hold', BOSS.seatId);
    script.post({ kind: 'leg-ended', channelId: CALLER, end: NORMAL });
    change(script, 'barge');
    come(script);
    expect(script.refusals).toEqual([
      'CALL_NOT_CONNECTED', 'CALL_NOT_CONNECTED', 'CALL_NOT_MONITORED', 'MONITOR_SELF', 'CALL_MONITORED', 'MONITOR_NOT_THERE', 'CALL_NOT_MONITORED', 'CALL_IN_CONSULT', 'CALL_NOT_YOURS',
      'CALL_OVER', 'CALL_OVER',
    ]);
  });

  it('not into a PIN check: nobody takes over while the client keys a secret, and an ear hears none of it', () => {
    const { script } = toMonitor('barge');
    script.post({ kind: 'client-identified', matches: ['cl-1'] });
    ask(script, 'check-pin');
    change(script, 'take-over');
    expect(script.refusals).toEqual(['CALL_IN_CHECK']);
    change(script, 'listen');
    expect(script.last('create-snoop').ofChannelId).toBe(talkOf(script).offer.channelId);
  });
});
