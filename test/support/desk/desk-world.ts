/** A desk with everything behind it in memory: two agents and their seats, four clients, some calls; the real use cases and the real seat machine. */
import { createDesk } from '../../../src/app/desk/desk.ts';
import { hashPassword } from '../../../src/app/desk/password.ts';
import type { ListedCall } from '../../../src/app/desk/ports.ts';
import type { CommandOutcome, Wakeups } from '../../../src/app/ports.ts';
import type { Floor, RoutingReads } from '../../../src/app/desk/floor.ts';
import type { Decision } from '../../../src/core/match/decision.ts';
import { changeSeat } from '../../../src/app/seats.ts';
import type { Pop } from '../../../src/core/call/commands.ts';
import type { AskAnswer, CallRequest } from '../../../src/app/desk/call-control.ts';
import type { SeatAsk } from '../../../src/core/call/events.ts';
import type { CallView } from '../../../src/core/conversation/view.ts';
import { createFakePhones } from './fake-phones.ts';
import type { SeatEvent } from '../../../src/core/seat/events.ts';
import { createOtherSystems } from './other-systems.ts';
import { createFakeStores, type FakeCase } from './fake-stores.ts';
import { toneWav } from './wav.ts';

export const password = 'correct-horse-1';
const hash = hashPassword(password);

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** `startAt`: the world's clock, epoch ms; it stands still until `clock.at` is moved, or runs on when it is null. */
export async function createDeskWorld({ startAt = null as number | null } = {}) {
  const stores = createFakeStores();
  const clock = { at: startAt };
  const now = () => clock.at ?? Date.now();
  const listeners: ((id: string) => void)[] = [];
  const wakeups: Wakeups & { isDown: boolean } = {
    isDown: false,
    send: (topic, id) => {
      if (topic === 'stream' && !wakeups.isDown) for (const listener of listeners) listener(id);
    },
    on: (topic, listener) => void (topic === 'stream' && listeners.push(listener)),
  };
  const seatDeps = { seats: stores.seatStore, wakeups, clock: { now, businessNow: now } };
  const phones = createFakePhones();
  /** What agents asked of their calls, and what each asking is answered from now on. */
  const asked: { callId: string; ask: SeatAsk }[] = [];
  /** Keys that reached a leg, and what became of them. */
  const pressed: string[] = [];
  const keysOutcome: { now: CommandOutcome } = { now: { kind: 'done' } };
  const forced: string[] = [];
  const transfers: Extract<CallRequest, { kind: 'transfer-asked' }>[] = [];
  const monitored: ({ callId: string } & Extract<CallRequest, { kind: 'monitor-asked' | 'monitor-change-asked' }>)[] = [];
  const told: { callId: string; kind: string; endpoint: string }[] = [];
  const control: { answer: AskAnswer } = { answer: { kind: 'done' } };
  const routing: RoutingReads & { floorNow: Floor; kept: Map<string, Decision[]>; owners: Map<string, string[]> } = {
    floorNow: { entries: [], seats: [] }, kept: new Map(), owners: new Map(),
    floor: async () => routing.floorNow, decisions: async (callId) => routing.kept.get(callId) ?? [], agentsOf: async (callId) => routing.owners.get(callId) ?? null, skilled: async () => 1,
  };
  const desk = createDesk({
    ...stores.deps,
    askCall: async (callId, request) => {
      if (request.kind === 'seat-asked') asked.push({ callId, ask: request.ask });
      else if (request.kind === 'transfer-asked') transfers.push(request);
      else if (request.kind === 'hang-up-asked') forced.push(callId);
      else monitored.push({ callId, ...request });
      return control.answer;
    },
    sendKeys: async (channelId, keys) => {
      pressed.push(`${channelId} ${keys}`);
      return keysOutcome.now;
    },
    tellCall: (callId, event) => void told.push({ callId, ...event }),
    phones: phones.phones,
    routing,
    businessNow: now,
    wakeups,
    changer: { change: (seatId, request, forcedBy) => changeSeat(seatDeps, seatId, request, forcedBy) },
    sessionKey: '00'.repeat(32),
    now,
  });
  const parts = [{ name: 'telephony', ready: true, detail: 'connected' }, { name: 'store', ready: true, detail: 'ok' }];
  const other = createOtherSystems();
  const passwordHash = await hash;
  stores.data.agents.push(
    { agentId: 'a-1001', login: 'chen.jing', name: '陈静', series: 'service', branch: '总部客户服务中心', passwordHash },
    { agentId: 'a-1002', login: 'li.wei', name: '李伟', series: 'marketing', branch: '上海浦东营业部', passwordHash },
    { agentId: 'a-1009', login: 'zhao.min', name: '赵敏', series: 'compliance', branch: '总部合规部', passwordHash },
  );
  for (const extension of ['1001', '1002', '1009']) {
    stores.data.seats.push({ seatId: `s-${extension}`, agentId: `a-${extension}`, extension, state: { phase: 'signed-out' }, version: 1, since: now() - 754_000, isDeviceOnline: true, pageId: null });
  }
  addClients(stores);

  return {
    ...stores,
    clock,
    now,
    wakeups,
    parts,
    phones,
    routing,
    pagePhones: stores.deps.pagePhones,
    asked,
    pressed,
    keysOutcome,
    transfers,
    forced,
    monitored,
    told,
    control,
    other,
    deps: { ...desk, ...other.deps, wakeups, now, readiness: { check: async () => ({ ready: parts.every((part) => part.ready), parts }) } },
    /** Moves a seat as matcher and calls do. */
    moveSeat: (seatId: string, event: Unstamped<SeatEvent>) => changeSeat(seatDeps, seatId, event),
    async pop(seatId: string, pop: Partial<Pop> = {}) {
      await stores.seatStore.message(seatId, { kind: 'screen-pop', body: { ...somePop, ...pop } }, now());
      wakeups.send('stream', `seat:${seatId}`);
    },
    /** How the call of the seat stands now, as its machine would show it. */
    async showCall(seatId: string, view: Partial<CallView> & { callId: string }) {
      const body: CallView = { step: 'connected', since: now(), connectedAt: now(), heldMs: 0, isMuted: false, recording: 'on', checked: null, auth: { level: 'none', method: null, at: null }, ...view };
      await stores.seatStore.message(seatId, { kind: 'call-state', body }, now());
      wakeups.send('stream', `seat:${seatId}`);
    },
    addCall(call: Partial<ListedCall> & { agentId?: string; clientIds?: string[] }) {
      stores.data.calls.push({ ...someCall, startedAt: now(), agentId: 'a-1001', clientIds: [], ...call });
    },
    addCase(one: Partial<FakeCase> = {}) {
      stores.data.cases.push({ ...someCase, filedAt: now(), ...one });
    },
    addRecording(recordingId: string, agentId: string, seconds: number) {
      stores.data.recordings.push({ recordingId, callId: `c-${recordingId}`, agentId, status: 'sealed', wav: toneWav(seconds) });
    },
  };
}

const someCase: FakeCase = {
  caseId: '0193a000-0000-7000-8000-000000000001', caseNo: '20418837', box: 'complaint', state: 'open', filedAt: 0, language: 'zh-CN', number: '13800138000', clientName: '张伟',
  durationMs: 41_000, recording: { recordingId: 'rec-m1', status: 'sealed' }, acceptBy: null, resultBy: null, takenBy: null, takenById: null,
};

export type DeskWorld = Awaited<ReturnType<typeof createDeskWorld>>;

export const somePop: Pop = {
  callId: 'c-100',
  reservationId: 'r-100',
  direction: 'inbound',
  queue: 'service',
  numberToken: 't-zhang',
  dnis: '95500',
  flowId: 'main',
  release: 1,
  ivrPath: ['welcome', 'main', 'quote-ask', 'quote-look-up', 'quote-state', 'say-price', 'quote-after', 'main', 'person', 'notice', 'queue'],
  answers: {
    code: '600519', 'quote.code': '600519', 'quote.name': '贵州茅台', 'quote.last': { mantissa: 168888, decimals: 2 },
    'quote.changePct': { mantissa: 125, decimals: 2 }, 'quote.state': 'traded', 'quote.asOfMs': 1_795_485_600_000,
  },
  clientMatches: ['k-zhang'],
  waitedMs: 23_400,
  caseId: null,
  recordingId: 'rec-100',
};

const someCall: ListedCall = {
  callId: 'c-1', direction: 'inbound', startedAt: 0, number: '13800138000', clientName: '张伟', clientMatchCount: 1, queue: 'service',
  agentName: '陈静', outcome: 'talked', waitedMs: 12_000, talkMs: 184_000, recordings: [],
};

function addClients({ data }: ReturnType<typeof createFakeStores>): void {
  data.clients.push(
    { clientId: 'k-zhang', name: '张伟', tier: 'diamond', branch: '上海浦东营业部', owner: '李伟', banks: [{ bank: '招商银行', cardTail: '8812' }, { bank: '中国工商银行', cardTail: '0356' }] },
    { clientId: 'k-wang', name: '王秀英', tier: 'gold', branch: '北京中关村营业部', owner: '周凯', banks: [{ bank: '中国建设银行', cardTail: '2210' }] },
    { clientId: 'k-wangxm', name: '王小明', tier: 'ordinary', branch: '北京中关村营业部', owner: null, banks: [] },
    { clientId: 'k-sun', name: '孙丽', tier: 'wealth', branch: '深圳福田营业部', owner: '吴磊', banks: [{ bank: '中国银行', cardTail: '7745' }] },
  );
  data.numbers.set('t-zhang', '13800138000').set('t-wang', '13911112222').set('t-nobody', '02161234567');
}
