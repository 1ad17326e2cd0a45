/**
 * Wake-ups between processes over Redis pub/sub, and within this process at once, with or without Redis. They say "look again" and
 * nothing else: a lost one costs the second until the next look.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { WakeTopic, Wakeups } from '../../app/ports.ts';
import { connect, type RedisAddress } from './connection.ts';

const channel = 'hotline:wake';
const topics = ['inbox', 'match', 'stream', 'due', 'flows'] as const satisfies readonly WakeTopic[];
const messageSchema = z.object({ topic: z.enum(topics), id: z.string().max(200), from: z.string() });

export interface RedisWakeups extends Wakeups {
  close(): void;
}

export function createWakeups(address: RedisAddress): RedisWakeups {
  const { log } = address;
  const from = randomUUID();
  const publisher = connect(address, 'prompt', 'wake-out');
  const subscriber = connect(address, 'patient', 'wake-in');
  const listeners: Record<WakeTopic, ((id: string) => void)[]> = { inbox: [], match: [], stream: [], due: [], flows: [] };

  const deliver = (topic: WakeTopic, id: string): void => {
    for (const listener of listeners[topic]) {
      try {
        listener(id);
      } catch (error) {
        log.error({ err: error, topic }, 'a listener of wake-ups failed');
      }
    }
  };

  subscriber.on('message', (_channel: string, text: string) => {
    const message = parse(text);
    if (message !== null && message.from !== from) deliver(message.topic, message.id);
  });
  // After a break the library subscribes again by itself.
  subscriber.subscribe(channel).catch((error: unknown) => log.debug({ err: error }, 'subscription ended'));

  return {
    send: (topic, id) => {
      deliver(topic, id);
      if (publisher.status === 'ready') publisher.publish(channel, JSON.stringify({ topic, id, from })).catch(() => undefined);
    },
    on: (topic, listener) => {
      listeners[topic].push(listener);
    },
    close: () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

function parse(text: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
