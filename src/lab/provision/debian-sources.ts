/**
 * Which mirror this machine takes Debian from, read from its own apt configuration, so that the same command works
 * behind a firm's internal mirror. No mirror is named in this project.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export type DebianSource = { uri: string; suite: string };

const usableUri = /^(https?|file|copy|ftp):/;
const rolling = ['stable', 'oldstable', 'testing', 'unstable', 'sid'];

/** Sources of the one-line format: `deb [options] URI SUITE COMPONENT...`. */
export function parseSourcesList(text: string): (DebianSource & { components: string[] })[] {
  return text.split('\n').flatMap((line) => {
    const words = line.replace(/#.*/, '').replace(/\[[^\]]*\]/, ' ').trim().split(/\s+/);
    const [type, uri, suite, ...components] = words;
    return type === 'deb' && uri !== undefined && suite !== undefined ? [{ uri, suite, components }] : [];
  });
}

/** Sources of the deb822 format: stanzas of fields; a field goes on over indented lines. */
export function parseDeb822(text: string): (DebianSource & { components: string[] })[] {
  const unfolded = text.split('\n').filter((line) => !line.startsWith('#')).join('\n').replaceAll(/\n[ \t]+/g, ' ');
  return unfolded.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map([...stanza.matchAll(/^([\w-]+):[ \t]*(.*)$/gm)].map((match) => [(match[1] ?? '').toLowerCase(), (match[2] ?? '').trim().split(/\s+/)]));
    const isOff = ['no', 'false', '0'].includes(fields.get('enabled')?.[0]?.toLowerCase() ?? 'yes');
    if (isOff || !fields.get('types')?.includes('deb')) return [];
    const components = fields.get('components') ?? [];
    return (fields.get('uris') ?? []).flatMap((uri) => (fields.get('suites') ?? []).map((suite) => ({ uri, suite, components })));
  });
}

/**
 * The first source that is Debian's own main archive: other vendors' repositories also have a component "main", but
 * their suites are not a Debian release; the security archive has no other suites.
 */
export function findDebianMirror(aptFolder: string, codename: string): string | undefined {
  const files = [path.join(aptFolder, 'sources.list')];
  const parts = path.join(aptFolder, 'sources.list.d');
  if (existsSync(parts)) files.push(...readdirSync(parts).sort().map((name) => path.join(parts, name)));
  const suites = [codename, `${codename}-updates`, ...rolling];
  for (const file of files) {
    if (!existsSync(file) || !/\.(list|sources)$/.test(file)) continue;
    const text = readFileSync(file, 'utf8');
    const found = (file.endsWith('.sources') ? parseDeb822(text) : parseSourcesList(text)).find(
      (source) => usableUri.test(source.uri) && suites.includes(source.suite) && source.components.includes('main'),
    );
    if (found !== undefined) return found.uri;
  }
  return undefined;
}

/** VERSION_CODENAME of os-release, such as bookworm. */
export function debianCodename(osRelease = '/etc/os-release'): string | undefined {
  if (!existsSync(osRelease)) return undefined;
  return /^VERSION_CODENAME="?([a-z]+)"?$/m.exec(readFileSync(osRelease, 'utf8'))?.[1];
}
