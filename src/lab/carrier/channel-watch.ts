import { type AriEvent, channelOf, fieldOf } from './ari.ts';

/** How a channel ended: Q.850 cause and, where SIP said so, its status (0 otherwise). */
export interface ChannelEnd {
  cause: number;
  sipStatus: number;
}

export interface ChannelFacts {
  entered?: (args: readonly string[]) => void;
  ringing?: () => void;
  answered?: () => void;
  /** The other side pressed it. */
  key?: (digit: string) => void;
  ended?: (end: ChannelEnd) => void;
}

const ENTER_LIMIT_MS = 5_000;

/**
 * Hands an app's events to those who watch a channel. Watch before the request that makes the channel is sent: an event can be
 * there before the reply.
 */
export function createChannelWatch() {
  const watched = new Map<string, ChannelFacts>();

  function take(event: AriEvent): void {
    const id = channelOf(event);
    const facts = id === undefined ? undefined : watched.get(id);
    if (!facts || id === undefined) return;
    switch (event.type) {
      case 'StasisStart':
        facts.entered?.(Array.isArray(event['args']) ? event['args'].map(String) : []);
        break;
      case 'ChannelStateChange':
        if (stateOf(event) === 'Ringing') facts.ringing?.();
        if (stateOf(event) === 'Up') facts.answered?.();
        break;
      case 'ChannelDtmfReceived':
        facts.key?.(fieldOf(event, 'digit') ?? '');
        break;
      case 'ChannelDestroyed':
        watched.delete(id);
        facts.ended?.({ cause: Number(fieldOf(event, 'cause')) || 0, sipStatus: Number(fieldOf(event, 'tech_cause')) || 0 });
        break;
      default:
    }
  }

  return {
    take,
    watch: (id: string, facts: ChannelFacts): void => void watched.set(id, facts),
    forget: (id: string): void => void watched.delete(id),
    /** The events socket is gone: nothing more will be heard of any channel. */
    loseAll(): void {
      const all = [...watched.values()];
      watched.clear();
      for (const facts of all) facts.ended?.({ cause: 0, sipStatus: 0 });
    },
    /** Resolves when this channel enters our app; rejects when it ends first or stays away. */
    entered(id: string): Promise<void> {
      return new Promise((resolve, reject) => {
        const fail = (why: string) => (): void => {
          clearTimeout(timer);
          watched.delete(id);
          reject(new Error(`channel ${id} ${why}`));
        };
        const timer = setTimeout(fail('never entered'), ENTER_LIMIT_MS);
        watched.set(id, {
          entered: () => {
            clearTimeout(timer);
            watched.delete(id);
            resolve();
          },
          ended: fail('ended at once'),
        });
      });
    },
  };
}
export type ChannelWatch = ReturnType<typeof createChannelWatch>;

function stateOf(event: AriEvent): string {
  const channel = event['channel'] as { state?: unknown } | undefined;
  return typeof channel?.state === 'string' ? channel.state : '';
}
