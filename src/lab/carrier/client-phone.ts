import type { Voice } from '../sip/voice.ts';
import { type ClientsControl, claimNumber } from './clients-control.ts';
import type { CarrierLine } from './line.ts';
import { type Party, type PartyEvent, createHearing, createParty, openTapFor } from './party.ts';

/** What a client's phone does when the hotline calls. */
export type PhoneBehaviour =
  | { kind: 'answer'; afterMs: number; hangUpAfterMs?: number }
  /** 486 at once. */
  | { kind: 'busy' }
  /** 603 at once: the client pressed "decline". */
  | { kind: 'reject' }
  /** 404 at once. */
  | { kind: 'unknown-number' }
  /** 480 after so long. */
  | { kind: 'no-answer'; afterMs: number }
  | { kind: 'ring-for-ever' };

export interface ClientPhoneOptions {
  line: CarrierLine;
  number: string;
  behaviour: PhoneBehaviour;
  voice?: Voice;
  maxMs?: number;
  /** Each call the phone gets, before it rings. */
  onCall?: (call: Party) => void;
  onEvent?: (event: PartyEvent, call: { channelId: string }) => void;
}

export interface ClientPhone {
  number: string;
  behave(behaviour: PhoneBehaviour): void;
  /** All calls since the phone was switched on. */
  calls(): readonly Party[];
  /** The next call that comes in; rejects after `limitMs`. */
  nextCall(limitMs: number): Promise<Party>;
  switchOff(): Promise<void>;
}

const DEFAULT_MAX_MS = 10 * 60_000;

/**
 * A client's phone for calls that the hotline places. With `control` the number is borrowed from the running "clients" part; a
 * process that owns the app `carrier` itself needs none.
 */
export async function answerClient(options: ClientPhoneOptions & { control?: ClientsControl }): Promise<ClientPhone> {
  const { line, number } = options;
  const calls: Party[] = [];
  const waiting = new Set<(call: Party) => void>();
  let behaviour = options.behaviour;
  const stopTaking = line.onIncoming(number, (channelId) => {
    void takeCall({ ...options, behaviour }, channelId, (call) => {
      calls.push(call);
      for (const resolve of waiting) resolve(call);
      waiting.clear();
      options.onCall?.(call);
    });
  });
  const release = options.control ? await claimNumber(options.control, { number, app: line.ari.app }) : undefined;
  return {
    number,
    behave: (next) => void (behaviour = next),
    calls: () => calls,
    nextCall: (limitMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no call to the client's phone within ${limitMs} ms`)), limitMs);
        waiting.add((call) => {
          clearTimeout(timer);
          resolve(call);
        });
      }),
    async switchOff() {
      release?.();
      stopTaking();
      await Promise.all(calls.map((call) => call.hangUp()));
    },
  };
}

/** One incoming channel, from its first ring to its end; also for callers who take channels of several numbers. */
export async function takeCall(options: ClientPhoneOptions, channelId: string, onCall: (call: Party) => void): Promise<void> {
  const { line, behaviour } = options;
  const { ari, watch } = line;
  const path = `channels/${channelId}`;
  const hearing = createHearing(line.index);
  if (options.onEvent) hearing.on((event) => options.onEvent?.(event, { channelId }));
  try {
    const tap = await openTapFor(hearing, { ari, watch, id: line.nextId() });
    const call = createParty({ ari, watch, hearing, tap, channelId, maxMs: options.maxMs ?? DEFAULT_MAX_MS });
    if (options.voice) tap.rtp.say(options.voice);
    onCall(call);
    // Without it the end of a channel we did not make is never told to us.
    const isThere = await ari.attempt('POST', `applications/${ari.app}/subscription`, { eventSource: `channel:${channelId}` });
    if (!isThere) return void (await call.hangUp());
    const timers = createTimers();
    void call.ended.then(timers.clear);
    await behave({ behaviour, call, timers, ring: () => ari.attempt('POST', `${path}/ring`), refuse: (reason) => ari.attempt('DELETE', path, { reason }), pickUp });
  } catch {
    await ari.attempt('DELETE', path).catch(() => false);
  }

  async function pickUp(bridgeOf: Party): Promise<void> {
    await ari.attempt('POST', `${path}/answer`);
    await ari.attempt('POST', `bridges/${bridgeOf.bridgeId}/addChannel`, { channel: channelId });
  }
}

interface Acting {
  behaviour: PhoneBehaviour;
  call: Party;
  timers: ReturnType<typeof createTimers>;
  ring: () => Promise<boolean>;
  refuse: (reason: string) => Promise<boolean>;
  pickUp: (call: Party) => Promise<void>;
}

async function behave({ behaviour, call, timers, ring, refuse, pickUp }: Acting): Promise<void> {
  switch (behaviour.kind) {
    case 'busy':
      return void (await refuse('busy'));
    case 'reject':
      return void (await refuse('normal'));
    case 'unknown-number':
      return void (await refuse('unallocated'));
    case 'no-answer':
      await ring();
      return timers.after(behaviour.afterMs, () => refuse('no_answer'));
    case 'ring-for-ever':
      return void (await ring());
    case 'answer': {
      const { afterMs, hangUpAfterMs } = behaviour;
      await ring();
      timers.after(afterMs, async () => {
        await pickUp(call);
        if (hangUpAfterMs !== undefined) timers.after(hangUpAfterMs, () => call.hangUp());
      });
    }
  }
}

function createTimers() {
  const running = new Set<NodeJS.Timeout>();
  return {
    after(delayMs: number, act: () => Promise<unknown>): void {
      running.add(setTimeout(() => void act().catch(() => undefined), delayMs));
    },
    clear: (): void => running.forEach(clearTimeout),
  };
}
