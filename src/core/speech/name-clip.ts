import type { ClipId } from './clip.ts';

export interface NamedSecurity {
  /** Six digits. */
  readonly code: string;
  readonly kind: 'stock' | 'fund' | 'index' | 'bond' | 'repo' | 'subscription';
}

/** The clip that says a security's name. Index codes repeat share codes (000001 is 平安银行 and 上证指数), so theirs differ. */
export function nameClipId(security: NamedSecurity): ClipId {
  return security.kind === 'index' ? `name.index-${security.code}` : `name.${security.code}`;
}
