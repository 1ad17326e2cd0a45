import { playWorld } from '../lab/world.ts';
import { tell } from '../app/prints.ts';

export const page = (): string => {
  tell();
  return playWorld();
};
