/**
 * The process that keeps a home's parts running after `./hotline up`. What should run stands in run/wanted.json (SIGHUP:
 * look again); SIGTERM ends all in order. Its own violent end touches no part: the next one adopts them.
 */
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { loadConfig } from '../config.ts';
import { filesOf } from './files.ts';
import { feedSimulator } from './firm.ts';
import { forgetRecord, saveRecord } from './part-record.ts';
import { isPartName, type PartName } from './part.ts';
import { createPart, stopOrder } from './parts.ts';
import { identify } from './process-identity.ts';
import { untilReady } from './readiness.ts';
import { createSupervision } from './supervision.ts';
import type { PartEvent } from './watched-part.ts';

const config = loadConfig();
const files = filesOf(config.home);
const log = pino({ name: 'supervisor' });

const messages: Record<PartEvent['kind'], string> = {
  started: 'part started',
  adopted: 'part adopted from an earlier supervisor',
  exited: 'part ended',
  frozen: 'part is frozen (no heartbeat, or silent for too long) and is killed',
  silent: 'part takes questions and gives no answer: it is frozen, or the machine is overloaded',
  answers: 'part answers again',
  'failed-to-start': 'part could not be started',
};

const supervision = createSupervision({
  runDir: files.runDir,
  logDir: files.logDir,
  onEvent(event) {
    const isTrouble = event.kind === 'frozen' || event.kind === 'silent' || event.kind === 'failed-to-start' || (event.kind === 'exited' && event.restartInMs !== null);
    log[isTrouble ? 'warn' : 'info'](event, messages[event.kind]);
    if (event.kind === 'started' && event.part === 'simulator') void feedAgain();
  },
});

/** A simulator that was restarted has forgotten the demo firm's clients. */
async function feedAgain(): Promise<void> {
  try {
    await untilReady('simulator', createPart('simulator', config).ready, 20_000);
    await feedSimulator(config);
  } catch (error) {
    log.warn({ err: error }, 'simulator does not know the demo clients');
  }
}

function readWanted(): PartName[] {
  if (!existsSync(files.wanted)) return [];
  const names: unknown = JSON.parse(readFileSync(files.wanted, 'utf8'));
  return Array.isArray(names) ? names.filter((name): name is PartName => typeof name === 'string' && isPartName(name)) : [];
}

function look(): void {
  try {
    for (const name of readWanted()) supervision.start(createPart(name, loadConfig()));
  } catch (error) {
    log.error({ err: error }, 'what should run cannot be read');
  }
}

let isStopping = false;
async function stopAll(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  rmSync(files.wanted, { force: true });
  for (const group of stopOrder) await Promise.all(group.map((name) => supervision.stop(name)));
  supervision.close();
  forgetRecord(files.runDir, 'supervisor');
  log.info('all parts stopped');
  process.exit(0);
}

const heartbeat = path.join(files.runDir, 'supervisor.heartbeat');
writeFileSync(heartbeat, '');
saveRecord(files.runDir, 'supervisor', identify(process.pid, new Date()));
setInterval(() => { utimesSync(heartbeat, new Date(), new Date()); }, 500);
process.on('SIGHUP', () => { if (!isStopping) look(); });
process.on('SIGTERM', () => void stopAll());
process.on('SIGINT', () => void stopAll());
process.on('uncaughtException', (error) => { log.error({ err: error }, 'unexpected fault; the parts go on'); });
process.on('unhandledRejection', (error) => { log.error({ err: error }, 'unexpected fault; the parts go on'); });
log.info({ pid: process.pid }, 'supervisor started');
look();
