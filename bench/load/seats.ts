/** Seats of the bench: a registered phone each, and with a desk a signed-in, ready agent whose page listens. They let it ring. */
import { deskProtocol } from '../../src/contract/desk/protocol.ts';
import { streamMessageSchema } from '../../src/contract/desk/realtime.ts';
import { seatAnswerSchema } from '../../src/contract/desk/seat.ts';
import { openSeatPhone } from '../../src/lab/sip/seat-phone.ts';
import type { SipPeer } from '../../src/lab/sip/sip-transport.ts';

export interface SeatAccess {
  readonly extension: string;
  readonly password: string;
  /** Session cookie of its agent. */
  readonly cookie: string;
}

export interface SeatsWish {
  readonly seats: readonly SeatAccess[];
  readonly registrar: SipPeer;
  /** The desk's address; without it there are phones only. */
  readonly deskUrl: string | null;
}

export interface Ring {
  readonly from: string;
  readonly extension: string;
  readonly atMs: number;
}

export interface Seats {
  onRing(listener: (ring: Ring) => void): void;
  /** When the last screen pop came to this seat's page. */
  poppedAtMs(extension: string): number | undefined;
  close(): Promise<void>;
}

const AT_ONCE = 8;

export async function openSeats(wish: SeatsWish): Promise<Seats> {
  const pops = new Map<string, number>();
  const closers: (() => unknown)[] = [];
  let tell: (ring: Ring) => void = () => undefined;
  const openOne = async ({ extension, password, cookie }: SeatAccess): Promise<void> => {
    const phone = await openSeatPhone({
      extension, password, registrar: wish.registrar,
      onLeg(leg) {
        leg.ring();
        tell({ from: leg.from, extension, atMs: leg.invitedAtMs });
      },
    });
    closers.push(() => phone.close());
    await phone.register();
    if (wish.deskUrl !== null) closers.push(await openPage({ url: wish.deskUrl, cookie, extension, onPop: () => pops.set(extension, performance.now()) }));
  };
  const waiting = [...wish.seats];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await openOne(next);
  }));
  return {
    onRing: (listener) => void (tell = listener),
    poppedAtMs: (extension) => pops.get(extension),
    close: async () => void (await Promise.all(closers.map((close) => close()))),
  };
}

async function openPage(page: { url: string; cookie: string; extension: string; onPop: () => void }): Promise<() => void> {
  const headers = { cookie: page.cookie, 'content-type': 'application/json' };
  const ask = async (body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${page.url}/api/seat`, body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the desk refused seat ${page.extension}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  await ask({ action: 'sign-in', extension: page.extension });
  await ask({ action: 'ready' });
  const { seat } = seatAnswerSchema.parse(await ask());
  const socket = new WebSocket(`${page.url.replace(/^http/, 'ws')}/api/realtime`, { headers: { cookie: page.cookie } });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('the page\'s socket did not open')));
    socket.addEventListener('message', ({ data }: MessageEvent) => {
      resolve();
      if (streamMessageSchema.safeParse(JSON.parse(String(data))).data?.kind === 'screen-pop') page.onPop();
    });
    socket.addEventListener('open', () => socket.send(JSON.stringify({ kind: 'hello', protocol: deskProtocol, streams: [{ stream: seat.stream, from: seat.streamN }] })));
  });
  return () => socket.close();
}
