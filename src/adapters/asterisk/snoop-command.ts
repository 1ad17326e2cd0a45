/** An ear at a leg: a snoop channel, which lives in our app and ends with the leg. */
import type { CommandOutcome, Telephony } from '../../app/ports.ts';
import { makeChannel } from './make-channel.ts';
import { gone, outcomeOf } from './outcomes.ts';
import type { Wire } from './wire.ts';

type Snoop = Parameters<Telephony['createSnoop']>[0];

export async function createSnoop(wire: Wire, { channelId, ofChannelId, whispers }: Snoop): Promise<CommandOutcome> {
  if (wire.legs.hasEnded(ofChannelId) || wire.legs.hasEnded(channelId)) return gone;
  return makeChannel(wire, channelId, {
    ask: () => wire.http.call('POST /channels/{channelId}/snoop/{snoopId}', {
      path: { channelId: ofChannelId, snoopId: channelId }, query: { app: wire.app, appArgs: 'leg', spy: 'both', whisper: whispers ? 'out' : 'none' },
    }),
    // 500 stands for an id given twice, too.
    mayBeThere: (status) => status >= 500,
    otherwise: outcomeOf,
  });
}
