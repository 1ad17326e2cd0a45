import type { FileQueueRules } from '../../../src/contract/queue-rules.ts';
import { readLivePage } from '../../../src/lab/readiness.ts';
import type { Hotline } from './hotline.ts';
import { until } from './until.ts';

/** The server goes by what stands in the queues' rows now. */
export async function rulesAreRead(hotline: Hotline): Promise<void> {
  const setAt = Date.now();
  await until('the server has read the rules', async () => ((await readLivePage(hotline.config.ports.serverHealth)).rulesReadAt ?? 0) > setAt, 20_000);
}

/** Another firm's rules for a queue, from when the server goes by them; the way back restores what was. */
export async function setRules(hotline: Hotline, queue: string, rules: FileQueueRules): Promise<() => Promise<void>> {
  const [before] = await hotline.records.sql<{ rules: unknown }>('select rules from queue where name = $1', [queue]);
  const set = async (to: unknown): Promise<void> => {
    await hotline.records.sql('update queue set rules = $2::jsonb where name = $1', [queue, JSON.stringify(to)]);
    await rulesAreRead(hotline);
  };
  await set(rules);
  return () => set(before?.rules ?? {});
}
