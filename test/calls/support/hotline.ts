import { inject } from 'vitest';
import { aroundEnvironment, type Hotline } from './around-environment.ts';
import { linkToEnvironment } from './environment-link.ts';
import type {} from './global-setup.ts';

export type { Hotline } from './around-environment.ts';

/** The hotline of this run, shared by all files of `calls` and `chaos`; the first who asks has it started. */
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
