export const openSocket = (): string => 'open';
