/** The vault in the running adapter: feeds it keys and time, tells its news, and empties it on time. What it holds leaves wrapped. */
import { createSecret, type Secret } from '../../app/secret.ts';
import type { SlotSpec } from '../../core/call/commands.ts';
import { createDigitVault, type VaultNews } from './digit-vault.ts';
import { createRepeatedKeys, type ReportedKey } from './repeated-keys.ts';

export interface VaultDoor {
  hear(channelId: string, key: ReportedKey): void;
  open(channelId: string, spec: SlotSpec): void;
  /** `by`: what ended it, when it was no pause of the keys. */
  end(channelId: string, slot: string, by?: string): void;
  close(channelId: string, slot: string): void;
  clear(channelId: string): void;
  held(channelId: string, slot: string): Secret | null;
  forget(channelId: string): void;
  stop(): void;
}

/** `monotonicMs` never jumps; `tell` hears the news, in order. */
export function createVaultDoor(deps: { monotonicMs: () => number; tell: (news: VaultNews) => void }): VaultDoor {
  const vault = createDigitVault();
  const repeats = createRepeatedKeys();
  let timer: NodeJS.Timeout | null = null;

  const arm = (): void => {
    if (timer !== null) return;
    const due = vault.nextExpiry();
    if (due === null) return;
    timer = setTimeout(() => {
      timer = null;
      vault.expire(deps.monotonicMs());
      arm();
    }, Math.max(0, due - deps.monotonicMs())).unref();
  };
  const tellAll = (news: readonly VaultNews[]): void => {
    arm();
    for (const one of news) deps.tell(one);
  };

  return {
    hear(channelId, key) {
      if (repeats.isRepeat(channelId, key)) return;
      tellAll(vault.hear(channelId, { digit: key.digit, at: deps.monotonicMs() }));
    },
    open: (channelId, spec) => { tellAll(vault.open(channelId, spec, deps.monotonicMs())); },
    end: (channelId, slot, by) => { tellAll(vault.end(channelId, slot, by)); },
    close: vault.close,
    clear: vault.clear,
    held(channelId, slot) {
      // A timer may be late on a busy machine: what is too old is not given out.
      vault.expire(deps.monotonicMs());
      const digits = vault.heldOf(channelId, slot);
      return digits === null ? null : createSecret(digits);
    },
    forget(channelId) {
      vault.forget(channelId);
      repeats.forget(channelId);
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      for (const channelId of vault.channels()) vault.forget(channelId);
    },
  };
}
