/** An ear at a leg: a snoop channel, which lives in our app and ends with the leg. */
import type { CommandOutcome, Telephony } from '../../app/ports.ts';
import { done, gone, outcomeOf } from './outcomes.ts';
import type { Wire } from './wire.ts';

type Snoop = Parameters<Telephony['createSnoop']>[0];

/** As with every leg of ours: bridged before it has entered our app it would be refused. */
const enterLimitMs = 1_000;

export async function createSnoop(wire: Wire, { channelId, ofChannelId, whispers }: Snoop): Promise<CommandOutcome> {
  if (wire.legs.hasEnded(ofChannelId) || wire.legs.hasEnded(channelId)) return gone;
  // Registered before the request: it may enter before the reply is here.
  wire.legs.expect(channelId);
  const inOurApp = wire.legs.entered(channelId, enterLimitMs);
  const answer = await wire.http.call('POST /channels/{channelId}/snoop/{snoopId}', {
    path: { channelId: ofChannelId, snoopId: channelId }, query: { app: wire.app, appArgs: 'leg', spy: 'both', whisper: whispers ? 'out' : 'none' },
  });
  if (answer.kind === 'silent') {
    wire.legs.expectUntil(channelId, lateLimitMs);
    return outcomeOf(answer);
  }
  if (answer.kind === 'reply' && answer.status < 300) {
    if (wire.isUp()) await inOurApp;
    return done;
  }
  if (answer.kind === 'reply' && answer.status >= 500) {
    // 500 stands for an id given twice, too.
    const there = await wire.http.call('GET /channels/{channelId}', { path: { channelId } });
    if (there.kind === 'silent') return outcomeOf(there);
    if (there.kind === 'reply' && there.status === 200) return done;
  }
  wire.legs.unexpect(channelId);
  return outcomeOf(answer);
}

/** A request that ran out of time may still be carried out by an Asterisk that was frozen. */
const lateLimitMs = 60_000;
