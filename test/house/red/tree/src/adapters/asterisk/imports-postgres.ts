import { readRow } from '../postgres/row.ts';

export const peek = (): string => readRow();
