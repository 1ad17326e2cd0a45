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

/** A target's place, held until `leaseEndsAt`: whoever writes names it, so that one who held it too long changes nothing. */
export interface HeldPlace {
  readonly deliveredN: number;
  readonly tries: number;
  readonly leaseEndsAt: number;
}

export interface WebhookPlaces {
  /** The target's place when it is due; null: not due, or another worker has it. A new target begins at `head`. */
  claim(target: string, ask: { at: number; leaseMs: number; head: number }): Promise<HeldPlace | null>;
  /** It has been told up to there. `isOver`: the place is given back. false: it was held too long, and is another's. */
  reached(target: string, place: { leaseEndsAt: number; deliveredN: number; isOver: boolean }): Promise<boolean>;
  failed(target: string, failure: { leaseEndsAt: number; tries: number; nextTryAt: number; reason: string }): Promise<void>;
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
/** Longer than half of it and one time-out of the gateway; so long a target waits after a worker was killed. */
const LEASE_MS = 12_000;
const BATCH = 50;
/** Batches to one target in a round. */
const BATCHES = 20;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

export const pauseAfter = (tries: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 20));

const wants = ({ types }: Webhook, type: string): boolean => types === undefined || types.some((one) => (one.endsWith('.') ? type.startsWith(one) : type === one));

export function createWebhooks({ webhooks, places, events, gateway, clock, log, everyMs = EVERY_MS }: WebhookDeps) {
  let timer: NodeJS.Timeout | undefined;
  const underWay = new Map<string, Promise<void>>();

  /** null: there is no more for now, or it was not taken. */
  async function sendBatch(webhook: Webhook, { deliveredN, tries, leaseEndsAt }: HeldPlace, isLast: boolean): Promise<HeldPlace | null> {
    const rows = await events.read(deliveredN, BATCH);
    const wanted = rows.filter(({ type }) => wants(webhook, type)).map(cloudEvent);
    const outcome = wanted.length === 0 ? ({ kind: 'taken' } as const) : await gateway.send(webhook, wanted);
    if (outcome.kind === 'not-taken') {
      log.warn({ target: webhook.name, reason: outcome.reason, tries: tries + 1 }, 'webhook was not taken, it is tried again');
      await places.failed(webhook.name, { leaseEndsAt, tries: tries + 1, nextTryAt: clock.now() + pauseAfter(tries), reason: outcome.reason });
      return null;
    }
    const told = rows.at(-1)?.n ?? deliveredN;
    const isOver = isLast || rows.length < BATCH || clock.now() > leaseEndsAt - LEASE_MS / 2;
    const isHeld = await places.reached(webhook.name, { leaseEndsAt, deliveredN: told, isOver });
    return isOver || !isHeld ? null : { deliveredN: told, tries: 0, leaseEndsAt };
  }

  async function deliver(webhook: Webhook): Promise<void> {
    const { head, oldest } = await events.ends();
    let place = await places.claim(webhook.name, { at: clock.now(), leaseMs: LEASE_MS, head });
    if (place !== null && place.deliveredN + 1 < oldest) {
      log.error({ target: webhook.name, missed: oldest - 1 - place.deliveredN }, 'webhook missed events that are not kept any more');
      place = { ...place, deliveredN: oldest - 1 };
    }
    for (let batch = 1; place !== null; batch += 1) place = await sendBatch(webhook, place, batch === BATCHES);
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
