/** A channel of ours, made under an id that was minted before: expected before it is asked for, and found again should it be there already. */
import type { CommandOutcome } from '../../app/ports.ts';
import { done, outcomeOf } from './outcomes.ts';
import type { Wire } from './wire.ts';

/** A channel is in our app about 2 ms after its creation; before that dialling or bridging it is refused (seen in 14 of 100). */
const enterLimitMs = 1_000;
/** A request that ran out of time may still be carried out by an Asterisk that was frozen. */
const lateLimitMs = 60_000;

type Answer = Awaited<ReturnType<Wire['http']['call']>>;

export interface Making {
  readonly ask: () => Promise<Answer>;
  /** Statuses that may mean: this id has a channel already. The channel itself is asked then. */
  readonly mayBeThere: (status: number) => boolean;
  readonly otherwise: (answer: Answer) => CommandOutcome;
}

export async function makeChannel(wire: Wire, channelId: string, { ask, mayBeThere, otherwise }: Making): Promise<CommandOutcome> {
  // Registered before the request: the channel may enter before the reply is here.
  wire.legs.expect(channelId);
  const inOurApp = wire.legs.entered(channelId, enterLimitMs);
  const answer = await ask();
  if (answer.kind === 'silent') {
    wire.legs.expectUntil(channelId, lateLimitMs);
    return outcomeOf(answer);
  }
  if (answer.kind === 'reply' && answer.status < 300) {
    if (wire.isUp()) await inOurApp;
    return done;
  }
  if (answer.kind === 'reply' && mayBeThere(answer.status)) {
    const there = await wire.http.call('GET /channels/{channelId}', { path: { channelId } });
    if (there.kind === 'silent') return outcomeOf(there);
    if (there.kind === 'reply' && there.status === 200) return done;
  }
  wire.legs.unexpect(channelId);
  return otherwise(answer);
}
