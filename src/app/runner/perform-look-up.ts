/** Asks what a flow asks. Held digits are taken from the vault just before; nothing is awaited: a slow answer holds up this call only. */
import type { LookUpCommand } from '../../core/call/commands.ts';
import type { Answerer } from '../house/answerer.ts';
import type { Log } from '../log.ts';
import type { Telephony } from '../ports.ts';
import type { Secret } from '../secret.ts';
import type { Mailbox } from './mailbox.ts';

export interface LookUpPerformerDeps {
  readonly lookUps: Answerer;
  readonly heldDigits: Telephony['heldDigits'];
  readonly log: Log;
}

export function createLookUpPerformer({ lookUps, heldDigits, log }: LookUpPerformerDeps): (mailbox: Mailbox, command: LookUpCommand) => void {
  /** null: one of them is gone; then nothing is asked. */
  const take = ({ held, channelId }: LookUpCommand): Record<string, Secret> | null => {
    const taken: Record<string, Secret> = {};
    for (const [arg, slot] of Object.entries(held)) {
      const digits = channelId === null ? null : heldDigits(channelId, slot);
      if (digits === null) return null;
      taken[arg] = digits;
    }
    return taken;
  };
  return (mailbox, command) => {
    const { requestId, operation, args, timeoutMs } = command;
    const held = take(command);
    if (held === null) return mailbox.post({ kind: 'lookup-answered', requestId, answer: { kind: 'lost' } });
    lookUps({ operation, args, held, callId: mailbox.callId, requestId, language: mailbox.state().language, timeoutMs }).then(
      (answer) => mailbox.post({ kind: 'lookup-answered', requestId, answer }),
      (error: unknown) => {
        log.error({ err: error, callId: mailbox.callId }, 'look-up failed');
        mailbox.post({ kind: 'lookup-answered', requestId, answer: { kind: 'failed', reason: 'fault' } });
      },
    );
  };
}
