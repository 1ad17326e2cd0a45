/** The images that ours are built on, and the stores': pulled where that works, else made from this machine's own Debian mirror. */
import { execFileSync } from 'node:child_process';
import { docker } from './engine.ts';

export const postgresImage = 'postgres:15-bookworm';
export const redisImage = 'redis:7-bookworm';
const images = ['debian:sid-slim', 'node:24-bookworm-slim', postgresImage, redisImage];

const PULL_LIMIT_MS = 120_000;
const MAKE_LIMIT_MS = 900_000;

const isThere = (image: string): boolean => {
  try {
    docker(['image', 'inspect', '--format', '{{.Id}}', image]);
    return true;
  } catch {
    return false;
  }
};

export function ensureBaseImages(projectRoot: string): void {
  const missing = images.filter((image) => !isThere(image));
  if (missing.length === 0) return;
  try {
    for (const image of missing) docker(['pull', '--quiet', image], PULL_LIMIT_MS);
  } catch {
    execFileSync('docker/offline-bases', { cwd: projectRoot, stdio: 'inherit', timeout: MAKE_LIMIT_MS });
  }
}
