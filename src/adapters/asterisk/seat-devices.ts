/**
 * Which seats have a registered phone. Asterisk tells one registration three times (EndpointStateChange, PeerStatusChange,
 * ContactStatusChange); a phone that takes another's place is told as "new contact", then "old contact removed" with the
 * endpoint still online. A new contact is always told on (the seat's phone was started anew: its old leg is dead).
 */
export interface SeatDevices {
  /** From the list of endpoints after a connect: not news, it may have been so for long. */
  learn(endpoint: string, isOnline: boolean): void;
  contact(endpoint: string, contact: { isOnline: boolean; isNew: boolean }): void;
  endpoint(endpoint: string, isOnline: boolean): void;
}

export function createSeatDevices(deps: { trunkEndpoint: string; tell: (device: { endpoint: string; isOnline: boolean; isNews: boolean }) => void }): SeatDevices {
  const known = new Map<string, boolean>();
  const note = (device: { endpoint: string; isOnline: boolean; isNews: boolean }, isWorthTelling: boolean): void => {
    if (device.endpoint === deps.trunkEndpoint || !isWorthTelling) return;
    known.set(device.endpoint, device.isOnline);
    deps.tell(device);
  };
  return {
    learn: (endpoint, isOnline) => { note({ endpoint, isOnline, isNews: false }, known.get(endpoint) !== isOnline); },
    contact: (endpoint, { isOnline, isNew }) => { note({ endpoint, isOnline, isNews: true }, (isOnline && isNew) || known.get(endpoint) !== isOnline); },
    // Online is left to the contact, which follows within a millisecond: else one registration would be told twice.
    endpoint: (endpoint, isOnline) => { note({ endpoint, isOnline, isNews: true }, !isOnline && known.get(endpoint) !== false); },
  };
}
