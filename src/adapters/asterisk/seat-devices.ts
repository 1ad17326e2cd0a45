/**
 * Which seats have a registered phone. Asterisk tells one registration three times (EndpointStateChange, PeerStatusChange,
 * ContactStatusChange); a phone that takes another's place is told as "new contact", then "old contact removed" with the
 * endpoint still online. A new contact is always told on (the seat's phone was started anew: its old leg is dead).
 */
export interface SeatDevices {
  /** From the list of endpoints after a connect. */
  learn(extension: string, isOnline: boolean): void;
  contact(extension: string, contact: { isOnline: boolean; isNew: boolean }): void;
  endpoint(extension: string, isOnline: boolean): void;
}

export function createSeatDevices(deps: { trunkEndpoint: string; tell: (extension: string, isOnline: boolean) => void }): SeatDevices {
  const known = new Map<string, boolean>();
  const note = (extension: string, isOnline: boolean, isWorthTelling: boolean): void => {
    if (extension === deps.trunkEndpoint || !isWorthTelling) return;
    known.set(extension, isOnline);
    deps.tell(extension, isOnline);
  };
  return {
    learn: (extension, isOnline) => { note(extension, isOnline, known.get(extension) !== isOnline); },
    contact: (extension, { isOnline, isNew }) => { note(extension, isOnline, (isOnline && isNew) || known.get(extension) !== isOnline); },
    // Online is left to the contact, which follows within a millisecond: else one registration would be told twice.
    endpoint: (extension, isOnline) => { note(extension, isOnline, !isOnline && known.get(extension) !== false); },
  };
}
