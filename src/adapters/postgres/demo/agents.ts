/** Branches, queues and agents of the demo firm. Login = extension. */
import type { FileQueueRules } from '../../../contract/queue-rules.ts';

export interface DemoAgent {
  readonly extension: string;
  readonly name: string;
  readonly series: 'marketing' | 'service' | 'compliance';
  readonly branch: string;
  readonly isSupervisor?: true;
  readonly skills: readonly { readonly queue: string; readonly level: number }[];
}

export const demoBranches = [
  { id: 'hq', name: '总部', isHeadquarters: true },
  { id: 'sh', name: '上海浦东营业部', isHeadquarters: false },
  { id: 'bj', name: '北京金融街营业部', isHeadquarters: false },
  { id: 'sz', name: '深圳福田营业部', isHeadquarters: false },
] as const;

export interface DemoQueue {
  readonly name: string;
  readonly acwMs: number;
  readonly calendar: string | null;
  readonly isWatched: boolean;
  readonly rules: FileQueueRules;
}

const plain: Omit<DemoQueue, 'name'> = { acwMs: 5_000, calendar: null, isWatched: false, rules: { overflow: {}, keys: {} } };

export const demoQueues: readonly DemoQueue[] = [
  // Hours are the flow's; who waits when they end may leave a message.
  { ...plain, name: 'general', calendar: 'service', rules: { overflow: { closing: { to: 'message' } }, keys: { '1': 'keep-place', '2': 'message', '3': 'callback' } } },
  { ...plain, name: 'callback' },
  // Opens in emergency mode (O-03): whoever serves the general queue helps.
  { ...plain, name: 'overflow' },
  // C-19: somebody is there in business hours; who waits too long, or finds nobody, is served with all others.
  { name: 'complaint', acwMs: 10_000, calendar: 'service', isWatched: true, rules: { overflow: { time: { afterS: 120, to: 'queue:general' }, empty: { to: 'queue:general' } }, keys: { '2': 'message' } } },
];

const general = (level: number) => [{ queue: 'general', level }, { queue: 'overflow', level }];
const clients = (level: number) => [...general(level), { queue: 'complaint', level }];
const callback = (level: number) => ({ queue: 'callback', level });

export const demoAgents: readonly DemoAgent[] = [
  { extension: '1001', name: '李静', series: 'service', branch: 'hq', skills: [...clients(8), callback(8)] },
  { extension: '1002', name: '王强', series: 'service', branch: 'hq', skills: [...clients(8), callback(6)] },
  { extension: '1003', name: '张敏', series: 'service', branch: 'hq', skills: [...clients(6), callback(6)] },
  { extension: '1004', name: '刘洋', series: 'service', branch: 'hq', skills: [...clients(6), callback(4)] },
  { extension: '1005', name: '陈晨', series: 'service', branch: 'sh', skills: [...clients(5), callback(5)] },
  { extension: '1006', name: '赵磊', series: 'service', branch: 'bj', skills: [...clients(5), callback(5)] },
  { extension: '1007', name: '黄丽', series: 'compliance', branch: 'hq', skills: [callback(9)] },
  { extension: '1008', name: '周涛', series: 'compliance', branch: 'sh', skills: [callback(8)] },
  { extension: '1009', name: '吴敏', series: 'compliance', branch: 'bj', skills: [callback(8)] },
  // Has the callback skill by mistake: the series must keep it out all the same. I-01
  { extension: '1010', name: '孙浩', series: 'marketing', branch: 'sh', skills: [...general(4), callback(9)] },
  { extension: '1011', name: '朱琳', series: 'marketing', branch: 'bj', skills: [...general(4)] },
  { extension: '1012', name: '马超', series: 'marketing', branch: 'sz', skills: [...general(4)] },
  // No skills: she is offered no calls, so that her seat can stay ready for the talks she comes to. Her phone is in her page.
  { extension: '1013', name: '何芳', series: 'service', branch: 'hq', isSupervisor: true, skills: [] },
];
