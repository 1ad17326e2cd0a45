export { rows } from './cycle-a.ts';
