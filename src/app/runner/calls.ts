/** The calls of this server: who has which channel, and the mailboxes behind them. */
import type { CallState } from '../../core/call/state.ts';
import type { Monitor } from '../../core/conversation/monitor-state.ts';
import { otherLeg } from '../../core/conversation/second-call.ts';
import type { Mailbox } from './mailbox.ts';

export interface CallBook {
  add(mailbox: Mailbox): Mailbox;
  remove(callId: string): void;
  get(callId: string): Mailbox | undefined;
  /** By a channel, bridge or playback: ours carry the call's id, a caller's channel is remembered. */
  ofId(id: string): Mailbox | undefined;
  /** A channel named by Asterisk: the caller's own, or the second call of the agent's phone. */
  adopt(channelId: string, callId: string): void;
  all(): readonly Mailbox[];
  /** Calls whose seat is rung, or talks, on this endpoint. */
  onEndpoint(endpoint: string): readonly Mailbox[];
}

export function createCallBook(node: string): CallBook {
  const mailboxes = new Map<string, Mailbox>();
  const adopted = new Map<string, string>();
  return {
    add: (mailbox) => {
      mailboxes.set(mailbox.callId, mailbox);
      const { clientChannelId } = mailbox.state();
      if (clientChannelId !== null) adopted.set(clientChannelId, mailbox.callId);
      const second = secondCallOf(mailbox.state());
      if (second !== null) adopted.set(second, mailbox.callId);
      return mailbox;
    },
    remove: (callId) => {
      mailboxes.delete(callId);
      for (const [channelId, owner] of adopted) if (owner === callId) adopted.delete(channelId);
    },
    get: (callId) => mailboxes.get(callId),
    ofId: (id) => mailboxes.get(adopted.get(id) ?? callIdOf(node, id) ?? ''),
    adopt: (channelId, callId) => {
      adopted.set(channelId, callId);
    },
    all: () => [...mailboxes.values()],
    onEndpoint: (endpoint) =>
      [...mailboxes.values()].filter((mailbox) => {
        const { activity } = mailbox.state();
        return 'offer' in activity && activity.offer?.endpoint === endpoint;
      }),
  };
}

const secondCallOf = ({ activity }: CallState): string | null => (activity.phase === 'conversation' ? activity.guest?.phone?.second ?? null : null);

/** `<node>.<callId>.<what>.<n>`; null: not minted by this node. */
export function callIdOf(node: string, id: string): string | null {
  const [prefix, callId, what, n] = id.split('.');
  return prefix === node && callId !== undefined && what !== undefined && n !== undefined ? callId : null;
}

/** Channels, bridge and playbacks that a call's state speaks of. */
export function namesOf(state: CallState): { channels: { id: string; isUp: boolean }[]; playbacks: string[]; bridge: string | null } {
  const { activity, clientChannelId, isClientUp } = state;
  const channels = clientChannelId === null ? [] : [{ id: clientChannelId, isUp: isClientUp }];
  const playbacks: (string | null)[] = [];
  let bridge: string | null = null;
  if ('offer' in activity && activity.offer !== null)
    channels.push({ id: activity.offer.channelId, isUp: activity.phase === 'conversation' && activity.away?.leg !== 'ringing' });
  if ('playbackId' in activity) playbacks.push(activity.playbackId);
  if (activity.phase === 'conversation') {
    playbacks.push(activity.seatPlaybackId, activity.musicId, activity.check?.playbackId ?? null, activity.check?.seatPlaybackId ?? null);
    bridge = activity.bridgeId;
    const guest = activity.guest ?? null;
    if (guest !== null && guest.leg !== null) channels.push({ id: guest.leg.channelId, isUp: guest.step === 'talking' });
    playbacks.push(guest?.playbackId ?? null);
    channels.push(...monitorChannels(activity.monitor ?? null));
    const other = otherLeg(activity);
    if (other !== null) channels.push({ id: other, isUp: true });
  }
  if (activity.phase === 'outside') {
    channels.push({ id: activity.channelId, isUp: activity.step === 'talking' });
    bridge = activity.bridgeId;
  }
  return { channels, playbacks: playbacks.filter((id) => id !== null), bridge };
}

/** Her leg, and the ear at the agent's. */
function monitorChannels(monitor: Monitor | null): { id: string; isUp: boolean }[] {
  const leg = monitor === null || monitor.leg === null ? [] : [{ id: monitor.leg.channelId, isUp: monitor.step === 'on' }];
  return monitor === null || monitor.snoopId === null ? leg : [...leg, { id: monitor.snoopId, isUp: true }];
}
