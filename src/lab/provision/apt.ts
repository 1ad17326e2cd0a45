/** Debian packages, taken as this machine's own apt is set up, with no service started by their installation. */
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../run-command.ts';

const mark = '# written by hotline while it installs packages; safe to remove';
const policyFile = '/usr/sbin/policy-rc.d';
const policySaved = '/usr/sbin/policy-rc.d.before-hotline';
const clusterFile = '/etc/postgresql-common/createcluster.d/hotline.conf';

/** Proxy and access settings of the machine's apt, as option lines that another apt understands. */
export async function aptAcquireOptions(): Promise<string[]> {
  const dump = await runCommand(['apt-config', 'dump']);
  return dump.split('\n').filter((line) => /^Acquire::(http|https|ftp|Retries)\b.*"[^"]+";$/.test(line)).map((line) => line.replace(/;$/, ''));
}

/** Which of these packages are not installed. */
export async function missingPackages(names: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(names.map(async (name) => {
    try {
      return (await runCommand(['dpkg-query', '--show', '--showformat=${db:Status-Status}', name])).includes('installed');
    } catch {
      return false;
    }
  }));
  return names.filter((_, index) => answers[index] !== true);
}

/**
 * Keeps package scripts from starting services, and PostgreSQL's from making a cluster of its own: their ports belong to
 * the machine. The machine's own policy is put aside and comes back.
 */
function preventServices(): void {
  if (existsSync(policyFile) && !readFileSync(policyFile, 'utf8').includes(mark)) renameSync(policyFile, policySaved);
  writeFileSync(policyFile, `#!/bin/sh\n${mark}\nexit 101\n`, { mode: 0o755 });
  mkdirSync(path.dirname(clusterFile), { recursive: true });
  writeFileSync(clusterFile, `${mark}\ncreate_main_cluster = false\n`);
}

function allowServices(): void {
  if (existsSync(policyFile) && readFileSync(policyFile, 'utf8').includes(mark)) rmSync(policyFile);
  if (existsSync(policySaved)) renameSync(policySaved, policyFile);
  rmSync(clusterFile, { force: true });
  // Left only when this run made them and the package never came.
  for (const folder of [path.dirname(clusterFile), path.dirname(path.dirname(clusterFile))]) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

/** Puts the machine's own policy back if an earlier run was killed in the middle. */
export function restoreServicePolicy(): void {
  if (existsSync(clusterFile) || (existsSync(policyFile) && readFileSync(policyFile, 'utf8').includes(mark))) allowServices();
}

/** Installs packages as root. Throws CommandError with apt's last words. */
export async function installPackages(names: readonly string[], logFile: string): Promise<void> {
  const onSignal = (): void => { allowServices(); process.exit(130); };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, onSignal);
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8', NEEDRESTART_SUSPEND: '1' };
  const apt = ['apt-get', '-q', '-y', '-o', 'DPkg::Lock::Timeout=300'];
  const keepConfigs = ['-o', 'Dpkg::Options::=--force-confdef', '-o', 'Dpkg::Options::=--force-confold', '-o', 'Dpkg::Options::=--force-unsafe-io'];
  preventServices();
  try {
    if (!hasFreshLists()) await runCommand([...apt, 'update'], { env, logFile });
    await runCommand([...apt, ...keepConfigs, '--no-install-recommends', 'install', ...names], { env, logFile });
    if (names.includes('redis-server')) await disableAtBoot('redis-server', logFile);
  } finally {
    allowServices();
    for (const signal of signals) process.removeListener(signal, onSignal);
  }
}

/** Lists fetched within the hour will do: the first command of a fresh machine has just fetched them for npm. */
function hasFreshLists(): boolean {
  const folder = '/var/lib/apt/lists';
  if (!existsSync(folder) || !readdirSync(folder).some((name) => name.includes('_Packages'))) return false;
  return Date.now() - statSync(folder).mtimeMs < 3_600_000;
}

/** A service that came only for its program must not appear at the next start of the machine either. */
async function disableAtBoot(service: string, logFile: string): Promise<void> {
  try {
    await runCommand(['deb-systemd-helper', 'disable', `${service}.service`], { logFile, env: { DPKG_MAINTSCRIPT_PACKAGE: service } });
  } catch {
    // A machine without systemd starts nothing at boot.
  }
}
