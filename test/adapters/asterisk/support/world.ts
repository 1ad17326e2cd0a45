/** What the conformance suite needs around a driver: an Asterisk (real or staged), and people who call and are called. */
import type { AriTelephony } from '../../../../src/adapters/asterisk/ari-telephony.ts';
import type { EventLog } from './event-log.ts';

export interface WorldCall {
  press(keys: string, timing?: { pressMs: number; pauseMs: number }): Promise<void>;
  hangUp(): Promise<void>;
  /** Keys that this phone heard from the hotline's side, in order. */
  keysHeard(): string;
  /** The caller's phone has been told of the answer. */
  readonly answered: Promise<void>;
  /** How the other side saw the end: Q.850 cause and SIP code (0: none). */
  readonly ended: Promise<{ cause: number; sipStatus: number }>;
}

/** What a client's phone does with a call from the hotline. */
export type PhoneManner = 'answers' | 'rings' | 'busy' | 'declines' | 'unavailable' | 'unknown-number' | 'congested';

export interface WorldPhone {
  readonly number: string;
  /** The call it gets or got. */
  call(): Promise<WorldCall>;
}

/** A phone on an agent's desk: answers what rings it, dials by itself, and hands its call on by its own means. */
export interface WorldDeskPhone {
  readonly extension: string;
  /** The final status that it is told: 200, 603. `channelId`: of the call it has, as the hotline knows it. */
  refer(channelId: string, to: string, replacedChannelId?: string): Promise<number>;
  /** A second call beside the first; resolves when it is answered. */
  dial(to: string): Promise<void>;
}

export interface OpenDriver {
  readonly telephony: AriTelephony;
  readonly events: EventLog;
  /** Everything it logged, as text. */
  readonly logged: readonly string[];
  readonly node: string;
  /** An id of its own, unique per use. */
  mint(what: string): string;
}

export interface TelephonyWorld {
  /** A connected driver; closed with the world. */
  open(): Promise<OpenDriver>;
  placeCall(from: string): Promise<WorldCall>;
  /** A phone for one call. */
  phone(manner: PhoneManner): Promise<WorldPhone>;
  deskPhone(extension: string): Promise<WorldDeskPhone>;
  /** Ends every call; resolves when no channel is left at the hotline. */
  clear(): Promise<void>;
  /** Cuts the events sockets; the driver may come back. */
  cutSockets(): void;
  freezeSockets(): void;
  /** Another process opens a socket for the driver's app. */
  takeApp(driver: OpenDriver): Promise<void>;
  /** Asterisk takes the driver's app for gone; its socket stands and answers. */
  loseApp(driver: OpenDriver): Promise<void>;
  /** kill -9 of Asterisk, and its return. */
  crashAsterisk(): Promise<void>;
  startAsterisk(): Promise<void>;
  /** ARI by hand, beside the driver: what Asterisk itself says. */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** Clips of the test catalogue: `part.0` to `part.9` of half a second each, `long` of 20 s. */
export const partClips = Array.from({ length: 10 }, (_, index) => `part.${index}`);
