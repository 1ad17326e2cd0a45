/**
 * Nothing of the machine it was written on: no host name of a package registry or mirror (the same script must work
 * behind a firm's own), no path of somebody's disk. What to look for is asked of the machine, never written here.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Finding, Step } from './finding.ts';
import { listFiles, readText } from './project-files.ts';
import type { Tools } from './tool.ts';

/** Folders that anybody may have; their names give nothing away. */
const ordinaryFolders = new Set(['/', '/home', '/root', '/tmp', '/var/tmp', '/opt', '/srv', '/mnt', '/usr/src', '/usr/local/src']);

/** Well-known registries and mirrors by the look of their names, for machines that use others. */
const usualHosts = [/\bregistry\.(?:npm|yarn)[a-z]*\.[a-z]+/, /\b(?:deb|ftp|security|snapshot|archive|httpredir)\.(?:debian|ubuntu)\.[a-z]+/, /\b(?:ftp\.[a-z]{2}|mirrors?)\.[a-z0-9-]+(?:\.[a-z]+)+\/(?:debian|npm)\b/, /\bnpmmirror\.[a-z]+/];

const isLoopback = (host: string): boolean => host === 'localhost' || host.startsWith('127.') || host === '[';

/** Host names in the configuration of npm and apt on this machine. */
export async function registryHosts(tools: Tools, root: string): Promise<string[]> {
  const [npm, apt] = await Promise.all([tools.command('npm', ['config', 'get', 'registry'], root), tools.command('apt-cache', ['policy'], root)]);
  const texts = [npm.stdout, apt.stdout, ...aptSources()];
  const hosts = texts.flatMap((text) => [...text.matchAll(/https?:\/\/(?:[^/@\s]*@)?([^/:\s"']+)/g)].map((found) => found[1] ?? ''));
  return [...new Set(hosts)].filter((host) => host.includes('.') && !isLoopback(host));
}

function aptSources(): string[] {
  const read = (file: string): string[] => {
    try {
      return [readFileSync(file, 'utf8')];
    } catch {
      return []; // not a Debian machine, or not ours to read: nothing to learn from it
    }
  };
  const folder = '/etc/apt/sources.list.d';
  const more = ((): string[] => {
    try {
      return readdirSync(folder).map((name) => join(folder, name));
    } catch {
      return [];
    }
  })();
  return ['/etc/apt/sources.list', ...more].flatMap(read);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Path of this checkout, and of the folder it lies in unless anybody has a folder of that name. */
export function machinePaths(projectRoot: string): string[] {
  const parent = dirname(projectRoot);
  return [projectRoot, ...(ordinaryFolders.has(parent) ? [] : [parent])].filter((path) => path !== '/');
}

export interface Secrets {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

export function privacyFindings(name: string, text: string, { hosts, paths }: Secrets): Finding[] {
  const patterns: { rule: string; pattern: RegExp; message: string }[] = [
    ...hosts.map((host) => ({ pattern: new RegExp(`(?<![\\w.-])${escaped(host)}(?![\\w-])`) })),
    ...usualHosts.map((pattern) => ({ pattern })),
  ].map(({ pattern }) => ({ rule: 'registry-host', pattern, message: 'Host name of a package registry: take it from the machine instead.' }));
  for (const path of paths) patterns.push({ rule: 'machine-path', pattern: new RegExp(`(?<![\\w./-])${escaped(path)}/`), message: 'A path of one machine.' });
  return text.split('\n').flatMap((line, at) =>
    patterns.filter(({ pattern }) => pattern.test(line)).slice(0, 1).map(({ rule, message }): Finding => ({ file: name, line: at + 1, rule, message })),
  );
}

const isText = (text: string): boolean => !text.slice(0, 8_000).includes('\0');

export function createPrivacyStep(tools: Tools, projectRoot: string): Step {
  return {
    name: 'privacy',
    async run(root) {
      const secrets = { hosts: await registryHosts(tools, projectRoot), paths: machinePaths(projectRoot) };
      const texts = listFiles(root).map((name) => ({ name, text: readText(root, name) })).filter(({ text }) => isText(text));
      const findings = texts.flatMap(({ name, text }) => privacyFindings(name, text, secrets));
      const where = secrets.hosts.length === 0 ? 'no registry configured' : `${secrets.hosts.length} hosts of this machine`;
      return { findings, covered: `${texts.length} files for ${where} and for paths under ${basename(dirname(projectRoot))}/` };
    },
  };
}
