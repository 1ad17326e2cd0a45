/**
 * The back-office simulator as a process of its own:
 *
 *   node src/adapters/brokerage/simulator/main.ts --port 21005 [--seed 7] [--now 2026-11-23T10:00+08:00] [--token-file FILE]
 *
 * It listens on 127.0.0.1 unless `--host` says otherwise; `--socket PATH` instead of `--port` listens on a Unix socket. Without `--seed` each run has its own, which it logs and answers at
 * GET /simulator/seed. Standard output carries JSON log lines only. SIGTERM and SIGINT end it at once with code 0.
 */
import { randomInt, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { pino } from 'pino';
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import { createTradingCalendar } from '../../../core/calendar/trading-calendar.ts';
import { shippedTradingHolidays } from '../../../core/calendar/trading-holidays.ts';
import { createAccountBook } from './account-book.ts';
import { createMadeAccounts } from './account-made.ts';
import { accountRoutes } from './account-routes.ts';
import { createAnswerLog } from './answer-log.ts';
import { readArguments } from './arguments.ts';
import type { SimulatorArguments } from './arguments.ts';
import { brokerageRoutes } from './brokerage-routes.ts';
import { createContactBook } from './contact-book.ts';
import { contentRoutes } from './content-routes.ts';
import { passwordRulesSchema } from './control-contract.ts';
import { controlRoutes } from './control-routes.ts';
import { createFaultBook } from './faults.ts';
import { createMarket } from './market.ts';
import { refused } from './refused.ts';
import { createReplayBook } from './replay-book.ts';
import { createRouter } from './router.ts';
import type { Reply } from './router.ts';
import { createTradingPace } from './trading-pace.ts';

const beatMs = 1_000;

function run(settings: SimulatorArguments): void {
  const log = pino({ name: 'back-office-simulator' });
  const seed = settings.seed ?? randomInt(1, 2_147_483_647);
  const market = createMarket(seed);
  const calendar = createTradingCalendar(shippedTradingHolidays);
  const pace = createTradingPace({ market, calendar });
  const faults = createFaultBook();
  const answerLog = createAnswerLog({ maxEntries: 10_000 });
  let offsetMs = settings.nowMs === undefined ? 0 : settings.nowMs - Date.now();
  let clients: readonly BrokerageClient[] = [];
  const businessNowMs = (): number => Date.now() + offsetMs;
  const accounts = createAccountBook({ businessNowMs, rules: passwordRulesSchema.parse({}) });
  const contacts = createContactBook(() => clients);

  const router = createRouter({
    routes: [
      ...brokerageRoutes({ market, faults, answerLog, businessNowMs, clients: () => clients.map(contacts.current) }),
      ...accountRoutes({ clients: () => clients.map(contacts.current), accounts, contacts, faults, businessNowMs, made: createMadeAccounts({ market, calendar, businessNowMs }), replays: createReplayBook({ maxKeys: 10_000 }) }),
      ...contentRoutes({ faults, businessNowMs }),
      ...controlRoutes({
        seed,
        market,
        faults,
        answerLog,
        businessNowMs,
        setBusinessNow: (nowMs) => void (offsetMs = nowMs - Date.now()),
        session: () => pace.sessionAt(businessNowMs()),
        setClients: (given) => void (clients = given),
        accounts,
        contacts,
      }),
    ],
    guard: tokenGuard(settings.token),
    onFault: (error) => log.error({ err: error }, 'request failed'),
  });

  const server = createServer({ keepAliveTimeout: 60_000 }, router);
  server.on('error', (error) => {
    log.fatal({ err: error }, 'cannot listen');
    process.exit(1);
  });
  server.listen(settings.listen, () => {
    const address = server.address();
    const where = typeof address === 'string' ? { socket: address } : { port: address?.port };
    log.info({ ...where, seed, session: pace.sessionAt(businessNowMs()) }, 'back-office simulator ready');
  });
  setInterval(() => pace.beat(businessNowMs()), beatMs);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
}

/** The contract's addresses ask for the token; the master's do not, they are reached from this machine only. */
function tokenGuard(token: string | undefined): (path: string, authorization: string | undefined) => Reply | undefined {
  if (token === undefined) return () => undefined;
  const expected = Buffer.from(`Bearer ${token}`);
  return (path, authorization) => {
    if (!path.startsWith('/v1/')) return undefined;
    const given = Buffer.from(authorization ?? '');
    const isRight = given.length === expected.length && timingSafeEqual(given, expected);
    return isRight ? undefined : refused(401, 'UNAUTHORIZED', 'bearer token missing or wrong');
  };
}

try {
  run(readArguments(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
