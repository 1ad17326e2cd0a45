/** `./hotline api-token`: who of the other systems may read what. A token is shown once. */
import { InvalidArgumentError, type Command } from 'commander';
import { createApiTokenStore } from '../adapters/postgres/api-token-store.ts';
import { apiScopes, createApiTokens, type ApiScope } from '../app/api/tokens.ts';
import { withDatabase } from './with-database.ts';

const DAY_MS = 86_400_000;

function parseScopes(text: string): readonly ApiScope[] {
  const given = text.split(',').map((word) => word.trim());
  const scopes = apiScopes.filter((scope) => given.includes(scope));
  if (scopes.length !== given.length) throw new InvalidArgumentError(`Give one or more of ${apiScopes.join(', ')}, with commas between them.`);
  return scopes;
}
function parseDays(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Write whole days, e.g. 365.');
  return Number(text);
}

async function make({ name, scopes, by, days }: { name: string; scopes: readonly ApiScope[]; by: string; days: number }): Promise<void> {
  await withDatabase('api-token', async ({ database }) => {
    const { tokenId, token } = await createApiTokens(createApiTokenStore(database), Date.now).make({ name, scopes, by, validMs: days * DAY_MS });
    console.log(`Token ${tokenId} for ${name} (${scopes.join(', ')}), valid for ${days} days. It is shown this once:\n${token}`);
  });
}

async function list(): Promise<void> {
  await withDatabase('api-token', async ({ database }) => {
    const day = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString().slice(0, 10));
    for (const { tokenId, name, scopes, validUntil, revokedAt, usedAt } of await createApiTokenStore(database).list())
      console.log(`${tokenId}  ${name}  ${scopes.join(',')}  ${revokedAt === null ? `valid until ${day(validUntil)}` : `revoked ${day(revokedAt)}`}  last used ${day(usedAt)}`);
  });
}

async function revoke(tokenId: string, { by }: { by: string }): Promise<void> {
  await withDatabase('api-token', async ({ database }) => {
    if (await createApiTokenStore(database).revoke(tokenId, by, Date.now())) return console.log(`Token ${tokenId} is revoked; open sockets of it are closed within seconds.`);
    console.error(`There is no valid token ${tokenId}; ./hotline api-token list shows them.`);
    process.exitCode = 2;
  });
}

/** Adds the commands to the program. */
export function registerApiToken(program: Command): void {
  const tokens = program.command('api-token').description('tokens of other systems for the API and the stream of events');
  tokens
    .command('make')
    .description('make one; it is shown once')
    .requiredOption('--name <name>', 'which system it is for')
    .requiredOption('--scopes <list>', `what it may read: ${apiScopes.join(', ')}`, parseScopes)
    .requiredOption('--by <name>', 'who says so')
    .option('--days <days>', 'how long it is valid', parseDays, 365)
    .action(make);
  tokens.command('list').description('all of them, without their secrets').action(list);
  tokens.command('revoke').description('end one').argument('<id>', 'its id, from the list').requiredOption('--by <name>', 'who says so').action(revoke);
}
