/** `./hotline migrate`: brings a database up to date, where `up` does not do it (containers, a firm's own PostgreSQL). */
import type { Command } from 'commander';
import { StoreFault } from '../adapters/postgres/fault.ts';
import { allSecrets, ConfigError, loadConfig, type Config } from '../config.ts';
import { loadDemoFirm, migrateDatabase } from '../lab/firm.ts';

const wrongPassword = '28P01';

async function run(options: { demoFirm?: true }): Promise<void> {
  const config = loadConfig(undefined, allSecrets);
  try {
    const ran = await migrateDatabase(config);
    console.log(ran === 0 ? 'tables: up to date' : `tables: ${ran} migrations`);
    if (options.demoFirm) {
      await loadDemoFirm(config);
      console.log('demo firm: there');
    }
  } catch (error) {
    throw explained(error, config);
  }
}

/** What a person can put right is said in a sentence; the rest keeps its stack. */
function explained(error: unknown, config: Config): unknown {
  if (!(error instanceof StoreFault)) return error;
  const where = `${config.postgresHost}:${config.ports.postgres}`;
  if (error.sqlState === wrongPassword) {
    return new ConfigError(`PostgreSQL at ${where} does not take the password of role hotline. Its data was made with another one: bring back the old HOTLINE_POSTGRES_PASSWORD (in containers docker/secrets/postgres_password), or, if the data may go, remove the data folder or volume.`);
  }
  if (error.retryable) return new ConfigError(`PostgreSQL at ${where} does not answer (${error.message}). Is it up, and do HOTLINE_POSTGRES_HOST and HOTLINE_POSTGRES_PORT name it?`);
  return error;
}

export function registerMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to date; ./hotline up does it by itself')
    .option('--demo-firm', 'also load the demo firm: agents, queues, clients')
    .action(run);
}
