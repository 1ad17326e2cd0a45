import { type Row, rows } from './cycle-a.ts';
import { Shape } from './shape.ts';

export const first = (): Row | undefined => rows[0];
export const size = (shape: Shape): number => shape.size;
