/**
 * A slot with `quietMs` ends when its caller is silent so long. Asterisk tells when she begins to talk and, after so much silence, that she
 * has stopped; that she never began is found here. No lane waits for either answer.
 */
import type { SlotSpec } from '../../core/call/commands.ts';
import type { Wire } from './wire.ts';

/** Mean level from which a frame is speech; Asterisk's own. */
const TALKING_LEVEL = 256;

/** silence: she has spoken, and stopped. nothing: she has not said a word. */
export type QuietEnd = 'silence' | 'nothing';

export interface QuietWatch {
  /** Another slot is open now. */
  begin(channelId: string, spec: Pick<SlotSpec, 'slot' | 'quietMs'>): void;
  hear(channelId: string, isTalking: boolean): void;
  /** The slot is over, for whatever reason. */
  end(channelId: string): void;
  /** The leg is gone. */
  forget(channelId: string): void;
}

export function createQuietWatch({ wire, over }: { wire: Pick<Wire, 'lanes' | 'http'>; over: (channelId: string, slot: string, end: QuietEnd) => void }): QuietWatch {
  const watched = new Map<string, { readonly slot: string; readonly timer: NodeJS.Timeout }>();
  const detect = (channelId: string, variable: string, value: string): void => {
    void wire.lanes.run([channelId], () => wire.http.call('POST /channels/{channelId}/variable', { path: { channelId }, query: { variable, value } }));
  };
  const forget = (channelId: string): boolean => {
    clearTimeout(watched.get(channelId)?.timer);
    return watched.delete(channelId);
  };
  const end = (channelId: string): void => {
    if (forget(channelId)) detect(channelId, 'TALK_DETECT(remove)', '');
  };
  const finish = (channelId: string, how: QuietEnd): void => {
    const slot = watched.get(channelId)?.slot;
    if (slot !== undefined) over(channelId, slot, how);
  };
  return {
    end,
    begin(channelId, { slot, quietMs }) {
      end(channelId);
      if (quietMs === undefined) return;
      detect(channelId, 'TALK_DETECT(set)', `${quietMs},${TALKING_LEVEL}`);
      watched.set(channelId, { slot, timer: setTimeout(() => finish(channelId, 'nothing'), quietMs).unref() });
    },
    hear(channelId, isTalking) {
      if (isTalking) clearTimeout(watched.get(channelId)?.timer);
      else finish(channelId, 'silence');
    },
    forget: (channelId) => void forget(channelId),
  };
}
