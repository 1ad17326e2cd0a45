/**
 * Whether a page speaks under its own SIP name. Asterisk tells its peers by the name in From and, where it knows none, by the
 * address a message comes from: behind our door that is this server's, which may be the carrier's too. So a page that began a
 * dialog under another name could pass for the carrier. RFC 3261, 8.1.1.3 (From), 12.2 (requests within a dialog).
 */
const header = (lines: readonly string[], names: RegExp): readonly string[] => lines.filter((line) => names.test(line)).map((line) => line.slice(line.indexOf(':') + 1));

/** True for answers, keep-alives, requests within a dialog (Asterisk knows whose it is), and requests under one of `names`. */
export function speaksAs(message: string, names: ReadonlySet<string>): boolean {
  if (message.trim() === '' || message.startsWith('SIP/2.0 ')) return true;
  const lines = message.split('\r\n\r\n', 1)[0]?.split('\r\n') ?? [];
  const to = header(lines, /^(to|t)[ \t]*:/i);
  if (to.length === 1 && /;[ \t]*tag[ \t]*=/i.test(to[0]?.replace(/^.*>/, '') ?? '')) return true;
  const from = header(lines, /^(from|f)[ \t]*:/i);
  const address = from.length === 1 ? (from[0] ?? '').replace(/"(\\.|[^"\\])*"/g, '') : '';
  const user = /sips?:([^@;>:\s]+)@/i.exec(address)?.[1];
  return user !== undefined && names.has(user);
}
