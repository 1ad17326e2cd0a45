/**
 * A seat whose every state a test can set, in front of the real server's pages: the answers of /api/seat and the rows of its
 * stream are played here, and what the page asks is noted. For the states themselves; how they come about is tested elsewhere.
 */
import type { Page, Route, WebSocketRoute } from 'playwright-core';
import type { CallView, CallWish, Disposition } from '../../../src/contract/desk/call-control.ts';
import type { SeatPhone } from '../../../src/contract/desk/phone.ts';
import type { ScreenPop } from '../../../src/contract/desk/pop.ts';
import { deskProtocol } from '../../../src/contract/desk/protocol.ts';
import type { SeatChange, SeatState } from '../../../src/contract/desk/seat.ts';

export const callId = '0193a000-0000-7000-8000-000000000100';
const stream = 'seat:s-1001';

export type StagedSeat = Awaited<ReturnType<typeof stageSeat>>;

export async function stageSeat(page: Page, { now = () => Date.now() } = {}) {
  let state: SeatState = { phase: 'signed-out' };
  let since = now();
  let pop: ScreenPop | null = null;
  let call: CallView | null = null;
  let phone: SeatPhone = { kind: 'desk' };
  let n = 1;
  let isAway = false;
  let isDeviceOnline: boolean | null = true;
  const sockets = new Set<WebSocketRoute>();
  const rows: { n: number }[] = [];
  const asked = { seat: [] as SeatChange[], call: [] as CallWish[], dispositions: [] as Disposition[], froms: [] as number[], reads: 0 };
  const refusals = new Map<string, { status: number; code: string }>();

  const answer = () => ({ serverNow: now(), extensions: ['1001'], seat: { seatId: 's-1001', extension: '1001', state, since, isDeviceOnline, stream, streamN: n, pop, call, phone } });
  function tell(kind: string, body: unknown): void {
    n += 1;
    const row = { stream, n, kind, at: now(), body };
    rows.push(row);
    for (const socket of sockets) socket.send(JSON.stringify(row));
  }

  /** Answers, or refuses as told. */
  async function reply(route: Route, path: string, body: () => unknown): Promise<void> {
    if (isAway) return route.abort('connectionrefused');
    const refusal = refusals.get(path);
    if (refusal !== undefined) return route.fulfill({ status: refusal.status, json: { code: refusal.code, message: 'as the test asked' } });
    return route.fulfill({ json: body() });
  }
  await page.route('**/api/seat', (route) => {
    if (route.request().method() === 'POST') asked.seat.push(route.request().postDataJSON() as SeatChange);
    else asked.reads += 1;
    return reply(route, 'seat', answer);
  });
  await page.route('**/api/seat/call', (route) => {
    asked.call.push(route.request().postDataJSON() as CallWish);
    return reply(route, 'call', () => ({}));
  });
  await page.route('**/api/seat/disposition', (route) => {
    asked.dispositions.push(route.request().postDataJSON() as Disposition);
    return reply(route, 'disposition', () => ({}));
  });
  await page.routeWebSocket('**/api/realtime', (socket) => {
    if (isAway) return void socket.close({ code: 1012 });
    socket.onMessage((text) => {
      const { streams } = JSON.parse(String(text)) as { streams: { from: number }[] };
      const from = streams[0]?.from ?? -1;
      asked.froms.push(from);
      socket.send(JSON.stringify({ kind: 'welcome', protocol: deskProtocol, serverNow: now() }));
      for (const row of rows.filter((each) => each.n > from)) socket.send(JSON.stringify(row));
      sockets.add(socket);
    });
    socket.onClose(() => void sockets.delete(socket));
  });

  return {
    asked,
    refuse: (path: 'seat' | 'call' | 'disposition', code: string, status = 409) => refusals.set(path, { status, code }),
    allow: () => refusals.clear(),
    /** `agoMs`: for how long it has lasted. */
    move(next: SeatState, agoMs = 0): void {
      state = next;
      since = now() - agoMs;
      if (!('callId' in next)) pop = null;
      tell('seat-state', { state, since });
    },
    pop(card: ScreenPop): void {
      pop = card;
      tell('screen-pop', card);
    },
    call(view: Partial<CallView> & Pick<CallView, 'step'>, agoMs = 0): void {
      call = { callId, since: now() - agoMs, connectedAt: null, heldMs: 0, isMuted: false, recording: 'on', checked: null, auth: { level: 'none', method: null, at: null }, ...call, ...view, ...(view.since === undefined ? { since: now() - agoMs } : {}) };
      tell('call-state', call);
    },
    phone(next: SeatPhone): void {
      phone = next;
      tell('seat-phone', next);
    },
    /** A row that no store has kept: the next one shows a gap. */
    lose(): void {
      n += 1;
    },
    tell,
    device: (isOnline: boolean | null) => {
      isDeviceOnline = isOnline;
    },
    /** The server is gone: its sockets close and nothing answers. */
    async away(): Promise<void> {
      isAway = true;
      for (const socket of sockets) await socket.close({ code: 1012 });
      sockets.clear();
    },
    back: () => {
      isAway = false;
    },
  };
}

export function cardOf(serverNow: number): ScreenPop {
  return {
    callId,
    direction: 'inbound',
    queue: 'service',
    ani: { text: '13800138000', isWhole: true },
    dnis: '95500',
    ivrTitles: {},
    ivrPath: ['welcome', 'main', 'quote-ask', 'say-price', 'main', 'person', 'queue'],
    answers: { code: '600519', 'quote.code': '600519', 'quote.name': '贵州茅台', 'quote.last': { mantissa: 168_888, decimals: 2 }, 'quote.changePct': { mantissa: 125, decimals: 2 } },
    match: { kind: 'one', client: { clientId: 'k-zhang', name: '张伟', tier: 'diamond', branch: '上海浦东营业部', owner: '李伟', banks: [{ bank: '招商银行', cardTail: '8812' }, { bank: '中国工商银行', cardTail: '0356' }] } },
    auth: { level: 'none', method: null, at: null },
    waitedMs: 23_400,
    offeredAt: serverNow - 5_000,
    caseId: null,
    recordingId: 'rec-100',
  };
}
