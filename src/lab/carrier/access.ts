import type { Config } from '../../config.ts';
import type { AriAccess } from './ari.ts';

/** The carrier's ARI of this environment. */
export function carrierAccess(config: Pick<Config, 'carrierAriUrl' | 'secrets'>): AriAccess {
  return { url: config.carrierAriUrl, user: 'carrier', password: config.secrets.carrierAriPassword };
}
