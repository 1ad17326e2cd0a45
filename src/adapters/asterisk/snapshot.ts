/** What Asterisk has of ours right now, for reconcile. */
import type { Clock } from '../../app/clock.ts';
import type { TelephonySnapshot } from '../../app/ports.ts';
import type { AriAnswer } from './ari-http.ts';
import type { Channel } from './generated/models.ts';
import type { Wire } from './wire.ts';

/** Asterisk did not answer: a fault, to be tried again. */
export class AsteriskUnavailable extends Error {
  readonly code = 'ASTERISK_UNAVAILABLE';
  readonly retryable = true;
}

type ChannelRow = TelephonySnapshot['channels'][number];

function bodyOf<Reply>(answer: AriAnswer<Reply>, call: string): Reply {
  if (answer.kind !== 'reply') throw new AsteriskUnavailable(`${call}: ${answer.kind}`);
  if (answer.status !== 200) throw new AsteriskUnavailable(`${call}: http ${answer.status}`);
  return answer.body;
}

/** `Stasis(hotline-s1,in,95500,0)`: application data are the app, then its arguments; the second one is the number dialled. */
function stasisOf(channel: Channel): { app: string; dialled: string; isSeatCall: boolean } | null {
  const { app_name: application, app_data: text } = channel.dialplan;
  if (application !== 'Stasis') return null;
  const [app = '', role = '', dialled = ''] = text.split(',');
  return { app, dialled: role === 'in' || role === 'back' ? dialled : '', isSeatCall: role === 'seat' };
}

function rowOf(wire: Wire, channel: Channel, found: { inApp: ReadonlySet<string>; now: number }): ChannelRow | null {
  const stasis = stasisOf(channel);
  const inOurApp = found.inApp.has(channel.id) || stasis?.app === wire.app;
  if (!inOurApp && !channel.id.startsWith(`${wire.node}.`)) return null;
  const created = Date.parse(channel.creationtime.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  const to = stasis?.dialled || wire.legs.dialledOf(channel.id) || (/^\+?\d+$/.test(channel.dialplan.exten) ? channel.dialplan.exten : wire.hotlineNumber);
  return {
    channelId: channel.id, isUp: channel.state === 'Up', inOurApp, from: channel.caller.number, to,
    ageMs: Number.isFinite(created) ? Math.max(0, found.now - created) : 0,
    ...(stasis?.isSeatCall === true ? { isSeatCall: true } : {}),
  };
}

/** Still playing? If so it is known from now on, so that a command for its channel stops it first. */
async function isPlaying(wire: Wire, playbackId: string): Promise<boolean> {
  const answer = await wire.http.call('GET /playbacks/{playbackId}', { path: { playbackId } });
  if (answer.kind === 'reply' && answer.status === 404) {
    wire.playbacks.remove(playbackId);
    return false;
  }
  const playback = bodyOf(answer, 'GET playback');
  const [kind, channelId] = playback.target_uri.split(/:(.*)/s, 2);
  if (kind === 'channel' && channelId !== undefined) wire.playbacks.add(playbackId, channelId, 'live');
  return true;
}

/**
 * Throws AsteriskUnavailable. Afterwards the books know what Asterisk knows: legs in doubt since the socket was cut are
 * either confirmed or forgotten (`forget` clears what else is kept of them).
 */
export async function readSnapshot(wire: Wire, clock: Pick<Clock, 'now'>, ask: { playbacks: readonly string[] }): Promise<TelephonySnapshot> {
  const [channels, application, bridges] = await Promise.all([
    wire.http.call('GET /channels', { path: {} }),
    wire.http.call('GET /applications/{applicationName}', { path: { applicationName: wire.app } }),
    wire.http.call('GET /bridges', { path: {} }),
  ]);
  const playing = await Promise.all(ask.playbacks.map(async (playbackId) => ((await isPlaying(wire, playbackId)) ? [playbackId] : [])));
  // No application: we are not connected and it has no channel.
  const isUnknownApp = application.kind === 'reply' && application.status === 404;
  const inApp = new Set(isUnknownApp ? [] : bodyOf(application, 'GET application').channel_ids);
  const found = { inApp, now: clock.now() };
  const rows = bodyOf(channels, 'GET channels').flatMap((channel) => rowOf(wire, channel, found) ?? []);
  for (const { channelId, isUp, to } of rows) wire.legs.confirm(channelId, { isUp, dialled: to });
  wire.legs.dropDoubtful();
  return {
    channels: rows,
    bridges: bodyOf(bridges, 'GET bridges').map((bridge) => ({ bridgeId: bridge.id, channelIds: bridge.channels })),
    playbacks: playing.flat(),
  };
}
