/** `./hotline flows publish | list | show`: releases in the hotline's database. A server takes a new one up within a second. */
import { checkFlowTexts, readFlowFolder, readFlowTexts } from '../../adapters/files/flow-files.ts';
import { hashOfFlows } from '../../adapters/files/flow-folder.ts';
import { StoreFault } from '../../adapters/postgres/fault.ts';
import { createFlowReleaseStore } from '../../adapters/postgres/flow-release-store.ts';
import { openDatabase, type Database } from '../../adapters/postgres/pool.ts';
import { readQueueNames } from '../../adapters/postgres/queue-names.ts';
import { createWakeups } from '../../adapters/redis/wakeups.ts';
import type { FlowReader, ReleaseHead } from '../../app/flows/ports.ts';
import { publishFlows } from '../../app/flows/publish.ts';
import { loadConfig, type Config } from '../../config.ts';
import { inBusinessTime } from '../callback-report.ts';
import { describeFault } from './check.ts';
import { readSurroundings } from './surroundings.ts';

const LISTED = 20;
/** Redis carries the wake-up when it is there; a server looks each second without it. */
const WAKE_WITHIN_MS = 300;
const silentLog = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function withDatabase(work: (database: Database, config: Config) => Promise<boolean>): Promise<void> {
  const config = loadConfig();
  const database = openDatabase({ databaseUrl: config.databaseUrl, part: 'flows', maxConnections: 2 });
  try {
    if (!(await work(database, config))) process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof StoreFault && error.retryable)) throw error;
    console.error('The database of the hotline does not answer. ./hotline up starts it, ./hotline status tells how it is.');
    process.exitCode = 1;
  } finally {
    await database.close();
  }
}

export async function publish(options: { readonly by: string; readonly note: string }): Promise<void> {
  await withDatabase(async (database, config) => {
    const files = await readFlowFolder(config.flowsDir);
    if (files === null || Object.keys(files).length === 0) {
      console.error(`there is no flow file (*.yaml) in ${config.flowsDir}; HOTLINE_FLOWS_DIR says where the flows are`);
      return false;
    }
    const around = await readSurroundings(config, [...(await readQueueNames(database))]);
    const reader: FlowReader = { check: async (texts) => checkFlowTexts(texts, around), read: readFlowTexts, hash: hashOfFlows };
    const published = await publishFlows({ store: createFlowReleaseStore(database), reader, now: Date.now }, { files, ...options });
    switch (published.kind) {
      case 'refused':
        for (const fault of published.faults) console.error(describeFault(fault));
        console.error(`${published.faults.length} to mend in ${config.flowsDir}: nothing is published, callers hear what they heard`);
        return false;
      case 'same':
        console.log(`release ${published.number} has these files already: nothing is published`);
        return true;
      case 'published':
        await wake(config, published.number);
        console.log([`release ${published.number} is published; new calls run on it, calls under way stay on theirs`, ...published.difference.map((line) => `  ${line}`)].join('\n'));
        return true;
    }
  });
}

async function wake({ redisUrl }: Config, number: number): Promise<void> {
  const wakeups = createWakeups({ redisUrl, log: silentLog });
  await new Promise((resolve) => setTimeout(resolve, WAKE_WITHIN_MS));
  wakeups.send('flows', String(number));
  await new Promise((resolve) => setTimeout(resolve, WAKE_WITHIN_MS));
  wakeups.close();
}

const headLine = ({ number, publishedAt, publishedBy, note, difference }: ReleaseHead): string =>
  `${String(number).padStart(5)}  ${inBusinessTime(publishedAt)}  ${publishedBy}: ${note === '' ? '-' : note} (${difference.length} ${difference.length === 1 ? 'change' : 'changes'})`;

export async function list(): Promise<void> {
  await withDatabase(async (database) => {
    const heads = await createFlowReleaseStore(database).list(LISTED);
    console.log(heads.length === 0 ? 'nothing is published yet: a server publishes its folder when it starts' : heads.map(headLine).join('\n'));
    return true;
  });
}

export async function show(number: number, options: { readonly files?: true }): Promise<void> {
  await withDatabase(async (database) => {
    const release = await createFlowReleaseStore(database).read(number);
    if (release === null) {
      console.error(`there is no release ${number}; ./hotline flows list says which there are`);
      return false;
    }
    console.log([headLine(release), ...release.difference.map((line) => `  ${line}`)].join('\n'));
    if (options.files === true) for (const [name, text] of Object.entries(release.files)) console.log(`\n# ---- ${name}\n${text}`);
    else console.log(`  files: ${Object.keys(release.files).join(', ')}; --files prints them`);
    return true;
  });
}
