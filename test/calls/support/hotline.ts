import { inject } from 'vitest';
import { aroundEnvironment, type Hotline } from './around-environment.ts';
import { linkToEnvironment } from './environment-link.ts';
import type {} from './global-setup.ts';

export type { Hotline } from './around-environment.ts';

/** A hotline for this file alone, until it is closed; files that ran before have called it too. */
export async function openHotline(): Promise<Hotline> {
  const link = await linkToEnvironment(inject('environmentSocket'));
  const hotline = await aroundEnvironment({ home: link.home, portBase: link.portBase, parts: link.parts });
  return {
    ...hotline,
    async close() {
      await hotline.close();
      link.close();
    },
  };
}
