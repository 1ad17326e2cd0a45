/** A supervisor at a talk: she listens, whispers, barges in; and each way that it ends. */
import { describe, expect, it } from 'vitest';
import { NORMAL, ask, talkOf, toldTo } from './consult-script.ts';
import { BOSS, bossReserved, change, come, hungUp, monitorFacts, monitorIn, toMonitor } from './monitor-script.ts';
import { CALLER, OFFER, createScript, toTalk } from './script.ts';

describe('a supervisor comes', () => {
  it('her seat is reserved by its row, then rung, the pop before it; the talk does not notice (field note 20)', () => {
    const script = createScript();
    toTalk(script);
    expect(come(script).map(({ kind }) => kind)).toEqual(['reserve-seat']);
    const before = script.commands.length;
    bossReserved(script);
    expect(script.commands.slice(before).map(({ kind }) => kind)).toEqual(['send-pop', 'create-seat-leg', 'dial-leg', 'tell-seat']);
    expect(script.all('show-call').filter(({ view }) => view.monitor !== undefined)).toEqual([]);
  });

  it('listens: an ear at the agent\'s leg and her own leg in a bridge of their own; nothing of the talk is touched', () => {
    const { script, seatChannel, bossChannel } = toMonitor();
    const { channelId, ofChannelId, whispers } = script.last('create-snoop');
    expect({ ofChannelId, whispers }).toEqual({ ofChannelId: seatChannel, whispers: false });
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: monitorIn(script)?.bridgeId, channelIds: [bossChannel, channelId] });
    expect(monitorIn(script)?.bridgeId).not.toBe(talkOf(script).bridgeId);
    expect(toldTo(script, BOSS.seatId)).toEqual(['ring-started', 'answered']);
    expect(monitorFacts(script)).toEqual([{ kind: 'monitor-started', seatId: OFFER.seatId, bySeatId: BOSS.seatId, mode: 'listen' }]);
  });

  it('whispers: the ear is born so; barges in: she is in the talk\'s bridge', () => {
    expect(toMonitor('whisper').script.last('create-snoop').whispers).toBe(true);
    const { script, bossChannel } = toMonitor('barge');
    expect(script.all('create-snoop')).toEqual([]);
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: talkOf(script).bridgeId, channelIds: [bossChannel] });
  });

  it('her row says no, or her phone is not answered: her seat is told, the talk goes on', () => {
    const script = createScript();
    toTalk(script);
    come(script);
    script.post({ kind: 'seat-refused', entryId: script.last('reserve-seat').entryId, code: 'SEAT_BUSY' });
    expect(monitorIn(script)).toBeNull();
    come(script);
    bossReserved(script);
    script.pass('monitor-ring');
    expect(toldTo(script, BOSS.seatId)).toEqual(['released', 'ring-started', 'ring-missed']);
    expect(monitorFacts(script)).toEqual([]);
    expect(talkOf(script)).toMatchObject({ step: 'connected', monitor: null });
  });

  it('an offer that comes after she has changed her mind is given back', () => {
    const script = createScript();
    toTalk(script);
    come(script);
    change(script, 'end');
    bossReservedLate(script);
    expect(toldTo(script, BOSS.seatId)).toEqual(['released', 'released']);
    expect(script.all('create-seat-leg')).toHaveLength(1);
  });

  it('a state with a supervisor at it stays below 2 kB', () => {
    expect(Buffer.byteLength(JSON.stringify(toMonitor('whisper').script.state()))).toBeLessThan(2_000);
  });
});

function bossReservedLate(script: ReturnType<typeof createScript>): void {
  const { reservationId, entryId } = script.last('reserve-seat');
  script.post({ kind: 'seat-offered', ...OFFER, ...BOSS, reservationId, entryId, expiresAt: Number.MAX_SAFE_INTEGER });
}

describe('another mode', () => {
  it('is another ear, the old one away first; from barge she leaves the talk\'s bridge before anything else', () => {
    const { script, bossChannel } = toMonitor('listen');
    const ear = script.last('create-snoop').channelId;
    const whispering = change(script, 'whisper').filter(({ kind }) => kind !== 'show-call');
    expect(whispering.map(({ kind }) => kind)).toEqual(['hang-up-leg', 'create-bridge', 'create-snoop', 'add-to-bridge']);
    expect(hungUp(script)).toContain(ear);
    const spyBridge = monitorIn(script)?.bridgeId;
    expect(change(script, 'barge').filter(({ kind }) => kind !== 'show-call')).toMatchObject([
      { kind: 'hang-up-leg' }, { kind: 'add-to-bridge', bridgeId: talkOf(script).bridgeId, channelIds: [bossChannel] }, { kind: 'destroy-bridge', bridgeId: spyBridge },
    ]);
    expect(change(script, 'listen').filter(({ kind }) => kind !== 'show-call')[0]).toMatchObject({ kind: 'remove-from-bridge', bridgeId: talkOf(script).bridgeId, channelId: bossChannel });
    expect(monitorFacts(script).map(({ kind, mode }) => `${kind} ${mode}`)).toEqual(['monitor-started listen', 'monitor-changed whisper', 'monitor-changed barge', 'monitor-changed listen']);
    expect(change(script, 'listen')).toEqual([]);
  });

  it('who cannot be taken out of the talk\'s bridge is hung up: nobody is heard who should only listen', () => {
    const { script, bossChannel } = toMonitor('barge');
    change(script, 'listen');
    script.post({ kind: 'command-failed', command: 'remove-from-bridge', subject: bossChannel, reason: 'unknown' });
    expect(monitorIn(script)).toBeNull();
    expect(hungUp(script)).toContain(bossChannel);
    expect(monitorFacts(script).at(-1)).toMatchObject({ kind: 'monitor-ended', end: 'failed' });
  });
});

describe('the end of it', () => {
  it('she leaves, by button or by phone: her seat is free, client and agent talk on', () => {
    for (const leave of [
      (one: ReturnType<typeof toMonitor>) => change(one.script, 'end'),
      (one: ReturnType<typeof toMonitor>) => ask(one.script, 'hang-up', BOSS.seatId),
      (one: ReturnType<typeof toMonitor>) => one.script.post({ kind: 'leg-ended', channelId: one.bossChannel, end: NORMAL }),
    ]) {
      const one = toMonitor();
      const ear = one.script.last('create-snoop').channelId;
      leave(one);
      expect(hungUp(one.script)).toContain(ear);
      expect(one.script.all('tell-seat').at(-1)).toMatchObject({ seatId: BOSS.seatId, event: { kind: 'talk-ended', acwMs: 0 } });
      expect(one.script.last('destroy-bridge').bridgeId).not.toBe(talkOf(one.script).bridgeId);
      expect(talkOf(one.script)).toMatchObject({ phase: 'conversation', step: 'connected', monitor: null });
      expect(one.script.all('show-call').findLast(({ seatId }) => seatId === BOSS.seatId)?.view.step).toBe('ended');
    }
  });

  it('the talk ends, whoever ends it: the ear goes before the agent\'s leg, so that nothing is late; both seats are told (field note 24)', () => {
    for (const end of ['client', 'agent', 'operator'] as const) {
      const { script, seatChannel, bossChannel } = toMonitor();
      const ear = script.last('create-snoop').channelId;
      if (end === 'operator') script.post({ kind: 'hang-up-asked', by: 'operator' });
      else script.post({ kind: 'leg-ended', channelId: end === 'client' ? CALLER : seatChannel, end: NORMAL });
      const ended = hungUp(script);
      expect(ended.indexOf(ear)).toBeGreaterThanOrEqual(0);
      expect(ended.indexOf(ear)).toBeLessThan(ended.indexOf(seatChannel));
      expect(ended).toContain(bossChannel);
      expect(toldTo(script, BOSS.seatId).at(-1)).toBe('talk-ended');
      expect(toldTo(script, OFFER.seatId).at(-1)).toBe('talk-ended');
      expect(monitorFacts(script).at(-1)).toMatchObject({ kind: 'monitor-ended', end: 'talk-over' });
    }
  });
});

describe('the ear', () => {
  it('that ends by itself is made anew a moment later; three times, then it is given up', () => {
    const { script } = toMonitor();
    for (let tries = 1; tries <= 3; tries += 1) {
      script.post({ kind: 'leg-ended', channelId: script.last('create-snoop').channelId, end: NORMAL });
      script.pass('monitor-ear');
      expect(script.all('create-snoop')).toHaveLength(tries + 1);
    }
    script.post({ kind: 'command-failed', command: 'create-snoop', subject: script.last('create-snoop').channelId, reason: 'not-possible' });
    expect(monitorIn(script)).toBeNull();
    expect(monitorFacts(script).at(-1)).toMatchObject({ end: 'failed' });
  });

  it('dies with the leg of a page that went, and is made anew at its next one', () => {
    const script = createScript();
    toTalk(script);
    come(script);
    script.post({ kind: 'leg-answered', channelId: bossReserved(script) });
    const page = { ...script.state(), activity: { ...talkOf(script), offer: { ...talkOf(script).offer, isPage: true, endpoint: 'page-1001' } } };
    const again = createScript({ state: page });
    again.post({ kind: 'seat-page', endpoint: 'page-1001' });
    const ear = script.last('create-snoop').channelId;
    expect(again.all('hang-up-leg').map(({ channelId }) => channelId)).toEqual([ear, talkOf(script).offer.channelId]);
    again.post({ kind: 'leg-ended', channelId: ear, end: NORMAL });
    expect(again.all('create-snoop')).toEqual([]);
    again.post({ kind: 'seat-device', endpoint: 'page-1001', isOnline: true, isNews: true });
    const { channelId } = again.last('create-seat-leg');
    again.post({ kind: 'leg-answered', channelId });
    expect(again.last('create-snoop').ofChannelId).toBe(channelId);
  });

  it('that died with a leg of the agent that was lost waits for the next leg, and does not count as failed', () => {
    const { script, seatChannel } = toMonitor();
    const again = createScript({ state: { ...script.state(), activity: { ...talkOf(script), offer: { ...talkOf(script).offer, isPage: true, endpoint: 'page-1001' } } } });
    again.post({ kind: 'leg-ended', channelId: script.last('create-snoop').channelId, end: NORMAL });
    again.post({ kind: 'leg-ended', channelId: seatChannel, end: { cause: 44, sipCode: null } });
    again.pass('monitor-ear');
    expect(again.all('create-snoop')).toEqual([]);
    again.post({ kind: 'leg-answered', channelId: again.last('create-seat-leg').channelId });
    expect(again.last('create-snoop').ofChannelId).toBe(again.last('create-seat-leg').channelId);
  });

  it('and her leg are put together again after a restart that lost the command', () => {
    const { script, seatChannel, bossChannel } = toMonitor();
    const ear = script.last('create-snoop').channelId;
    script.post({ kind: 'resumed', playbacks: [], bridged: [CALLER, seatChannel, ear] });
    expect(script.last('add-to-bridge')).toMatchObject({ bridgeId: monitorIn(script)?.bridgeId, channelIds: [bossChannel, ear] });
    const before = script.commands.length;
    script.post({ kind: 'resumed', playbacks: [], bridged: [CALLER, seatChannel, ear, bossChannel] });
    expect(script.commands.slice(before)).toEqual([]);
  });
});

describe('the pages', () => {
  it('say who monitors, and how: the agent\'s that she is there, hers that it is she', () => {
    const { script } = toMonitor('whisper');
    const shown = script.all('show-call').slice(-2);
    expect(shown).toMatchObject([{ seatId: OFFER.seatId, view: { monitor: { name: '1004', mode: 'whisper' } } }, { seatId: BOSS.seatId, view: { lead: '1001', monitor: { name: '1004', mode: 'whisper' } } }]);
    expect(shown[0]?.view.lead).toBeUndefined();
  });

  it('by the firm\'s setting the agent\'s does not say that somebody listens; who can be heard is always shown', () => {
    const { script } = toMonitor('listen', { isHidden: true });
    expect(script.all('show-call').filter(({ seatId, view }) => seatId === OFFER.seatId && view.monitor !== undefined)).toEqual([]);
    change(script, 'barge');
    expect(script.all('show-call').findLast(({ seatId }) => seatId === OFFER.seatId)?.view.monitor?.mode).toBe('barge');
  });
});
