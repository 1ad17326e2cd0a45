import { type AriAccess, AriError, requestAri } from './ari.ts';
import { isOrphan } from './own-ids.ts';

/**
 * Ends the channels and bridges that killed processes of the lab left at the carrier: those they made, and those that were handed
 * to their apps. Returns how many; throws AriError when the carrier doesn't answer.
 */
export async function sweepOrphans(access: AriAccess): Promise<number> {
  const [channels, bridges, apps] = await Promise.all([list(access, 'channels'), list(access, 'bridges'), list(access, 'applications')]);
  const handedOver = apps.filter((app) => isOrphan(app.name ?? '')).flatMap((app) => app.channel_ids ?? []);
  const own = channels.map(({ id }) => id ?? '').filter(isOrphan);
  const orphans = [
    ...new Set([...own, ...handedOver].map((id) => `channels/${encodeURIComponent(id)}`)),
    ...bridges.filter(({ id }) => isOrphan(id ?? '')).map(({ id }) => `bridges/${encodeURIComponent(id ?? '')}`),
  ];
  let swept = 0;
  for (const path of orphans) if (await removeIfThere(access, path)) swept += 1;
  return swept;
}

/** Ends the calls of an app that nobody else may own, left by its last owner. */
export async function sweepApp(access: AriAccess, app: string): Promise<number> {
  const left = (await list(access, 'applications')).find(({ name }) => name === app)?.channel_ids ?? [];
  let swept = 0;
  for (const id of left) if (await removeIfThere(access, `channels/${encodeURIComponent(id)}`)) swept += 1;
  return swept;
}

interface Listed {
  id?: string;
  name?: string;
  channel_ids?: string[];
}

async function list(access: AriAccess, path: string): Promise<Listed[]> {
  const found = await requestAri(access, { method: 'GET', path });
  return Array.isArray(found) ? (found as Listed[]) : [];
}

async function removeIfThere(access: AriAccess, path: string): Promise<boolean> {
  try {
    await requestAri(access, { method: 'DELETE', path });
    return true;
  } catch (error) {
    if (error instanceof AriError && error.status === 404) return false;
    throw error;
  }
}
