export const playWorld = (): string => 'world';
