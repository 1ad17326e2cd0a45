import { readdirSync, readFileSync } from 'node:fs';
import type { PartName } from '../../../src/lab/part.ts';
import type { Hotline } from '../../calls/support/around-environment.ts';

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** Stops every process of a part (PostgreSQL is one per connection). Returns the way to let them go on. */
export async function freeze(hotline: Hotline, part: PartName): Promise<() => void> {
  const pid = await hotline.parts.pid(part);
  if (pid === undefined) throw new Error(`${part} does not run`);
  process.kill(pid, 'SIGSTOP');
  const children = readdirSync('/proc').map(Number).filter((one) => Number.isInteger(one) && parentOf(one) === pid);
  for (const child of children) process.kill(child, 'SIGSTOP');
  return () => {
    for (const one of [...children, pid]) {
      try {
        process.kill(one, 'SIGCONT');
      } catch {
        // Gone meanwhile.
      }
    }
  };
}
