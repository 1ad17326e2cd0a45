import { controlMessageSchema, streamMessageSchema, type StreamMessage } from '../../contract/desk/realtime.ts';
import type { CallWish } from '../../contract/desk/call-control.ts';
import { type MonitorChange, type Talk, talksSchema } from '../../contract/desk/monitor.ts';
import type { TransferWish } from '../../contract/desk/transfers.ts';
import { deskProtocol } from '../../contract/desk/protocol.ts';
import { type SeatAnswer, type SeatChange, seatAnswerSchema } from '../../contract/desk/seat.ts';
import { PhoneFault } from '../ear/phone-fault.ts';
import { type DeskAddress, type DeskDoor, openDeskDoor } from './desk-door.ts';

/** The desk refused, or isn't there; `code` is the desk's own where it gave one. */
export class DeskError extends PhoneFault {}

export interface DeskClient {
  seat(): Promise<SeatAnswer>;
  change(change: SeatChange): Promise<SeatAnswer>;
  /** Hold, retrieve, mute, unmute, hang up. Throws DeskError with the code of the refusal. */
  askCall(wish: CallWish): Promise<void>;
  /** Hands the client on. Throws DeskError with the code of the refusal. */
  transfer(wish: TransferWish): Promise<void>;
  /** A supervisor comes to a call, takes part in another way, leaves (null). Throws DeskError with the code of the refusal. */
  monitor(callId: string, how: 'come' | 'change', mode: MonitorChange['mode'] | null): Promise<void>;
  /** For supervisors. */
  talks(): Promise<readonly Talk[]>;
  /** Anything else the desk tells, as it comes. */
  read(path: string): Promise<unknown>;
  /** Rows of the seat's stream from now on, also over a restart of the server. `isLive` tells whether the socket stands. */
  follow(seat: SeatAnswer['seat'], on: { row: (row: StreamMessage) => void; live?: (isLive: boolean) => void }): void;
  close(): void;
}

const REQUEST_LIMIT_MS = 5_000;
const RECONNECT_MS = 300;

/** Signs an agent in as a page would: REST with a cookie, and the realtime socket. Throws DeskError. */
export async function signInToDesk(options: DeskAddress & { login: string; password: string }): Promise<DeskClient> {
  const door = openDeskDoor(options);
  let cookie = '';
  let isClosed = false;
  let socket: ReturnType<DeskDoor['socket']> | undefined;

  async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const answer = await reach(door, options.url, { path,  method, cookie, body });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    const read = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
    if (!answer.ok) throw new DeskError(read.code ?? `HTTP_${answer.status}`, `the desk refused ${method} ${path}: ${read.code ?? answer.status} ${read.message ?? ''}`.trim());
    return read;
  }

  await ask('POST', '/api/sign-in', { login: options.login, password: options.password });
  return {
    seat: async () => seatAnswerSchema.parse(await ask('GET', '/api/seat')),
    change: async (change) => seatAnswerSchema.parse(await ask('POST', '/api/seat', change)),
    askCall: async (wish) => void (await ask('POST', '/api/seat/call', wish)),
    transfer: async (wish) => void (await ask('POST', '/api/transfers', wish)),
    monitor: async (callId, how, mode) => void (await ask(mode === null ? 'DELETE' : how === 'come' ? 'POST' : 'PUT', `/api/calls/${callId}/monitor`, mode === null ? undefined : { mode })),
    talks: async () => talksSchema.parse(await ask('GET', '/api/talks')).talks,
    read: (path) => ask('GET', path),
    follow({ stream, streamN }, on) {
      let from = streamN;
      const connect = (): void => {
        if (isClosed) return;
        socket = openSocket(door, cookie, {
          hello: { kind: 'hello', protocol: deskProtocol, streams: [{ stream, from }] },
          message(text) {
            const row = streamMessageSchema.safeParse(parseJson(text));
            if (row.success) {
              from = Math.max(from, row.data.n);
              return on.row(row.data);
            }
            const control = controlMessageSchema.safeParse(parseJson(text));
            if (control.data?.kind === 'welcome') on.live?.(true);
            if (control.data?.kind === 'reset') from = control.data.n;
          },
          closed() {
            if (isClosed) return;
            on.live?.(false);
            setTimeout(connect, RECONNECT_MS).unref();
          },
        });
      };
      connect();
    },
    close() {
      isClosed = true;
      socket?.close();
      door.close();
    },
  };
}

async function reach(door: DeskDoor, url: string, { path, method, cookie, body }: { path: string; method: string; cookie: string; body: unknown }) {
  try {
    return await door.request(path, {
      method,
      headers: { ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      limitMs: REQUEST_LIMIT_MS,
    });
  } catch {
    throw new DeskError('DESK_UNREACHABLE', `the desk does not answer at ${url}: is the server up? (./hotline status)`);
  }
}

function openSocket(door: DeskDoor, cookie: string, on: { hello: unknown; message: (text: string) => void; closed: () => void }): ReturnType<DeskDoor['socket']> {
  const socket = door.socket('/api/realtime', { cookie });
  let isOver = false;
  const over = (): void => {
    if (!isOver) on.closed();
    isOver = true;
  };
  socket.addEventListener('open', () => socket.send(JSON.stringify(on.hello)));
  socket.addEventListener('message', ({ data }) => on.message(String(data)));
  socket.addEventListener('close', over);
  socket.addEventListener('error', over);
  return socket;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
