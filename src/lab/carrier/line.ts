import type { ClipIndex } from '../ear/clip-index.ts';
import { nowMs } from '../sip/pacer.ts';
import { type Voice } from '../sip/voice.ts';
import { type Ari, type AriAccess, type AriEvent, channelOf, connectAri } from './ari.ts';
import { type ChannelWatch, createChannelWatch } from './channel-watch.ts';
import { createOwnIds } from './own-ids.ts';
import { type Party, type PartyEvent, createHearing, createParty, openTapFor } from './party.ts';
import { sweepOrphans } from './sweep.ts';

const DEFAULT_MAX_MS = 10 * 60_000;
const DIAL_LIMIT_S = 60;

export interface PlaceCall {
  /** The caller's number, as the hotline will see it; empty: withheld. */
  from: string;
  to: string;
  voice?: Voice;
  /** Told from before the call is placed, so that nothing of it is missed. */
  onEvent?: (event: PartyEvent) => void;
  maxMs?: number;
}

export interface PlacedCall extends Party {
  from: string;
  to: string;
  /** Monotonic time at which the number was dialled. */
  dialledAtMs: number;
}

/** A process's own line to the public network; many calls may use it at once. */
export interface CarrierLine {
  ari: Ari;
  watch: ChannelWatch;
  nextId(): string;
  index: ClipIndex;
  /** Gets the channels of calls to this number (`*`: to any other) that reach this app. Returns the way to stop. */
  onIncoming(number: string, take: (channelId: string, number: string) => void): () => void;
  placeCall(call: PlaceCall): Promise<PlacedCall>;
  /** Hangs up what is left and closes. */
  close(): Promise<void>;
}

/**
 * Connects to the carrier under an app name of this process's own, after sweeping what killed ones left. Throws AriError when the
 * carrier doesn't answer.
 */
export async function openLine(options: {
  access: AriAccess;
  index: ClipIndex;
  /** The app to take; one of this process's own by default. Two sockets for one app throw each other out. */
  app?: string;
  onDown?: (reason: string) => void;
  /** Told once per real SIP call placed, with the channel id. */
  onPlaced?: (channelId: string) => void;
}): Promise<CarrierLine> {
  const { access, index } = options;
  await sweepOrphans(access);
  const ids = createOwnIds();
  const watch = createChannelWatch();
  const incoming = createIncoming();
  const live = new Set<Party>();
  const ari = await connectAri(access, {
    app: options.app ?? ids.app,
    onEvent(event) {
      watch.take(event);
      incoming.take(event);
    },
    onDown(reason) {
      watch.loseAll();
      options.onDown?.(reason);
    },
  });

  async function placeCall(call: PlaceCall): Promise<PlacedCall> {
    const placed = await dial({ ari, watch, index, id: ids.next() }, call);
    options.onPlaced?.(placed.channelId);
    live.add(placed);
    void placed.ended.then(() => live.delete(placed));
    return placed;
  }

  return {
    ari,
    watch,
    index,
    nextId: ids.next,
    onIncoming: incoming.on,
    placeCall,
    async close() {
      await Promise.all([...live].map((party) => party.hangUp()));
      ari.close();
    },
  };
}

/** Calls the hotline places enter with the arguments `in,<number dialled>` (carrier's dialplan). */
function createIncoming() {
  const takers = new Map<string, (channelId: string, number: string) => void>();
  return {
    on(number: string, take: (channelId: string, number: string) => void): () => void {
      takers.set(number, take);
      return () => void takers.delete(number);
    },
    take(event: AriEvent): void {
      const [role, number] = Array.isArray(event['args']) ? event['args'].map(String) : [];
      const id = channelOf(event);
      if (event.type !== 'StasisStart' || role !== 'in' || number === undefined || id === undefined) return;
      (takers.get(number) ?? takers.get('*'))?.(id, number);
    },
  };
}

async function dial(line: { ari: Ari; watch: ChannelWatch; index: ClipIndex; id: string }, call: PlaceCall): Promise<PlacedCall> {
  const { ari, watch, id } = line;
  const hearing = createHearing(line.index);
  if (call.onEvent) hearing.on(call.onEvent);
  const tap = await openTapFor(hearing, { ari, watch, id });
  if (call.voice) tap.rtp.say(call.voice);
  const channelId = `${id}.caller`;
  try {
    const entered = watch.entered(channelId);
    await Promise.all([
      ari.request('POST', 'channels/create', { endpoint: `PJSIP/${call.to}@hotline`, app: ari.app, channelId, formats: 'alaw' }, callerVariables(call.from)),
      entered,
    ]);
    const party = createParty({ ari, watch, hearing, tap, channelId, maxMs: call.maxMs ?? DEFAULT_MAX_MS });
    await ari.request('POST', `bridges/${tap.bridgeId}/addChannel`, { channel: channelId, inhibitConnectedLineUpdates: 'true' });
    const dialledAtMs = nowMs();
    await ari.request('POST', `channels/${channelId}/dial`, { timeout: String(DIAL_LIMIT_S) });
    return { ...party, from: call.from, to: call.to, dialledAtMs };
  } catch (error) {
    await ari.attempt('DELETE', `channels/${channelId}`).catch(() => false);
    await tap.close().catch(() => undefined);
    throw error;
  }
}

/** A created channel's own number is its connected line: PJSIP writes that into From. Without one the number is withheld. */
function callerVariables(from: string): { variables: Record<string, string> } | undefined {
  return from === '' ? undefined : { variables: { 'CONNECTEDLINE(num)': from } };
}
