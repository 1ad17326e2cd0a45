import { playWorld } from '../lab/world.ts';

export const serve = (): string => playWorld();
