/** The private Redis: its configuration file. What is in it can be lost; PostgreSQL is the truth. */
import { writeFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { filesOf } from './files.ts';

/** Writes redis.conf. noeviction: BullMQ must never lose a key to memory pressure without an error. */
export function renderRedis(config: Config): void {
  const files = filesOf(config.home);
  const lines = [
    'bind 127.0.0.1', `port ${config.ports.redis}`, 'protected-mode yes', `requirepass ${config.secrets.redisPassword}`,
    'daemonize no', `dir ${JSON.stringify(files.redis)}`, 'dbfilename dump.rdb', 'save 60 1', 'appendonly no',
    'maxmemory-policy noeviction', 'databases 16', 'loglevel warning', 'stop-writes-on-bgsave-error no',
  ];
  writeFileSync(files.redisConf, `${lines.join('\n')}\n`, { mode: 0o600 });
}
