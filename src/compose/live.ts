/** What the server's health page tells: whether it is ready, why not, and what is alive. */
import type { Live } from '../adapters/http/health-server.ts';
import type { RedisJobQueue } from '../adapters/redis/job-queue.ts';
import type { LiveFigures } from '../adapters/postgres/live-figures.ts';
import type { PlayablePrompts } from '../adapters/speech/playable-prompts.ts';
import type { FlowReleases } from '../app/flows/releases.ts';
import type { PartWatch } from '../app/part-watch.ts';
import type { StaffingWatch } from '../app/queues/staffing.ts';
import type { composeCalls } from './calls.ts';
import { flowTrouble } from './flows.ts';
import type { Foundation } from './foundation.ts';
import { asteriskTrouble, promptTrouble, redisTrouble, storeTrouble } from './trouble.ts';

export interface LiveParts {
  readonly store: PartWatch<LiveFigures>;
  readonly jobs: Pick<RedisJobQueue, 'check'>;
  readonly calls: ReturnType<typeof composeCalls>;
  readonly catalogue: PlayablePrompts;
  readonly flows: FlowReleases;
  readonly clockWatch: { trouble(): readonly string[] };
  readonly unstaffed: StaffingWatch['unstaffed'];
  readonly arePagesOpen: boolean;
  readonly rulesReadAt: number;
}

export async function readLive(foundation: Foundation, { store, jobs, calls, catalogue, flows, clockWatch, unstaffed, arePagesOpen, rulesReadAt }: LiveParts): Promise<Live> {
  const [read, redisNow] = await Promise.all([store.ask(), jobs.check()]);
  const isStoreAway = read === null || calls.saver.isDegraded();
  const faults = [
    ...(calls.isDeposed() ? ['another process has the calls of this server: it commands nothing any more and ends'] : []),
    ...(isStoreAway ? [storeTrouble(store.condition())] : []),
    ...(redisNow.ready ? [] : [redisTrouble(redisNow)]),
    ...(calls.engine.isServing() ? [] : [calls.telephony.refusal() ?? asteriskTrouble(calls.telephony.trouble?.() ?? null)]),
    // Callers are served already; who asks whether to send agents here waits a moment more.
    ...(arePagesOpen ? [] : ['its pages are being opened']),
  ];
  return {
    ready: faults.length === 0,
    detail: [...faults, ...promptTrouble(catalogue.broken()), ...flowTrouble(flows), ...clockWatch.trouble(), ...unstaffed().map(staffingTrouble)].join('; '),
    calls: calls.runner.calls.all().length,
    reservations: read?.reservations ?? 0,
    deadlines: calls.runner.deadlineCount(),
    businessTime: foundation.businessTime(),
    rulesReadAt,
  };
}

/** Told, and no reason to be not ready: callers are served by the queue's rules. C-19 */
function staffingTrouble({ queue, hasNobody }: ReturnType<StaffingWatch['unstaffed']>[number]): string {
  return hasNobody ? `no agent has the skill for queue ${queue}, which has to be staffed` : `nobody is signed in for queue ${queue}, which has to be staffed now`;
}
