export const readRow = (): string => 'row';
