/** In which ways a client can be reached, the preferred one first. */
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import type { ContactKind } from '../../../contract/brokerage/service-file.ts';

const isMobile = (number: string): boolean => /^1\d{10}$/.test(number);

export function contactKindsOf({ numbers }: Pick<BrokerageClient, 'numbers'>, email: string | null): ContactKind[] {
  const ways = [...numbers.map((number): ContactKind => (isMobile(number) ? 'mobile' : 'landline')), ...(email === null ? [] : ['email' as const])];
  return [...new Set(ways)];
}
