import type { FileQueueRules } from '../../../src/contract/queue-rules.ts';
import type { Hotline } from './hotline.ts';

/** Servers look every two seconds. */
const SEEN_AFTER_MS = 2_500;

/** Another firm's rules for a queue; the way back restores what was. */
export async function setRules(hotline: Hotline, queue: string, rules: FileQueueRules): Promise<() => Promise<void>> {
  const [before] = await hotline.records.sql<{ rules: unknown }>('select rules from queue where name = $1', [queue]);
  const set = async (to: unknown): Promise<void> => {
    await hotline.records.sql('update queue set rules = $2::jsonb where name = $1', [queue, JSON.stringify(to)]);
    await new Promise((resolve) => setTimeout(resolve, SEEN_AFTER_MS));
  };
  await set(rules);
  return () => set(before?.rules ?? {});
}
