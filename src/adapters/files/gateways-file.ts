/** `gateways.json` in the home and the secrets it points at: read when the worker starts. No file: everything goes to the simulated inbox. */
import { existsSync, readFileSync } from 'node:fs';
import { gatewaysFileSchema, type GatewaysFile } from '../../contract/gateways.ts';

export interface ReadGateways {
  readonly gateways: GatewaysFile;
  /** What a file that the gateways name holds, without the line's end. */
  read(file: string): string;
}

export type GatewaysRead = ({ readonly kind: 'read' } & ReadGateways) | { readonly kind: 'wrong'; readonly sentence: string };

export function readGateways(file: string): GatewaysRead {
  if (!existsSync(file)) return { kind: 'read', gateways: {}, read: () => '' };
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { kind: 'wrong', sentence: `${file}: cannot be read as JSON` };
  }
  const parsed = gatewaysFileSchema.safeParse(given);
  if (!parsed.success) return { kind: 'wrong', sentence: parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`).join('\n') };
  return withSecrets(file, parsed.data);
}

function withSecrets(file: string, gateways: GatewaysFile): GatewaysRead {
  const { email, sms, fax } = gateways;
  const named = [['email.passwordFile', email?.passwordFile], ['email.caFile', email?.caFile], ['sms.secretFile', sms?.secretFile], ['fax.secretFile', fax?.secretFile]] as const;
  const held = new Map<string, string>();
  const wrong: string[] = [];
  for (const [place, name] of named) {
    if (name === undefined) continue;
    try {
      const value = readFileSync(name, 'utf8').trimEnd();
      if (value === '') wrong.push(`${file}: ${place}: ${name} is empty`);
      held.set(name, value);
    } catch {
      wrong.push(`${file}: ${place}: ${name} cannot be read`);
    }
  }
  return wrong.length > 0 ? { kind: 'wrong', sentence: wrong.join('\n') } : { kind: 'read', gateways, read: (name) => held.get(name) ?? '' };
}
