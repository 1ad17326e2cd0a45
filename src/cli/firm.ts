/** `./hotline firm FILE`: branches, queues and agents from a file, for a firm of its own; the demo firm comes by `migrate --demo-firm`. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { FirmRefused, loadFirm } from '../adapters/postgres/firm-load.ts';
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

async function firm(file: string, options: { newPassword?: string[] }): Promise<void> {
  const given = readFirm(file);
  const config = loadConfig(undefined, allSecrets);
  const passwords: string[] = [];
  try {
    await loadFirm(config.databaseUrl, {
      firm: given,
      newPasswords: options.newPassword ?? [],
      firstPassword: async (login) => {
        const password = newPassword();
        passwords.push(`${login}  ${password}`);
        return { id: uuidV7(Date.now()), hash: await hashPassword(password) };
      },
    });
  } catch (error) {
    throw error instanceof Error && (error instanceof FirmRefused || error.cause instanceof FirmRefused) ? new ConfigError((error.cause instanceof FirmRefused ? error.cause : error).message) : error;
  }
  console.log(`branches ${given.branches.length}, queues ${given.queues.length}, agents ${given.agents.length}: there`);
  if (passwords.length === 0) return;
  console.log('First passwords, shown this once:');
  for (const line of passwords) console.log(`  ${line}`);
}

export function registerFirm(program: Command): void {
  program
    .command('firm')
    .argument('<file>', 'JSON; - reads standard input')
    .description('bring branches, queues and agents from a file into the database')
    .option('--new-password <login...>', 'give these agents another first password')
    .addHelpText('after', '\ndocs/operations.md, "Agents and queues", has an example. What the file does not name stays as it is.')
    .action(firm);
}
