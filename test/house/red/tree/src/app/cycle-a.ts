import { count } from './cycle-b.ts';

export type Row = { readonly count: number };
export const rows: Row[] = [{ count: count() }];
