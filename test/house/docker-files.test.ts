/** What the containers need to do their work, read from their files: proved with an engine by test/docker, where there is one. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Service {
  readonly image: string;
  readonly volumes?: readonly string[];
  readonly networks?: unknown;
  readonly environment?: Readonly<Record<string, string>>;
}
const { services, volumes } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as { services: Record<string, Service>; volumes: Record<string, unknown> };
const stages = new Map(readFileSync('docker/Dockerfile', 'utf8').split(/^(?=FROM )/m).slice(1).map((stage) => [/ AS (\w+)/.exec(stage)?.[1] ?? '', stage] as const));

describe('docker-compose.yml', () => {
  test.each(['server', 'server-live'])('%s can speak while it runs: it has the engine, and may write into the prompts', (name) => {
    expect(services[name]?.image).toBe(services['prompts']?.image);
    expect(services[name]?.volumes).toContain('prompts:/hotline/prompts');
    expect(stages.get('prompts')).toMatch(/^FROM asterisk AS prompts/);
    expect(stages.get('asterisk')).toContain('espeak-ng sox');
    expect(stages.get('prompts')).toContain('HOTLINE_ASTERISK_ROOT=/');
  });

  test('the image of the server has what that of the app has: the same home and the pages', () => {
    const settings = (stage: string) => Object.fromEntries([...(stages.get(stage) ?? '').matchAll(/(HOTLINE_\w+|NODE_ENV)=(\S+)/g)].map(([, name, value]) => [name, value]));
    expect(settings('prompts')).toEqual({ ...settings('app'), HOTLINE_ASTERISK_ROOT: '/' });
  });

  test('the worker can write the simulated inbox and reach the gateways of the firm [M-12]', () => {
    expect(services['worker']?.volumes).toContain('inbox:/hotline/inbox');
    expect(Object.keys(volumes)).toContain('inbox');
    expect(stages.get('app')).toMatch(/for name in [a-z ]*\binbox\b/);
    expect(services['worker']?.networks).toEqual(['inside', 'outside']);
  });

  test('the telephone exchange only reads prompts', () => {
    for (const name of ['pbx', 'pbx-live']) expect(services[name]?.volumes, name).toContain('prompts:/hotline/prompts:ro');
  });
});
