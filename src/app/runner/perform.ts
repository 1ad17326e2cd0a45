/** Carries out one committed command and turns its outcome into an event where the call has to know. Never throws. */
import type { CallCommand } from '../../core/call/commands.ts';
import type { Log } from '../log.ts';
import type { CommandOutcome } from '../ports.ts';
import type { Mailbox } from './mailbox.ts';
import type { StorePerformer } from './perform-store.ts';
import type { TelephonyPerformer } from './perform-telephony.ts';

const STORE_RETRY_FIRST_MS = 50;
const STORE_RETRY_MAX_MS = 1_000;
/**
 * Sent again this often when it got no answer, or a no: a leg left up is a caller in silence, a bridge a leak, an agent who is not
 * muted is heard, a recording that does not go on is evidence lost.
 */
const FIRM_TRIES = 5;
const FIRM = new Set<CallCommand['kind']>(['hang-up-leg', 'destroy-bridge', 'mute-leg', 'unmute-leg', 'resume-recording']);

export interface PerformDeps {
  readonly telephony: TelephonyPerformer;
  readonly store: StorePerformer;
  readonly log: Log;
  readonly pause: (ms: number) => Promise<void>;
  readonly isStopped: () => boolean;
  /** While it is in doubt whether the calls are still ours: what to wait for first (wake-guard.ts). */
  readonly doubt?: () => Promise<void> | undefined;
}

export function createPerformer(deps: PerformDeps): (mailbox: Mailbox, command: CallCommand) => Promise<void> {
  const telephone = async (mailbox: Mailbox, command: CallCommand): Promise<void> => {
    const isFirm = FIRM.has(command.kind);
    const tries = isFirm ? FIRM_TRIES : 1;
    let outcome: CommandOutcome = { kind: 'unknown', detail: 'not sent' };
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      outcome = await deps.telephony.perform(mailbox, command);
      const isAnswer = outcome.kind !== 'unknown' && !(isFirm && outcome.kind === 'not-possible');
      if (isAnswer || attempt === tries) break;
      await deps.pause(100 * attempt);
    }
    if (outcome.kind === 'done') {
      if (command.kind === 'pause-recording') mailbox.post({ kind: 'recording-paused', pauseId: command.pauseId });
      return;
    }
    const subject = subjectOf(command);
    deps.log.info({ callId: mailbox.callId, command: command.kind, subject, outcome: outcome.kind }, 'command was not carried out');
    mailbox.post({ kind: 'command-failed', command: command.kind, subject, reason: outcome.kind });
  };

  /** What is committed is owed: tried again until the store is back. */
  const store = async (mailbox: Mailbox, command: CallCommand): Promise<void> => {
    let retryMs = STORE_RETRY_FIRST_MS;
    while (!deps.isStopped()) {
      await deps.doubt?.();
      try {
        return await deps.store.perform(mailbox, command);
      } catch (error) {
        deps.log.error({ err: error, callId: mailbox.callId, command: command.kind }, 'store command failed, trying again');
        await deps.pause(retryMs);
        retryMs = Math.min(STORE_RETRY_MAX_MS, retryMs * 2);
      }
    }
  };

  return async (mailbox, command) => {
    if (deps.store.takes(command)) await store(mailbox, command);
    else await telephone(mailbox, command);
  };
}

function subjectOf(command: CallCommand): string {
  if ('playbackId' in command) return command.playbackId;
  if ('channelId' in command) return command.channelId;
  return 'bridgeId' in command ? command.bridgeId : '';
}
