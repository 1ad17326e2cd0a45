/** Where everything of a home lies. */
import path from 'node:path';
import { privatePostgresFolder } from '../config/database-url.ts';

export const homeFolders = ['pg', 'redis', 'pbx', 'carrier', 'prompts', 'prompts/moh', 'prompts/play', 'recordings', 'log', 'run'] as const;

/** Paths of a home by name; `etc(pbx)` and the like per Asterisk. */
export function filesOf(home: string) {
  const at = (...names: string[]): string => path.join(home, ...names);
  return {
    settings: at('settings.json'),
    secrets: at('secrets.json'),
    postgres: privatePostgresFolder(home),
    redis: at('redis'),
    redisConf: at('redis', 'redis.conf'),
    logDir: at('log'),
    runDir: at('run'),
    log: (part: string): string => at('log', `${part}.log`),
    heartbeat: (part: string): string => at('run', `${part}.heartbeat`),
    asterisk: (which: 'pbx' | 'carrier'): string => at(which),
    hosts: at('run', 'hosts'),
    resolvConf: at('run', 'resolv.conf'),
    brokerageToken: at('run', 'brokerage-token'),
    /** How far the firm's business clock is from the true one, for a simulator that starts again. */
    clockOffset: at('run', 'business-clock.json'),
    /** What Node has compiled of our sources. */
    compiled: at('run', 'compiled'),
    wanted: at('run', 'wanted.json'),
    stamp: (step: string): string => at('run', `${step}.stamp`),
  };
}
