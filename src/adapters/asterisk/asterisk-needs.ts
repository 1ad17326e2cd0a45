/**
 * Whether this Asterisk will do, asked before each connection is made: one that is too old would answer most commands, and
 * fail callers at the first that it does not know. What is said of it is one sentence for the person who can mend it.
 */
import { readApiDescription } from './api-description.ts';
import type { AriHttp } from './ari-http.ts';
import { ariCalls } from './command-kinds.ts';

/**
 * First version in which all we lean on is there: since 22.3 a REFER can be left to us (PJSIP_TRANSFER_HANDLING). The 20 and
 * 21 lines have that too, in late versions, but were never tried with this adapter.
 */
export const neededVersion = { major: 22, minor: 3 };

/** unfit: it stays so until somebody changes Asterisk or our settings; silent: it may be there in a moment. */
export type Fitness =
  | { readonly kind: 'fit' }
  | { readonly kind: 'silent'; readonly detail: string }
  | { readonly kind: 'unfit'; readonly sentence: string };

/** `22.10.1~dfsg`, `certified-22.8-cert1`, `GIT-22-9a1b2c3`: major and minor, as far as they are told. null: a build of no release line. */
function parseVersion(text: string): { major: number; minor: number } | null {
  const found = /^(?:certified[-/]|GIT-(?:certified[-/])?)?(\d+)(?:\.(\d+))?/.exec(text);
  if (found === null) return null;
  // A build from a release line's branch is newer than what was released of it.
  return { major: Number(found[1]), minor: found[2] === undefined ? Number.POSITIVE_INFINITY : Number(found[2]) };
}

export function isNewEnough(version: string): boolean {
  const parsed = parseVersion(version);
  if (parsed === null) return true;
  return parsed.major > neededVersion.major || (parsed.major === neededVersion.major && parsed.minor >= neededVersion.minor);
}

const needed = `${neededVersion.major}.${neededVersion.minor}`;
const wayOut = 'Upgrade that Asterisk, or let HOTLINE_ARI_URL name a newer one; until then no call is served, and it is tried again every 2 s.';

/** Calls of ours that its own description does not know. */
async function missingCalls(http: AriHttp): Promise<readonly string[]> {
  const { resources } = await readApiDescription((path) => http.describe(path));
  const known = new Set(resources.flatMap(({ apis }) => apis.flatMap(({ path, operations }) => operations.map(({ httpMethod }) => `${httpMethod} ${path}`))));
  return Object.keys(ariCalls).filter((name) => !known.has(name));
}

/** `address` and `driver` are for the sentence. */
export async function judgeAsterisk(http: AriHttp, { address, driver }: { address: string; driver: string }): Promise<Fitness> {
  const unfit = (sentence: string): Fitness => ({ kind: 'unfit', sentence });
  const info = await http.call('GET /asterisk/info', { path: {}, query: { only: 'system' }, timeoutMs: 2_000 });
  if (info.kind !== 'reply') return { kind: 'silent', detail: info.kind === 'silent' ? info.detail : info.kind };
  if (info.status === 401 || info.status === 403) {
    return unfit(`Asterisk at ${address} refuses our ARI user (HTTP ${info.status}): HOTLINE_ARI_USER and HOTLINE_ARI_PASSWORD must be those of its ari.conf. It is tried again every 2 s.`);
  }
  const version = info.status === 200 ? info.body?.system?.version : undefined;
  if (typeof version !== 'string') return { kind: 'silent', detail: `asterisk/info: http ${info.status}` };
  if (!isNewEnough(version)) return unfit(`Asterisk ${version} at ${address} is too old: driver ${driver} needs ${needed} or newer. ${wayOut}`);
  try {
    const [first, ...others] = await missingCalls(http);
    if (first === undefined) return { kind: 'fit' };
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return unfit(`Asterisk ${version} at ${address} does not know ARI call ${first}${more}: driver ${driver} needs all that ${needed} has. ${wayOut}`);
  } catch {
    return { kind: 'silent', detail: 'its API description does not come' };
  }
}
