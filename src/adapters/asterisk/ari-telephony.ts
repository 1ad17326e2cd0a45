/**
 * Port `Telephony` over ARI, all but the way that events and requests travel: that is what a driver gives. One lane per
 * channel, because a request that waits for one call's clip must not hold up another call's.
 *
 *   line (driver) -> events.ts (the door) -> hearing.ts -> leg book, playback book, vault, devices -> announcer -> app
 *   app -> commands -> lanes -> ari-http.ts -> transport (driver)
 */
import type { Clock } from '../../app/clock.ts';
import type { Log } from '../../app/log.ts';
import type { PagePhones } from '../../app/desk/page-phone-ports.ts';
import type { Telephony } from '../../app/ports.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { createAnnouncer } from './announcer.ts';
import { createAriHttp, type AriTransport } from './ari-http.ts';
import { judgeAsterisk } from './asterisk-needs.ts';
import { createConnection, defaultConnectionTimings, type Connection, type ConnectionTimings } from './connection.ts';
import { devicesAppOf, sayWord, setUpConnection } from './connection-set-up.ts';
import { readEvent } from './events.ts';
import { createHearing } from './hearing.ts';
import { createLanes } from './lanes.ts';
import { createLegBook } from './leg-book.ts';
import { createLegCommands } from './leg-commands.ts';
import { createManagerDoor } from './ami-door.ts';
import type { OpenLine } from './line.ts';
import { createMediaCommands } from './media-commands.ts';
import { done, gone } from './outcomes.ts';
import { createPageDrops } from './page-drops.ts';
import { createPagePhones } from './page-phones.ts';
import { createPlaybackBook } from './playback-book.ts';
import { createRival } from './rival.ts';
import { createSeatDevices } from './seat-devices.ts';
import { readSnapshot } from './snapshot.ts';
import { packetsFrom } from './talk-sound.ts';
import { createQuietWatch } from './quiet-watch.ts';
import { createVaultDoor } from './vault-door.ts';
import type { Catalogue, Wire } from './wire.ts';

export interface AriTelephonyOptions {
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
  /** While it is in doubt whether the calls are still ours: what to wait for before anything is commanded. */
  readonly doubt?: () => Promise<void> | undefined;
  readonly connectionTimings?: ConnectionTimings;
}

/** Where a driver reaches Asterisk, and as which applications. */
export interface AriPlace {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly authorization: string;
  readonly apps: readonly string[];
}

/** What one driver does its own way. */
export interface AriDriver {
  readonly name: string;
  reach(place: AriPlace): { transport: AriTransport; line: OpenLine };
}

export interface AriTelephony extends Telephony {
  readonly pagePhones: PagePhones;
  /** One sentence for the operator: why this Asterisk cannot be used as it is; null: it can, or it does not answer at all. */
  refusal(): string | null;
  /** Sizes of what is kept in memory; all are zero when no call is left. */
  load(): { readonly legs: number; readonly playbacks: number; readonly lanes: number };
}

function placeOf({ ariUrl, username, password, app }: AriTelephonyOptions): AriPlace {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return { url: ariUrl, username, password, authorization, apps: [app, devicesAppOf(app)] };
}

/** The parts, tied to each other: what a leg's end must clear, who tells what. */
function assemble(options: AriTelephonyOptions, transport: AriTransport) {
  const announcer = createAnnouncer({ clock: options.clock, log: options.logger });
  const vault = createVaultDoor({
    monotonicMs: () => performance.now(),
    tell(news) {
      if (news.kind === 'slot-complete') quiet.end(news.channelId);
      announcer.tell(news);
    },
  });
  const playbacks = createPlaybackBook();
  const dialled = new Set<string>();
  const watched: Wire['watched'] = new Map();
  const recorded = new Map<string, string>();
  const onEnd = (channelId: string): void => {
    vault.forget(channelId);
    quiet.forget(channelId);
    playbacks.forget(channelId);
    dialled.delete(channelId);
    watched.delete(channelId);
    recorded.delete(channelId);
  };
  const legs = createLegBook({ tell: announcer.tell, onEnd });
  const rival = createRival(() => { http.withhold(); });
  const doubt = (): Promise<void> | undefined => rival.doubt() ?? options.doubt?.();
  const http = createAriHttp({ transport, defaultTimeoutMs: options.requestTimeoutMs ?? 2_000, doubt });
  const manager = createManagerDoor({ url: options.ariUrl, username: options.username, password: options.password }, {
    timeoutMs: options.requestTimeoutMs ?? 2_000, doubt, isWithheld: http.isWithheld,
  });
  const connections: { current: Connection | null; refusal: string | null } = { current: null, refusal: null };
  const wire: Wire = {
    app: options.app, node: options.node, trunkEndpoint: options.trunkEndpoint, hotlineNumber: options.hotlineNumber,
    catalogue: options.catalogue, http, lanes: createLanes(), legs, playbacks, dialled, watched, recorded, log: options.logger,
    isUp: () => connections.current?.isUp() === true,
  };
  const quiet = createQuietWatch({ wire, over: vault.end });
  return { announcer, vault, quiet, wire, manager, connections, rival, doubt };
}

type Parts = ReturnType<typeof assemble> & { openLine: OpenLine; driver: string; watch: (channelId: string) => void };

function connectionOf(options: AriTelephonyOptions, parts: Parts): Connection {
  const { announcer, vault, quiet, wire, connections, rival } = parts;
  const log = options.logger;
  const drops = createPageDrops({
    received: (endpoint) => packetsFrom(wire, endpoint),
    tell: (device) => { announcer.tell({ kind: 'seat-device', ...device }); },
    pause,
  });
  const devices = createSeatDevices({
    trunkEndpoint: options.trunkEndpoint,
    tell: (device) => { drops.take(device); },
  });
  const lost = (): void => {
    wire.legs.doubtAll();
    wire.watched.clear();
    drops.giveUp();
  };
  const replaced = (): void => {
    log.error({ app: options.app }, 'another process took our application: commands wait until it is known whose the calls are');
    rival.begin();
    connections.current?.stop();
    lost();
    announcer.tell({ kind: 'replaced' });
  };
  const hear = createHearing({ wire, announcer, vault, quiet, devices, log, watch: parts.watch, replaced, heardWord: () => connections.current?.heardWord() });
  let tellDevices: () => void = () => undefined;
  return createConnection({
    openLine: parts.openLine, timings: options.connectionTimings ?? defaultConnectionTimings,
    whyNot: async () => {
      const fitness = await judgeAsterisk(wire.http, { address: options.ariUrl, driver: parts.driver });
      const wasRefused = connections.refusal;
      connections.refusal = fitness.kind === 'unfit' ? fitness.sentence : null;
      if (fitness.kind === 'unfit' && wasRefused !== fitness.sentence) log.error({ app: options.app, sentence: fitness.sentence }, 'this Asterisk cannot be used');
      if (fitness.kind === 'unfit') return 'unfit';
      return fitness.kind === 'silent' ? fitness.detail : null;
    },
    sayWord: () => sayWord(wire),
    setUp: async () => { tellDevices = await setUpConnection(wire, devices, log); },
    onUp() {
      log.info({ app: options.app, driver: parts.driver }, 'connected to Asterisk');
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
      lost();
      announcer.tell({ kind: 'disconnected' });
    },
  });
}

export function createAriTelephony(options: AriTelephonyOptions, driver: AriDriver): AriTelephony {
  const place = placeOf(options);
  const { transport, line } = driver.reach(place);
  const parts = assemble(options, transport);
  const { announcer, vault, quiet, wire, manager, connections, rival } = parts;
  const legCommands = createLegCommands(wire);
  const watch = (channelId: string): void => { void legCommands.watch(channelId); };
  const connection = connectionOf(options, { ...parts, openLine: line, driver: driver.name, watch });
  connections.current = connection;

  return {
    ...legCommands,
    ...createMediaCommands(wire, announcer),
    pagePhones: createPagePhones(wire),
    start(onEvent) {
      announcer.listen(onEvent);
      return connection.start();
    },
    isConnected: () => connection.isUp(),
    trouble: connection.trouble,
    withhold: rival.withhold,
    doubt: parts.doubt,
    takeBack() {
      const isInTime = rival.takeBack();
      if (isInTime) void connection.start();
      return isInTime;
    },
    refusal: () => connections.refusal,
    openSlot(channelId, spec) {
      if (wire.legs.hasEnded(channelId)) return Promise.resolve(gone);
      quiet.begin(channelId, spec);
      vault.open(channelId, spec);
      return Promise.resolve(done);
    },
    endSlot(channelId, slot) {
      vault.end(channelId, slot);
      return Promise.resolve(done);
    },
    closeSlot(channelId, slot) {
      quiet.end(channelId);
      vault.close(channelId, slot);
      return Promise.resolve(done);
    },
    clearKeys(channelId) {
      vault.clear(channelId);
      return Promise.resolve(done);
    },
    snapshot: (ask) => readSnapshot(wire, options.clock, ask),
    async stop() {
      connection.stop();
      vault.stop();
      await Promise.all([wire.http.close(), manager.close()]);
    },
    heldDigits: vault.held,
    pauseRecording: (channelId, isPaused) => (wire.legs.hasEnded(channelId)
      ? Promise.resolve(gone) : wire.lanes.run([channelId], () => manager.muteRecording(channelId, isPaused))),
    load: () => ({ legs: wire.legs.size(), playbacks: wire.playbacks.size(), lanes: wire.lanes.busy() }),
  };
}
