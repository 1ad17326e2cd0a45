/**
 * After every (re)connect: what Asterisk has is compared with what we believe, and what was missed is fed as ordinary
 * events. Events that arrive meanwhile wait, and are replayed on top.
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Telephony, TelephonyEvent, TelephonySnapshot } from '../ports.ts';
import { callIdOf, namesOf } from './calls.ts';
import type { Mailbox } from './mailbox.ts';
import type { Runner } from './runner.ts';

/** A channel of ours without a call is a stray only when older than this: its row may be on its way. */
const STRAY_GRACE_MS = 10_000;
const NOT_TOLD = { cause: null, sipCode: null };

export interface ReconcileDeps {
  readonly node: string;
  readonly runner: Runner;
  readonly telephony: Telephony;
  readonly clock: Clock;
  readonly log: Log;
  /** Of a call read back from the store, once: the commands that the process before left unconfirmed. null: it was not, or is asked again. */
  readonly takeUnconfirmed: (callId: string) => readonly CallCommand[] | null;
}

export async function reconcile(deps: ReconcileDeps): Promise<void> {
  const boxes = deps.runner.calls.all();
  const playbacks = boxes.flatMap((box) => namesOf(box.state()).playbacks);
  const snapshot = await deps.telephony.snapshot({ playbacks });
  for (const box of boxes) {
    const unconfirmed = deps.takeUnconfirmed(box.callId);
    box.resend(unconfirmed ?? []);
    feedMissed(box, snapshot, unconfirmed !== null);
  }
  for (const channel of snapshot.channels) {
    if (!channel.inOurApp || callIdOf(deps.node, channel.channelId) !== null) continue;
    if (deps.runner.calls.ofId(channel.channelId) !== undefined) continue;
    if (channel.isSeatCall === true) {
      // Dialled while nobody listened: its phone has given up, or tries again.
      await deps.telephony.hangUp(channel.channelId, 'congestion');
      continue;
    }
    deps.log.info({ channelId: channel.channelId }, 'call arrived while nobody listened');
    deps.runner.arrive({ channelId: channel.channelId, from: channel.from, to: channel.to, isUp: channel.isUp });
  }
  await clearStrays(deps, snapshot);
  deps.log.info({ calls: boxes.length, channels: snapshot.channels.length }, 'reconciled');
}

function feedMissed(box: Mailbox, snapshot: TelephonySnapshot, isReadBack: boolean): void {
  const { channels } = namesOf(box.state());
  const there = new Map(snapshot.channels.map((channel) => [channel.channelId, channel]));
  for (const { id, isUp } of channels) {
    const channel = there.get(id);
    if (channel === undefined) box.post({ kind: 'leg-ended', channelId: id, end: NOT_TOLD });
    else if (channel.isUp && !isUp) box.post({ kind: 'leg-answered', channelId: id });
  }
  const bridged = snapshot.bridges.flatMap((bridge) => bridge.channelIds);
  box.post({ kind: 'resumed', playbacks: snapshot.playbacks, bridged: bridged.filter((id) => channels.some((one) => one.id === id)), ...(isReadBack ? { isReadBack } : {}) });
}

/** Ours by name, nobody's by the book: hung up, taken apart. */
async function clearStrays(deps: ReconcileDeps, snapshot: TelephonySnapshot): Promise<void> {
  for (const channel of snapshot.channels) {
    const callId = callIdOf(deps.node, channel.channelId);
    if (callId === null || deps.runner.calls.get(callId) !== undefined || channel.ageMs < STRAY_GRACE_MS) continue;
    deps.log.warn({ channelId: channel.channelId }, 'stray channel hung up');
    await deps.telephony.hangUp(channel.channelId, 'normal');
  }
  for (const bridge of snapshot.bridges) {
    const callId = callIdOf(deps.node, bridge.bridgeId);
    if (callId === null || deps.runner.calls.get(callId) !== undefined) continue;
    deps.log.warn({ bridgeId: bridge.bridgeId }, 'stray bridge taken apart');
    await deps.telephony.destroyBridge(bridge.bridgeId);
  }
}

/** Holds events back while a reconcile is under way. */
export interface Gate {
  take(event: TelephonyEvent): void;
  close(): void;
  open(): void;
}

export function createGate(pass: (event: TelephonyEvent) => void): Gate {
  let held: TelephonyEvent[] | null = [];
  return {
    take: (event) => {
      if (held === null) pass(event);
      else held.push(event);
    },
    close: () => {
      held ??= [];
    },
    open: () => {
      const events = held ?? [];
      held = null;
      for (const event of events) pass(event);
    },
  };
}
