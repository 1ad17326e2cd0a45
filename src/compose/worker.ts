import type { Config } from '../config.ts';
import type { Role } from './foundation.ts';
export function composeWorker(_config: Config): Promise<Role> { throw new Error('soon'); }
