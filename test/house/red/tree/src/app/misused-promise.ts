export const decides = (isReady: () => Promise<boolean>): string => (isReady() ? 'always' : 'never');
