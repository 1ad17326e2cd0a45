/** A server without a telephone: it takes claimed attempts from the inbox and writes what a call of that kind writes, step by step. */
import { freshTalk } from '../../src/core/conversation/enter.ts';
import type { CallFact } from '../../src/core/call/facts.ts';
import type { AttemptOutcome } from '../../src/core/call/commands.ts';
import type { CallState } from '../../src/core/call/state.ts';
import type { Clock } from '../../src/app/clock.ts';
import type { AttemptStore, CallStore, InboxStore, OwnershipStore, RecordingLedger } from '../../src/app/ports.ts';
import type { Database } from '../../src/adapters/postgres/pool.ts';
import { callState } from './call-state.ts';
import type { TestSeat } from './firm.ts';
import { until } from './until.ts';

export interface StagedServerDeps {
  readonly database: Database;
  readonly attempts: AttemptStore;
  readonly ledger: RecordingLedger;
  readonly calls: CallStore;
  readonly inbox: InboxStore;
  readonly ownership: OwnershipStore;
  readonly clock: Clock;
  readonly seat: TestSeat;
  readonly writeRaw: (recordingId: string, pcm: Buffer) => void;
  readonly sealLater: (recordingId: string) => unknown;
}

export function createStagedServer(deps: StagedServerDeps) {
  const { attempts, ledger, calls, inbox, clock, seat } = deps;
  let epoch = 0;

  const openCall = async (callId: string, callback: NonNullable<CallState['callback']>) => {
    let version = 0;
    let seq = 1;
    const startedAt = clock.now();
    let state: CallState = { ...callState(callId), direction: 'outbound', callback, startedAt, clientMatches: [callback.clientId] };
    const { attemptId, caseId } = callback;
    const recordingId = `${callId}-r1`;
    const save = async (facts: readonly CallFact[], change: Partial<CallState> = {}, flushed = false): Promise<void> => {
      state = { ...state, ...change };
      const at = clock.now();
      const [result] = await calls.save([{ callId, version, epoch, state, pending: [], flushed, facts: facts.map((fact, n) => ({ seq: seq + n, at, fact })) }]);
      if (result !== 'saved') throw new Error(`step ${version} was ${result}`);
      version += 1;
      seq += facts.length;
    };
    const base = { ...freshTalk, since: 0, phase: 'conversation', entryId: 'e', queue: 'callback', enteredAt: startedAt, step: 'noting-attempt', bridgeId: null, playbackId: null, seatPlaybackId: null, recordingId, connectedAt: null } as const;
    await save([{ kind: 'call-arrived', direction: 'outbound', numberToken: null, dnis: '95500' }]);
    return {
      callId, attemptId, caseId, recordingId,
      /** The agent is there; the ledger is asked. false: refused. */
      async dial(): Promise<boolean> {
        await save([{ kind: 'seat-offered', seatId: seat.seatId, reservationId: 'r' }, { kind: 'seat-answered', seatId: seat.seatId }],
          { activity: { ...base, offer: { seatId: seat.seatId, extension: seat.extension, reservationId: 'r', channelId: 'c', acwMs: 0, endpoint: seat.extension, isPage: false } } }, true);
        const isNoted = await attempts.note(attemptId, { kind: 'dialling' }, clock.now());
        if (isNoted) await save([{ kind: 'client-dialled', channelId: 'ch' }]);
        return isNoted;
      },
      async connect(): Promise<void> {
        await save([{ kind: 'client-answered', channelId: 'ch' }, { kind: 'connected', seatId: seat.seatId, recordingId, waitedMs: 0 }], {}, true);
        await ledger.expect({ recordingId, callId, seatId: seat.seatId, caseId, attemptId, at: clock.now() });
        await attempts.note(attemptId, { kind: 'answered' }, clock.now());
      },
      /** Talked for no time at all, however long the sound is: so no recording is too short. */
      async endTalk(): Promise<void> {
        await save([{ kind: 'talk-ended', seatId: seat.seatId, by: 'client', talkMs: 1 }], {}, true);
        await this.end('talked');
        deps.sealLater(recordingId);
      },
      async end(outcome: AttemptOutcome): Promise<void> {
        await save([{ kind: 'attempt-ended', attemptId, outcome }], {}, true);
        await attempts.note(attemptId, { kind: 'ended', outcome }, clock.now());
      },
      /** The call is over: its row goes, the history has it. */
      finish: () => calls.finish({ callId, epoch, endedAt: clock.now(), state }),
      sound: (pcm: Buffer) => deps.writeRaw(recordingId, pcm),
    };
  };

  return {
    /** Alive: attempts may be given to it. */
    async come(): Promise<void> {
      ({ epoch } = await deps.ownership.acquire('s1', 'staged'));
      await deps.ownership.renew('s1', epoch, 3_600_000);
    },
    async go(): Promise<void> {
      await deps.ownership.renew('s1', epoch, 1);
    },
    waitingClaims: async () => (await inbox.read('s1', 100)).length,
    /** The next claimed attempt, as a call. */
    async take() {
      const row = await until('an attempt is claimed', async () => (await inbox.read('s1', 1))[0] ?? null);
      if (row === null || row.event.kind !== 'callback-claimed') throw new Error('not a claim');
      const { caseId, attemptId, clientId, excludeSeries } = row.event;
      const call = await openCall(row.callId, { caseId, attemptId, clientId, excludeSeries });
      await inbox.done([row.inboxId]);
      return { ...call, event: row.event };
    },
  };
}

export type StagedCall = Awaited<ReturnType<ReturnType<typeof createStagedServer>['take']>>;
