/** Pages: the desk's use cases over their stores, behind the HTTP door. */
import { createBrokerage, type Brokerage } from '../adapters/brokerage/client.ts';
import { createRecordingFiles } from '../adapters/files/recording-files.ts';
import { createHttpServer, type HttpServer } from '../adapters/http/server.ts';
import { createAccessAudit } from '../adapters/postgres/access-audit.ts';
import { createApiTokenStore } from '../adapters/postgres/api-token-store.ts';
import { createAgentStore, createSessionStore, createSignInGuard } from '../adapters/postgres/agent-store.ts';
import { createCallReads } from '../adapters/postgres/call-reads.ts';
import { createClientCaseReads } from '../adapters/postgres/client-case-reads.ts';
import { createClientStore } from '../adapters/postgres/client-store.ts';
import { createDestinationReads } from '../adapters/postgres/destination-reads.ts';
import { createDispositionStore } from '../adapters/postgres/disposition-store.ts';
import { createEventStore } from '../adapters/postgres/event-store.ts';
import { createFigureReads } from '../adapters/postgres/figure-reads.ts';
import { createInboxCases } from '../adapters/postgres/inbox-cases.ts';
import { createPagePhoneStore } from '../adapters/postgres/page-phone-store.ts';
import { createRecordingReads } from '../adapters/postgres/recording-reads.ts';
import { createRoutingReads } from '../adapters/postgres/routing-reads.ts';
import { createSealStore } from '../adapters/postgres/seal-store.ts';
import { createSeatReads, createStreamReads } from '../adapters/postgres/seat-reads.ts';
import { createSeatOversight } from '../adapters/postgres/seat-oversight.ts';
import { createTrailReads } from '../adapters/postgres/trail-store.ts';
import type { Elsewhere } from '../app/elsewhere.ts';
import { createApiTokens } from '../app/api/tokens.ts';
import { createOwnDay } from '../app/figures/own-day.ts';
import { createFigureReport } from '../app/figures/report.ts';
import { createDesk } from '../app/desk/desk.ts';
import type { Readiness } from '../app/desk/ports.ts';
import type { PagePhones } from '../app/desk/page-phone-ports.ts';
import type { NumberBook, Telephony, Wakeups } from '../app/ports.ts';
import { changeSeat, type SeatDeps } from '../app/seats.ts';
import type { World } from '../core/call/world.ts';
import { readTlsFiles } from '../tls-files.ts';
import type { Foundation } from './foundation.ts';

const DAY_MS = 24 * 3_600_000;
const TLS_ENDS_SOON_MS = 14 * DAY_MS;
const OFFICE_AT_ONCE = 8;

export interface DeskParts {
  readonly seatDeps: SeatDeps;
  readonly numbers: NumberBook;
  readonly elsewhere: Pick<Elsewhere, 'ask' | 'tellPage'>;
  readonly telephony: Pick<Telephony, 'sendKeys'> & { readonly pagePhones: PagePhones };
  readonly wakeups: Wakeups;
  readonly readiness: Readiness;
  readonly flows: Pick<World, 'flow'>;
}

export async function composeDesk(foundation: Foundation, parts: DeskParts): Promise<HttpServer> {
  const { config, database, clock, log } = foundation;
  const { numbers, wakeups, readiness } = parts;
  const now = clock.now;
  const tls = readTlsFiles(config, now());
  if (tls !== null && tls.validUntil - now() < TLS_ENDS_SOON_MS) log.warn({ daysLeft: Math.floor((tls.validUntil - now()) / DAY_MS) }, 'certificate of the pages ends soon');
  const seals = createSealStore(database);
  const files = createRecordingFiles({
    sealedDir: config.sealedDir,
    sealKeys: [config.secrets.sealKey],
    locate: async (recordingId) => {
      const row = await seals.find(recordingId);
      return row === null || row.path === null || row.storedSha256 === null ? null : { path: row.path, storedSha256: row.storedSha256 };
    },
  });
  const office = officeOf(foundation);
  const desk = createDesk({
    office,
    clientCases: createClientCaseReads(database),
    agents: createAgentStore(database),
    guard: createSignInGuard(database),
    sessions: createSessionStore(database),
    audit: createAccessAudit(database),
    sessionKey: config.secrets.sessionKey,
    clients: createClientStore(database, { tokenKey: config.secrets.tokenKey }),
    numbers,
    seats: createSeatReads(database),
    oversight: createSeatOversight(database),
    businessNow: clock.businessNow,
    changer: { change: (seatId, request, forcedBy) => changeSeat(parts.seatDeps, seatId, request, forcedBy) },
    streams: createStreamReads(database),
    calls: createCallReads(database),
    recordings: createRecordingReads(database),
    files,
    askCall: parts.elsewhere.ask,
    sendKeys: parts.telephony.sendKeys,
    tellCall: parts.elsewhere.tellPage,
    destinations: createDestinationReads(database),
    outside: config.transfers,
    isMonitorHidden: config.monitorShown === 'off',
    dispositions: createDispositionStore(database),
    trail: createTrailReads(database),
    inbox: createInboxCases(database),
    pagePhones: createPagePhoneStore(database),
    phones: parts.telephony.pagePhones,
    flows: parts.flows,
    wakeups,
    routing: createRoutingReads(database),
    now,
  });
  const server = await createHttpServer({
    deps: {
      ...desk, readiness, wakeups, now,
      figures: createFigureReport(createFigureReads(database)), ownDay: createOwnDay(createFigureReads(database), now), events: createEventStore(database), tokens: createApiTokens(createApiTokenStore(database), now),
    },
    host: config.bindHost,
    port: config.ports.http,
    webRoot: config.webDir,
    ...(tls === null ? {} : { tls }),
    phone: { url: `${config.ariUrl.replace(/^http/, 'ws')}/ws` },
    logger: log,
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      await office.close();
    },
  };
}

/** Places of its own: what pages ask of a slow back office takes none from callers. */
function officeOf({ config, log }: Foundation): Brokerage {
  return createBrokerage({
    baseUrl: config.brokerageUrl, timeoutMs: config.brokerageTimeoutMs, connectTimeoutMs: config.brokerageConnectTimeoutMs, token: config.secrets.brokerageToken,
    maxInFlight: OFFICE_AT_ONCE, logger: log,
  });
}
