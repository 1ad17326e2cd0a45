/** Names of a seat's phones at Asterisk: the one on the desk has the extension's own, the one in the agent's page has a prefix. */
export const PAGE_PREFIX = 'web-';

export const pageEndpoint = (extension: string): string => `${PAGE_PREFIX}${extension}`;

export function readEndpoint(endpoint: string): { readonly extension: string; readonly isPage: boolean } {
  const isPage = endpoint.startsWith(PAGE_PREFIX);
  return { extension: isPage ? endpoint.slice(PAGE_PREFIX.length) : endpoint, isPage };
}

/** A phone at another exchange: `1001@pbx2`. */
export function splitExchange(endpoint: string): { readonly phone: string; readonly exchange: string | null } {
  const [phone = '', exchange = null] = endpoint.split('@');
  return { phone, exchange };
}
