/** A small SMTP server (RFC 5321, AUTH PLAIN, STARTTLS): keeps what it is given, and can be told to misbehave. */
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';

export interface KeptMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly isSecret: boolean;
  readonly user: string;
}

/** A verb of the exchange -> what is answered instead; '' is silence. */
export type Quirks = Readonly<Record<string, string>>;

export interface SmtpServer {
  readonly port: number;
  readonly mails: readonly KeptMail[];
  quirks: Quirks;
  close(): Promise<void>;
}

export async function startSmtpServer({ cert, key, isSecretAtOnce = false }: { cert: string; key: string; isSecretAtOnce?: boolean }): Promise<SmtpServer> {
  const mails: KeptMail[] = [];
  const sockets = new Set<Socket>();
  const running = { quirks: {} as Quirks };
  const secureContext = createSecureContext({ cert, key });
  const secured = (socket: Socket): Socket => new TLSSocket(socket, { isServer: true, secureContext });
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk({ plain: socket, secured, isSecret: isSecretAtOnce, quirks: () => running.quirks, keep: (mail) => void mails.push(mail) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    get quirks() { return running.quirks; },
    set quirks(quirks) { running.quirks = quirks; },
    close: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    }),
  };
}

interface Talk {
  readonly plain: Socket;
  readonly secured: (socket: Socket) => Socket;
  readonly isSecret: boolean;
  readonly quirks: () => Quirks;
  readonly keep: (mail: KeptMail) => void;
}

function talk({ plain, secured, isSecret: atOnce, quirks, keep }: Talk): void {
  let socket = atOnce ? secured(plain) : plain;
  let isSecret = atOnce;
  let user = '';
  let from = '';
  let to: string[] = [];
  let isData = false;
  let rest = '';
  const answer = (verb: string, usual: string): void => {
    const told = quirks()[verb] ?? usual;
    if (told !== '') socket.write(`${told}\r\n`);
  };
  const word = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') socket.write(`250-mail.test\r\n${isSecret || quirks()['STARTTLS'] === 'none' ? '' : '250-STARTTLS\r\n'}250-AUTH PLAIN\r\n250 8BITMIME\r\n`);
    else if (verb === 'STAR') {
      answer('STAR', '220 go on');
      plain.removeAllListeners('data');
      socket = secured(plain);
      isSecret = true;
      listen();
    } else if (verb === 'AUTH') {
      user = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString().split('\0')[1] ?? '';
      answer('AUTH', '235 welcome');
    } else if (verb === 'MAIL') {
      from = /<(.*?)>/.exec(line)?.[1] ?? '';
      to = [];
      answer('MAIL', '250 ok');
    } else if (verb === 'RCPT') {
      to.push(/<(.*?)>/.exec(line)?.[1] ?? '');
      answer('RCPT', '250 ok');
    } else if (verb === 'DATA') {
      isData = quirks()['DATA'] === undefined;
      answer('DATA', '354 end with a dot');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else socket.write('500 what?\r\n');
  };
  const hear = (chunk: Buffer): void => {
    rest += chunk.toString('latin1');
    for (;;) {
      const end = rest.indexOf(isData ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + (isData ? 5 : 2));
      if (!isData) word(line);
      else {
        isData = false;
        if (quirks()['DOT'] === undefined) keep({ from, to, ...read(line), isSecret, user });
        answer('DOT', '250 kept');
      }
    }
  };
  function listen(): void {
    socket.on('error', () => undefined);
    socket.on('data', hear);
  }
  listen();
  answer('GREETING', '220 mail.test');
}

/** Headers and text of a message of one part. */
function read(message: string): { headers: Map<string, string>; text: string } {
  const [head = '', ...parts] = message.split('\r\n\r\n');
  const headers = new Map(head.replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((line) => {
    const [name = '', ...value] = line.split(': ');
    return [name.toLowerCase(), words(value.join(': '))] as const;
  }));
  const raw = parts.join('\r\n\r\n');
  const coding = headers.get('content-transfer-encoding') ?? '7bit';
  const bytes = coding === 'base64' ? Buffer.from(raw, 'base64') : Buffer.from(coding === 'quoted-printable' ? unquoted(raw) : raw, 'latin1');
  return { headers, text: bytes.toString('utf8').trimEnd() };
}

const unquoted = (text: string): string => text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Encoded words (RFC 2047). */
const words = (value: string): string =>
  value.replace(/\?= +=\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, text: string) => (kind.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : Buffer.from(unquoted(text.replaceAll('_', ' ')), 'latin1')).toString('utf8'));
