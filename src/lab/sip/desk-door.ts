/**
 * Ways to the desk: http, or https with the certificate that this machine's server was given. That one is trusted, and no other, and
 * nobody looks at the names in it: a script on the same machine asks by 127.0.0.1.
 */
import { readFileSync } from 'node:fs';
import { Agent, fetch, WebSocket } from 'undici';
import type { Config } from '../../config.ts';

export interface DeskAddress {
  readonly url: string;
  /** PEM: pages come by https, with this. */
  readonly certificate?: string;
}

export interface DeskDoor {
  request(path: string, options: { method: string; headers: Record<string, string>; body: string | undefined; limitMs: number }): ReturnType<typeof fetch>;
  socket(path: string, headers: Record<string, string>): WebSocket;
  close(): void;
}

const EVERYWHERE = ['0.0.0.0', '::'];

/** Where this machine's own desk is. */
export function ownDesk({ bindHost, ports, tlsCertFile }: Pick<Config, 'bindHost' | 'ports' | 'tlsCertFile'>): DeskAddress {
  const place = `${EVERYWHERE.includes(bindHost) ? '127.0.0.1' : bindHost}:${ports.http}`;
  return tlsCertFile === undefined ? { url: `http://${place}` } : { url: `https://${place}`, certificate: readFileSync(tlsCertFile, 'utf8') };
}

export function openDeskDoor({ url, certificate }: DeskAddress): DeskDoor {
  const dispatcher = new Agent(certificate === undefined ? {} : { connect: { ca: certificate, allowPartialTrustChain: true, checkServerIdentity: () => undefined } });
  return {
    request: (path, { method, headers, body, limitMs }) => fetch(`${url}${path}`, { method, headers, body: body ?? null, dispatcher, signal: AbortSignal.timeout(limitMs) }),
    socket: (path, headers) => new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, { headers, dispatcher }),
    close: () => void dispatcher.close(),
  };
}
