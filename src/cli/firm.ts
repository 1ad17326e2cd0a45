/** `./hotline firm FILE`: branches, queues and agents from a file, for a firm of its own; the demo firm comes by `migrate --demo-firm`. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { FirmRefused, loadFirm } from '../adapters/postgres/firm-load.ts';
import { removeQueue } from '../adapters/postgres/queue-remove.ts';
import { hashPassword } from '../app/desk/password.ts';
import { uuidV7 } from '../app/ids.ts';
import { allSecrets, ConfigError, loadConfig } from '../config.ts';
import { firmFileSchema, type FirmFile } from '../contract/firm-file.ts';

const STDIN = 0;
/** Without letters that look like digits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 14;

const newPassword = (): string => Array.from({ length: PASSWORD_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');

function readFirm(file: string): FirmFile {
  let text: string;
  try {
    text = readFileSync(file === '-' ? STDIN : file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${file}: cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'fault'}).`);
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new ConfigError(`${file === '-' ? 'what came by standard input' : file}: is not JSON.`);
  }
  const parsed = firmFileSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new ConfigError(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('\n'));
}

/** What cannot be is a sentence, not a fault. */
async function said<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error && (error instanceof FirmRefused || error.cause instanceof FirmRefused) ? new ConfigError((error.cause instanceof FirmRefused ? error.cause : error).message) : error;
  }
}

async function removeOne(queue: string): Promise<void> {
  const config = loadConfig(undefined, allSecrets);
  await said(() => removeQueue(config.databaseUrl, queue));
  console.log(`queue ${queue}: taken away`);
}

async function firm(file: string, options: { newPassword?: string[] }): Promise<void> {
  const given = readFirm(file);
  const config = loadConfig(undefined, allSecrets);
  const passwords: string[] = [];
  const { withoutAgents } = await said(() =>
    loadFirm(config.databaseUrl, {
      firm: given,
      newPasswords: options.newPassword ?? [],
      firstPassword: async (login) => {
        const password = newPassword();
        passwords.push(`${login}  ${password}`);
        return { id: uuidV7(Date.now()), hash: await hashPassword(password) };
      },
    }),
  );
  console.log(`branches ${given.branches.length}, queues ${given.queues.length}, agents ${given.agents.length}: there`);
  if (passwords.length > 0) console.log(['First passwords, shown this once:', ...passwords.map((line) => `  ${line}`)].join('\n'));
  if (withoutAgents.length > 0) console.log(`nobody has the skill for: ${withoutAgents.join(', ')} (who waits there is served by nobody until an agent has it, or the queue's rules send her on)`);
}

export function registerFirm(program: Command): void {
  program
    .command('firm')
    .argument('<file>', 'JSON; - reads standard input')
    .description('bring branches, queues and agents from a file into the database')
    .option('--new-password <login...>', 'give these agents another first password')
    .addHelpText('after', '\ndocs/operations.md, "Agents and queues", has an example. What the file does not name stays as it is.')
    .action(firm);
  program.command('remove-queue').argument('<name>').description('take a queue away; refused while anything leads into it or anybody waits in it').action(removeOne);
}
