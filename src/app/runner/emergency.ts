/**
 * The store is away for more than a second (docs/architecture.md). Talks and music go on untouched; a caller in the menus whose
 * step waits to be saved is handed back to the dialplan: hold music, another try, at last the hunt group. Nobody is left
 * in silence.
 */
import type { Log } from '../log.ts';
import type { Telephony } from '../ports.ts';
import type { CallBook } from './calls.ts';
import type { Mailbox } from './mailbox.ts';
import type { Saver } from './saver.ts';

const LOOK_EVERY_MS = 250;
const PATIENCE_MS = 1_000;
/** Nobody has her until the dialplan does: where Asterisk gave no answer she is handed back again. Twice is no harm. */
const TRIES = 30;
const AGAIN_MS = 1_000;

export interface Emergency {
  handBack(mailbox: Mailbox, channelId?: string): void;
  stop(): void;
}

export function createEmergency(deps: { telephony: Telephony; saver: Saver; calls: CallBook; log: Log; pause: (ms: number) => Promise<void> }): Emergency {
  let isStopped = false;
  const carryOut = async (callId: string, channelId: string): Promise<void> => {
    for (let n = 1; n <= TRIES && !isStopped; n += 1) {
      const outcome = await deps.telephony.handBack(channelId);
      deps.log.info({ callId, outcome: outcome.kind }, 'hand-back done');
      if (outcome.kind !== 'unknown') return;
      await deps.pause(AGAIN_MS);
    }
  };

  const handBack = (mailbox: Mailbox, channelId = mailbox.state().clientChannelId ?? undefined): void => {
    if (channelId === undefined || mailbox.isDisowned(channelId)) return;
    mailbox.disown(channelId);
    deps.log.warn({ callId: mailbox.callId, channelId }, 'caller handed back to the dialplan');
    carryOut(mailbox.callId, channelId).catch((error: unknown) => deps.log.error({ err: error, callId: mailbox.callId }, 'hand-back failed'));
  };

  const look = (): void => {
    if (!deps.saver.isDegraded()) return;
    for (const mailbox of deps.calls.all()) {
      const { activity } = mailbox.state();
      const isServedByKeys = activity.phase === 'ivr' || activity.phase === 'arriving';
      if (isServedByKeys && mailbox.savingForMs() > PATIENCE_MS) handBack(mailbox, mailbox.channelAtDoor() ?? undefined);
    }
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    handBack,
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
