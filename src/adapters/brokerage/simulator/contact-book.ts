import type { z } from 'zod';
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import type { changeContactAskSchema, Contacts } from '../../../contract/brokerage/identity.ts';

type Contact = z.output<typeof changeContactAskSchema>;

/** The contacts clients gave instead of their old ones. A number becomes the preferred one of who gave it. */
export interface ContactBook {
  /** false: she has it already. */
  change(contact: Contact): boolean;
  /** false: there is none. It is kept as an empty value, for who asks what was changed. */
  remove(contact: Omit<Contact, 'value'>): boolean;
  all(): readonly Contact[];
  of(clientId: string): Contacts;
  /** A client with the numbers she has now, the preferred one first. */
  current(client: BrokerageClient): BrokerageClient;
}

export function createContactBook(clients: () => readonly BrokerageClient[]): ContactBook {
  const changed: Contact[] = [];
  const newest = (clientId: string, kind: Contact['kind']): string | undefined => changed.findLast((one) => one.clientId === clientId && one.kind === kind)?.value;
  const of = (clientId: string): Contacts => {
    const client = clients().find((one) => one.clientId === clientId);
    return { phone: newest(clientId, 'phone') ?? client?.numbers[0] ?? null, email: (newest(clientId, 'email') ?? client?.email ?? '') || null };
  };
  return {
    change(contact) {
      const known = newest(contact.clientId, contact.kind) ?? (contact.kind === 'phone' ? clients().find((one) => one.clientId === contact.clientId)?.numbers[0] : undefined);
      if (known === contact.value) return false;
      changed.push(contact);
      return true;
    },
    remove({ clientId, kind }) {
      if (of(clientId)[kind] === null) return false;
      changed.push({ clientId, kind, value: '' });
      return true;
    },
    all: () => changed,
    of,
    current(client) {
      const phone = newest(client.clientId, 'phone');
      return phone === undefined ? client : { ...client, numbers: [phone, ...client.numbers.filter((number) => number !== phone)].slice(0, 3) };
    },
  };
}
