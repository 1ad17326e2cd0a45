import { describe, expect, it } from 'vitest';
import { notAboutDevices, readEvent, unusedEvents } from '../../../src/adapters/asterisk/events.ts';
import { ariEventTypes } from '../../../src/adapters/asterisk/generated/event-types.ts';

const said = (event: object): ReturnType<typeof readEvent> => readEvent(JSON.stringify(event));
const channel = { id: 's1.c.a.1', name: 'PJSIP/carrier-00000001', state: 'Up', caller: { name: '', number: '13800138000' } };

describe('the door for ARI events', () => {
  it('names what it cannot read instead of throwing', () => {
    for (const text of ['', '{', 'null', '[]', '7', '"x"', '{"type":7}', '{"type":"../x"}', '{"type":"StasisStart"}', '{"type":"StasisStart","channel":null,"args":[]}',
      '{"type":"ChannelDtmfReceived","channel":{"id":1}}', '{"type":"PlaybackFinished","playback":"x"}', '{"type":"ChannelDestroyed","channel":[]}', '{"type":"ContactStatusChange"}'])
      expect(readEvent(text)?.kind ?? 'unreadable', text).toBe('unreadable');
  });

  it('passes over types nobody asks for, known or not', () => {
    expect([said({ type: 'ChannelVarset', channel }), said({ type: 'TypeOfAsterisk99' })]).toEqual([null, null]);
  });

  it('reads a call that arrives', () => {
    expect(said({ type: 'StasisStart', channel, args: ['in', '95500', '0'] })).toEqual(
      { kind: 'entered', channelId: 's1.c.a.1', technology: 'PJSIP', isUp: true, from: '13800138000', args: ['in', '95500', '0'], isReplacement: false });
  });

  it('reads 0 as "no cause known" (field note 15)', () => {
    expect(said({ type: 'ChannelDestroyed', channel, cause: 0, cause_txt: '', tech_cause: 486 })).toMatchObject({ cause: null, sipCode: 486 });
    expect(said({ type: 'ChannelHangupRequest', channel, soft: true })).toMatchObject({ cause: null, sipCode: null, soft: true });
  });

  it("reads Asterisk's time of a key", () => {
    expect(said({ type: 'ChannelDtmfReceived', channel, digit: '5', duration_ms: 100, timestamp: '2026-11-23T10:00:00.123+0800' })).toMatchObject({ digit: '5', endedAt: Date.parse('2026-11-23T02:00:00.123Z'), pressMs: 100 });
    expect(said({ type: 'ChannelDtmfReceived', channel, digit: '5', duration_ms: 100, timestamp: 'soon' })).toMatchObject({ endedAt: null });
  });

  it('reads a REFER: to a place, with Replaces, and word of how an earlier one fares', () => {
    const by = { source_channel: channel };
    expect(said({ type: 'ChannelTransfer', referred_by: by, refer_to: { requested_destination: { destination: '1002' } } }))
      .toEqual({ kind: 'refer', channelId: channel.id, to: '1002', withChannelId: null, isAsked: true });
    expect(said({ type: 'ChannelTransfer', referred_by: by, refer_to: { requested_destination: { protocol_id: 'abc' }, destination_channel: { id: '17.4' } } }))
      .toEqual({ kind: 'refer', channelId: channel.id, to: null, withChannelId: '17.4', isAsked: true });
    expect(said({ type: 'ChannelTransfer', state: 'channel_answered', referred_by: by, refer_to: {} })).toMatchObject({ isAsked: false });
    expect(said({ type: 'ChannelTransfer', refer_to: {} })).toEqual({ kind: 'unreadable', type: 'ChannelTransfer' });
    expect(said({ type: 'ChannelUnhold', channel })).toEqual({ kind: 'resumed', channelId: channel.id, technology: 'PJSIP' });
  });

  it('filters out what has no reader, and keeps what has one (field note 7)', () => {
    const kept = ariEventTypes.filter((type) => !unusedEvents.includes(type));
    expect(kept).toEqual(['ApplicationReplaced', 'ChannelDestroyed', 'ChannelDtmfReceived', 'ChannelHangupRequest', 'ChannelStateChange', 'ChannelTalkingFinished', 'ChannelTalkingStarted', 'ChannelTransfer', 'ChannelUnhold', 'ChannelUserevent', 'ContactStatusChange',
      'EndpointStateChange', 'PlaybackFinished', 'RESTResponse', 'StasisEnd', 'StasisStart']);
    expect(notAboutDevices).toContain('ChannelDtmfReceived');
  });
});
