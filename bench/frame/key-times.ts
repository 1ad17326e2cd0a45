/** Key press to the first packet of the prompt it leads to, in figures named after `name`. */
import { quantile } from './statistics.ts';
import type { World } from './world.ts';

export async function keyTimes(world: World, side: { to: string; peer: { host: string; port: number } }, name: string, size: { callers: number; rounds: number }): Promise<Record<string, number>> {
  const { ms, missed } = await world.load.keys({ ...side, ...size, menuFrame: world.firstFrame('main.menu'), askFrame: world.firstFrame('quote.ask-code') });
  return { [`${name}P50`]: quantile(ms, 0.5), [`${name}P99`]: quantile(ms, 0.99), [`${name}Keys`]: ms.length, [`${name}Missed`]: missed };
}
