/**
 * Writes `generated/` from a running Asterisk. Arguments: URL of Asterisk's HTTP server, ARI user; the password is read
 * from standard input, so that it shows in no process list.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { readApiDescription } from './api-description.ts';
import { renderTypes } from './type-text.ts';

const folder = new URL('./generated/', import.meta.url);

async function main(url: string | undefined, user: string | undefined): Promise<void> {
  if (url === undefined || user === undefined) throw new Error('usage: generate-types.ts URL USER < PASSWORD');
  const password = readFileSync(0, 'utf8').trim();
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const description = await readApiDescription(async (path) => {
    const response = await fetch(`${url}/ari${path}`, { headers: { authorization } });
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return response.json();
  });
  for (const [name, text] of Object.entries(renderTypes(description))) writeFileSync(new URL(name, folder), text);
}

await main(process.argv[2], process.argv[3]);
