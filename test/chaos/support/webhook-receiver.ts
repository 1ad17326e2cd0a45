/** Another system's end of a webhook, written from docs/api/events.md alone: it checks the signature, and takes, refuses, holds, or is away. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudEvent } from '../../../src/contract/events.ts';

type Behaviour = 'take' | 'refuse' | 'hold';

export interface Delivery {
  readonly body: string;
  readonly events: readonly CloudEvent[];
  readonly isSigned: boolean;
  readonly became: 'taken' | 'refused' | 'held';
}

export interface WebhookReceiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  behave(behaviour: Behaviour): void;
  /** Events of deliveries that were taken, as they came. */
  taken(): CloudEvent[];
  of(became: Delivery['became']): Delivery[];
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

const OLDEST_S = 300;

/** `hotline-signature: t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY` with the secret, and the time is not old. */
function isSigned(header: string, body: string, secret: string): boolean {
  const [, seconds = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (hex === '' || Math.abs(Date.now() / 1_000 - Number(seconds)) > OLDEST_S) return false;
  return timingSafeEqual(createHmac('sha256', secret).update(`${seconds}.${body}`).digest(), Buffer.from(hex, 'hex'));
}

export async function openWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const deliveries: Delivery[] = [];
  let behaviour: Behaviour = 'take';
  let server: Server | undefined;
  let port = 0;

  function answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const became = ({ take: 'taken', refuse: 'refused', hold: 'held' } as const)[behaviour];
    deliveries.push({ body, events: JSON.parse(body) as CloudEvent[], isSigned: isSigned(String(request.headers['hotline-signature']), body, secret), became });
    if (became !== 'held') response.writeHead(became === 'taken' ? 204 : 500).end();
  }
  async function listen(): Promise<void> {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
    });
    await new Promise<void>((resolve, reject) => server?.once('error', reject).listen(port, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  }
  await listen();
  const of = (became: Delivery['became']): Delivery[] => deliveries.filter((one) => one.became === became);
  return {
    url: `http://127.0.0.1:${port}/hotline`,
    deliveries,
    behave: (wanted) => {
      behaviour = wanted;
    },
    taken: () => of('taken').flatMap(({ events }) => events),
    of,
    async goAway() {
      server?.closeAllConnections();
      await new Promise((resolve) => server?.close(resolve));
    },
    comeBack: listen,
  };
}
