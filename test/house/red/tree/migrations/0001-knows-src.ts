import { playWorld } from '../src/lab/world.ts';

export const up = (): string => playWorld();
