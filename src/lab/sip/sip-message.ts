/** A SIP message as it came: headers by lower-case long name, each with its values in order. */
export interface SipMessage {
  headers: Readonly<Record<string, readonly string[]>>;
  body: string;
}

export interface SipRequest extends SipMessage {
  method: string;
  uri: string;
}

export interface SipResponse extends SipMessage {
  status: number;
  reason: string;
}

export const isResponse = (message: SipRequest | SipResponse): message is SipResponse => 'status' in message;

/** Compact forms of RFC 3261, 7.3.3 that a peer may send. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  v: 'via', f: 'from', t: 'to', i: 'call-id', m: 'contact', l: 'content-length', c: 'content-type', k: 'supported', s: 'subject',
};
/** Headers whose values may stand in one line with commas between; others keep theirs (an Authorization has commas inside). */
const LISTS = new Set(['via', 'route', 'record-route', 'contact', 'allow', 'supported', 'require']);
const MAX_BYTES = 65_535;

/** Reads one datagram; undefined for keep-alives and for anything that is no SIP message with the headers every one must have. */
export function parseSip(datagram: Buffer): SipRequest | SipResponse | undefined {
  if (datagram.length > MAX_BYTES) return undefined;
  const text = datagram.toString('utf8');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = text.slice(0, end).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = parseHeaders(lines);
  if (!['via', 'from', 'to', 'call-id', 'cseq'].every((name) => headers[name]?.length)) return undefined;
  const message = { headers, body: text.slice(end + 4) };
  const response = /^SIP\/2\.0 ([1-6]\d\d) ?(.*)$/.exec(first);
  if (response) return { ...message, status: Number(response[1]), reason: response[2] ?? '' };
  const request = /^([A-Z]{3,20}) (\S{1,500}) SIP\/2\.0$/.exec(first);
  return request ? { ...message, method: request[1] ?? '', uri: request[2] ?? '' } : undefined;
}

function parseHeaders(lines: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const written = line.slice(0, colon).trim().toLowerCase();
    const name = LONG_NAMES[written] ?? written;
    const value = line.slice(colon + 1).trim();
    (headers[name] ??= []).push(...(LISTS.has(name) ? splitList(value) : [value]));
  }
  return headers;
}

/** Splits at commas outside quotes and angle brackets. */
function splitList(value: string): string[] {
  return (value.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,"<])+/g) ?? []).map((part) => part.trim()).filter(Boolean);
}

export function formatRequest(request: { method: string; uri: string; headers: readonly (readonly [string, string])[]; body?: string }): Buffer {
  return formatMessage(`${request.method} ${request.uri} SIP/2.0`, request.headers, request.body ?? '');
}

export function formatResponse(response: { status: number; reason: string; headers: readonly (readonly [string, string])[]; body?: string }): Buffer {
  return formatMessage(`SIP/2.0 ${response.status} ${response.reason}`, response.headers, response.body ?? '');
}

function formatMessage(first: string, headers: readonly (readonly [string, string])[], body: string): Buffer {
  const lines = [...headers, ['Content-Length', String(Buffer.byteLength(body))] as const].map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${[first, ...lines].join('\r\n')}\r\n\r\n${body}`);
}

/** First value of a header; empty when it isn't there. */
export const headerOf = (message: SipMessage, name: string): string => message.headers[name]?.[0] ?? '';

/** A parameter of a header value, such as the tag of From or the branch of Via. */
export function parameterOf(value: string, name: string): string | undefined {
  const outside = value.replace(/"(?:\\.|[^"\\])*"/g, '').replace(/<[^>]*>/g, '');
  return new RegExp(`;\\s*${name}\\s*=\\s*([^;,\\s]+)`, 'i').exec(outside)?.[1];
}

/** The address within a name-addr, without display name and header parameters. */
export function addressOf(value: string): string {
  return /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0]?.trim() ?? '';
}

/** The user part of an address, percent-decoded where that is possible. */
export function userOf(value: string): string {
  return /^sips?:([^@;]+)@/.exec(addressOf(value))?.[1] ?? '';
}

/** Number and method of CSeq. */
export function sequenceOf(message: SipMessage): { number: number; method: string } {
  const [, number, method] = /^(\d{1,10})\s+([A-Z]+)$/.exec(headerOf(message, 'cseq')) ?? [];
  return { number: Number(number ?? 0), method: method ?? '' };
}
