/**
 * Webhooks: each target has its own place in the stream and is told what lies behind it, in order, at least once; an event's id tells
 * a repeat. A target that does not take it is tried again, later each time; the others do not wait for it. What is older than the
 * stream keeps is passed over, and said so.
 */
import type { CloudEvent } from '../../contract/events.ts';
import type { Webhook } from '../../contract/webhooks.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { cloudEvent } from './cloud-event.ts';
import type { EventStore } from './event-ports.ts';

export interface WebhookPlaces {
  /** The target's place when it is due, held for `leaseMs`; null: not due, or another worker has it. A new target begins at `head`. */
  claim(target: string, ask: { at: number; leaseMs: number; head: number }): Promise<{ readonly deliveredN: number; readonly tries: number } | null>;
  done(target: string, deliveredN: number): Promise<void>;
  failed(target: string, failure: { tries: number; nextTryAt: number; reason: string }): Promise<void>;
}

export interface WebhookGateway {
  /** Reasons are ours, never what the other side said. */
  send(webhook: Webhook, events: readonly CloudEvent[]): Promise<{ readonly kind: 'taken' } | { readonly kind: 'not-taken'; readonly reason: string }>;
}

export interface WebhookDeps {
  readonly webhooks: readonly Webhook[];
  readonly places: WebhookPlaces;
  readonly events: Pick<EventStore, 'read' | 'ends'>;
  readonly gateway: WebhookGateway;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly everyMs?: number;
}

const EVERY_MS = 1_000;
const LEASE_MS = 30_000;
const BATCH = 50;
/** Batches to one target in a round: a long backlog of one does not hold up its lease. */
const BATCHES = 20;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

export const pauseAfter = (tries: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 20));

const wants = ({ types }: Webhook, type: string): boolean => types === undefined || types.some((one) => (one.endsWith('.') ? type.startsWith(one) : type === one));

export function createWebhooks({ webhooks, places, events, gateway, clock, log, everyMs = EVERY_MS }: WebhookDeps) {
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Map<string, Promise<void>>();

  /** true: there may be more. */
  async function sendBatch(webhook: Webhook, place: { deliveredN: number; tries: number }, leaseEndsAt: number): Promise<boolean> {
    const rows = await events.read(place.deliveredN, BATCH);
    const last = rows.at(-1);
    if (last === undefined) {
      await places.done(webhook.name, place.deliveredN);
      return false;
    }
    const wanted = rows.filter(({ type }) => wants(webhook, type)).map(cloudEvent);
    const outcome = wanted.length === 0 ? ({ kind: 'taken' } as const) : await gateway.send(webhook, wanted);
    if (outcome.kind === 'not-taken') {
      log.warn({ target: webhook.name, reason: outcome.reason, tries: place.tries + 1 }, 'webhook was not taken, it is tried again');
      await places.failed(webhook.name, { tries: place.tries + 1, nextTryAt: clock.now() + pauseAfter(place.tries), reason: outcome.reason });
      return false;
    }
    await places.done(webhook.name, last.n);
    place.deliveredN = last.n;
    place.tries = 0;
    return rows.length === BATCH && clock.now() < leaseEndsAt;
  }

  async function deliver(webhook: Webhook): Promise<void> {
    const at = clock.now();
    const { head, oldest } = await events.ends();
    const claimed = await places.claim(webhook.name, { at, leaseMs: LEASE_MS, head });
    if (claimed === null) return;
    const place = { ...claimed };
    if (place.deliveredN + 1 < oldest) {
      log.error({ target: webhook.name, missed: oldest - 1 - place.deliveredN }, 'webhook missed events that are not kept any more');
      place.deliveredN = oldest - 1;
    }
    for (let batch = 0; batch < BATCHES && (await sendBatch(webhook, place, at + LEASE_MS / 2)); batch += 1);
  }

  const look = (webhook: Webhook): Promise<void> => {
    const running = underWay.get(webhook.name) ?? deliver(webhook)
      .catch((error: unknown) => log.warn({ err: error, target: webhook.name }, 'webhook could not be looked at, the next round tries again'))
      .finally(() => underWay.delete(webhook.name));
    underWay.set(webhook.name, running);
    return running;
  };
  const round = async (): Promise<void> => void (await Promise.all(webhooks.map(look)));
  return {
    start: () => {
      if (webhooks.length > 0) timer = setInterval(() => void round(), everyMs);
    },
    round,
    stop: () => clearInterval(timer),
  };
}
