/**
 * The `direct` driver of port `Telephony`: events on a websocket, commands over a pool of HTTP connections with one lane per
 * channel, because over the websocket a request that waits for one call's clip would hold up every call.
 *
 *   websocket -> events.ts (the door) -> hearing.ts -> leg book, playback book, vault, devices -> announcer -> app
 *   app -> commands -> lanes -> ari-http.ts
 */
import type { Clock } from '../../app/clock.ts';
import type { Log } from '../../app/log.ts';
import type { Telephony } from '../../app/ports.ts';
import { createAnnouncer } from './announcer.ts';
import { createAriHttp } from './ari-http.ts';
import { devicesAppOf, setUpConnection } from './connection-set-up.ts';
import { createEventSocket, defaultSocketTimings, type EventSocket, type SocketTimings } from './event-socket.ts';
import { readEvent } from './events.ts';
import { createHearing } from './hearing.ts';
import { createLanes } from './lanes.ts';
import { createLegBook } from './leg-book.ts';
import { createLegCommands } from './leg-commands.ts';
import { createMediaCommands } from './media-commands.ts';
import { done, gone } from './outcomes.ts';
import { createPlaybackBook } from './playback-book.ts';
import { createSeatDevices } from './seat-devices.ts';
import { readSnapshot } from './snapshot.ts';
import { createVaultDoor } from './vault-door.ts';
import type { Catalogue, Wire } from './wire.ts';

export interface DirectTelephonyOptions {
  /** Asterisk's HTTP server, such as `http://127.0.0.1:21003`. */
  readonly ariUrl: string;
  readonly username: string;
  readonly password: string;
  /** Stasis app of this server, `hotline-<node>`. */
  readonly app: string;
  /** Prefix of every id this server mints. */
  readonly node: string;
  readonly catalogue: Catalogue;
  /** PJSIP endpoint of the carrier's trunk. */
  readonly trunkEndpoint: string;
  /** What clients see when they are called, unless told otherwise; also the number dialled where Asterisk has forgotten it. */
  readonly hotlineNumber: string;
  readonly logger: Log;
  readonly clock: Pick<Clock, 'now'>;
  readonly requestTimeoutMs?: number;
  readonly socketTimings?: SocketTimings;
}

export interface DirectTelephony extends Telephony {
  /** Digits of a secret slot, for the adapter that has them verified; null once the slot is closed, or after 60 s. */
  secretOf(channelId: string, slot: string): string | null;
  /** Sizes of what is kept in memory; all are zero when no call is left. */
  load(): { readonly legs: number; readonly playbacks: number; readonly lanes: number };
}

/** The parts, tied to each other: what a leg's end must clear, who tells what. */
function assemble(options: DirectTelephonyOptions, authorization: string) {
  const announcer = createAnnouncer({ clock: options.clock, log: options.logger });
  const vault = createVaultDoor({ monotonicMs: () => performance.now(), tell: announcer.tell });
  const playbacks = createPlaybackBook();
  const dialled = new Set<string>();
  const watched: Wire['watched'] = new Map();
  const recorded = new Map<string, string>();
  const onEnd = (channelId: string): void => {
    vault.forget(channelId);
    playbacks.forget(channelId);
    dialled.delete(channelId);
    watched.delete(channelId);
    recorded.delete(channelId);
  };
  const legs = createLegBook({ tell: announcer.tell, onEnd });
  const http = createAriHttp({ url: options.ariUrl, authorization, defaultTimeoutMs: options.requestTimeoutMs ?? 2_000 });
  const sockets: { current: EventSocket | null } = { current: null };
  const wire: Wire = {
    app: options.app, node: options.node, trunkEndpoint: options.trunkEndpoint, hotlineNumber: options.hotlineNumber,
    catalogue: options.catalogue, http, lanes: createLanes(), legs, playbacks, dialled, watched, recorded, log: options.logger,
    isUp: () => sockets.current?.isUp() === true,
  };
  return { announcer, vault, wire, sockets };
}

type Parts = ReturnType<typeof assemble>;

function socketOf(options: DirectTelephonyOptions, authorization: string, parts: Parts & { watch: (channelId: string) => void }): EventSocket {
  const { announcer, vault, wire, sockets } = parts;
  const log = options.logger;
  const devices = createSeatDevices({
    trunkEndpoint: options.trunkEndpoint,
    tell: (extension, isOnline) => { announcer.tell({ kind: 'seat-device', extension, isOnline }); },
  });
  const replaced = (): void => {
    log.error({ app: options.app }, 'another process took our application: nothing is commanded any more');
    wire.http.withhold();
    sockets.current?.stop();
    announcer.tell({ kind: 'replaced' });
  };
  const hear = createHearing({ wire, announcer, vault, devices, log, watch: parts.watch, replaced });
  let tellDevices: () => void = () => undefined;
  return createEventSocket({
    url: `${options.ariUrl.replace(/^http/, 'ws').replace(/\/$/, '')}/ari/events?app=${options.app},${devicesAppOf(options.app)}`,
    authorization, timings: options.socketTimings ?? defaultSocketTimings,
    setUp: async () => { tellDevices = await setUpConnection(wire, devices, log); },
    onUp() {
      log.info({ app: options.app }, 'connected to Asterisk');
      announcer.tell({ kind: 'connected' });
      tellDevices();
    },
    onMessage(message) {
      const news = readEvent(message);
      try {
        if (news !== null) hear(news);
      } catch (error) {
        log.error({ err: error, kind: news?.kind }, 'event could not be worked on');
      }
    },
    onRefused(reason, attempt) {
      if (attempt === 1 || attempt % 30 === 0) log.warn({ app: options.app, reason, attempt }, 'no connection to Asterisk yet');
    },
    onDown(reason) {
      log.warn({ app: options.app, reason }, 'connection to Asterisk lost');
      wire.legs.doubtAll();
      wire.watched.clear();
      announcer.tell({ kind: 'disconnected' });
    },
  });
}

export function createDirectTelephony(options: DirectTelephonyOptions): DirectTelephony {
  const authorization = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`;
  const parts = assemble(options, authorization);
  const { announcer, vault, wire, sockets } = parts;
  const legCommands = createLegCommands(wire);
  const watch = (channelId: string): void => { void legCommands.watch(channelId); };
  const socket = socketOf(options, authorization, { ...parts, watch });
  sockets.current = socket;

  return {
    ...legCommands,
    ...createMediaCommands(wire, announcer),
    start(onEvent) {
      announcer.listen(onEvent);
      return socket.start();
    },
    isConnected: () => socket.isUp(),
    openSlot(channelId, spec) {
      if (wire.legs.hasEnded(channelId)) return Promise.resolve(gone);
      vault.open(channelId, spec);
      return Promise.resolve(done);
    },
    closeSlot(channelId, slot) {
      vault.close(channelId, slot);
      return Promise.resolve(done);
    },
    clearKeys(channelId) {
      vault.clear(channelId);
      return Promise.resolve(done);
    },
    snapshot: (ask) => readSnapshot(wire, options.clock, ask),
    async stop() {
      socket.stop();
      vault.stop();
      await wire.http.close();
    },
    secretOf: vault.secretOf,
    load: () => ({ legs: wire.legs.size(), playbacks: wire.playbacks.size(), lanes: wire.lanes.busy() }),
  };
}
