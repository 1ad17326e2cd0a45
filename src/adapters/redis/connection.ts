/** Connections to Redis: they come back by themselves for ever, and an outage is logged once, not once per try. */
import { Redis, type RedisOptions } from 'ioredis';
import type { Log } from '../../app/log.ts';

export interface RedisAddress {
  /** `redis://:password@host:port/db`, or `rediss://` over TLS. */
  readonly redisUrl: string;
  readonly log: Log;
}

const RETRY_FIRST_MS = 50;
const RETRY_MAX_MS = 1_000;
const CONNECT_TIMEOUT_MS = 2_000;

/** prompt: refuses at once while Redis is away. patient: waits for it, as BullMQ's workers and subscriptions must. */
export function connect({ redisUrl, log }: RedisAddress, kind: 'prompt' | 'patient', name: string): Redis {
  const options = {
    connectionName: `hotline-${name}`,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times: number) => Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(times, 10)),
    maxRetriesPerRequest: null,
    enableOfflineQueue: kind === 'patient',
    // A prompt command is asked again by whoever asked; resent behind his back it would be late and twice.
    autoResendUnfulfilledCommands: kind === 'patient',
    // A frozen Redis looks connected: without an answer for so long the socket is given up and made anew.
    ...(kind === 'prompt' ? { socketTimeout: 5_000 } : {}),
  } satisfies RedisOptions;
  const redis = new Redis(redisUrl, options);
  logOutages(redis, log, name);
  return redis;
}

/** Also keeps an 'error' event from ending the process. */
function logOutages(redis: Redis, log: Log, name: string): void {
  let isAway = false;
  redis.on('error', (error: Error) => {
    if (isAway) return;
    isAway = true;
    log.warn({ connection: name, err: error }, 'redis is away');
  });
  redis.on('ready', () => {
    if (isAway) log.info({ connection: name }, 'redis is back');
    isAway = false;
  });
}

/** The promise, or a fault after so long. What it asked for may still happen. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RedisFault('redis did not answer in time')), ms);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/** Redis is away, frozen or refuses. Rows say what is due, so nothing is lost: the sweeper asks again. */
export class RedisFault extends Error {
  readonly code = 'REDIS_UNAVAILABLE';
  readonly retryable = true;

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'RedisFault';
  }
}
