import { rows } from './cycle-a.ts';

export const count = (): number => rows.length;
