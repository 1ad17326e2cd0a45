/** `gateways.json` in the home: which gateways of the firm send what clients asked for. A channel that is not named stays in the simulated inbox. */
import { z } from 'zod';

const file = z.string().startsWith('/', 'give an absolute path');
const host = z.string().regex(/^[\w.-]{1,253}$/, 'give a host name or an address');

/** A secret never stands in this file: it lies in a file of its own. */
export const smtpGatewaySchema = z.strictObject({
  host,
  port: z.int().min(1).max(65_535),
  /** starttls: asked for after the greeting, and nothing is sent without it. tls: from the first byte. none: a server on this machine. */
  tls: z.enum(['starttls', 'tls', 'none']),
  /** Certificate of the firm's own authority (PEM). */
  caFile: file.optional(),
  user: z.string().min(1).max(200).optional(),
  passwordFile: file.optional(),
  /** What clients see as the sender; answers and bounces go there. */
  from: z.email(),
}).refine(({ user, passwordFile }) => (user === undefined) === (passwordFile === undefined), 'user and passwordFile go together')
  .refine(({ tls, host: at }) => tls !== 'none' || at === '127.0.0.1' || at === 'localhost', 'without TLS only to this machine (127.0.0.1)');

const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1'));
};

export const httpGatewaySchema = z.strictObject({
  url: z.string().refine(isSafe, 'give an https address without a password in it (http only to this machine)'),
  /** Signs each body: `hotline-signature`, as webhooks are signed. */
  secretFile: file,
  /** The body to be sent, JSON; {id}, {to}, {subject} and {text} in its texts are filled in. */
  body: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).refine((body) => Object.values(body).some((value) => String(value).includes('{to}')), 'some text of it needs {to}'),
});

export const gatewaysFileSchema = z.strictObject({ email: smtpGatewaySchema.optional(), sms: httpGatewaySchema.optional(), fax: httpGatewaySchema.optional() });

export type SmtpGatewaySettings = z.infer<typeof smtpGatewaySchema>;
export type HttpGatewaySettings = z.infer<typeof httpGatewaySchema>;
export type GatewaysFile = z.infer<typeof gatewaysFileSchema>;
