export const hangUp = (base: string, id: string): string => `${base}/ari/channels/${id}`;
