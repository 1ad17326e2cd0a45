/** What a driver told, and waiting for it: always for a fact, never for a time. */
import type { TelephonyEvent } from '../../../../src/app/ports.ts';

type Kind = TelephonyEvent['kind'];
type Told<K extends Kind> = Extract<TelephonyEvent, { kind: K }>;

export interface EventLog {
  readonly events: readonly TelephonyEvent[];
  take(event: TelephonyEvent): void;
  /** The `nth` event of this kind that matches, told already or still to come; rejects after `limitMs`. */
  wait<K extends Kind>(kind: K, match?: Readonly<Record<string, unknown>>, options?: { nth?: number; limitMs?: number }): Promise<Told<K>>;
  /** Kinds told of one channel, slot or playback, in order. */
  of(id: string): readonly Kind[];
  keys(channelId: string): string;
  count(kind: Kind): number;
}

export function createEventLog(): EventLog {
  const events: TelephonyEvent[] = [];
  const waiters = new Set<() => void>();
  const find = <K extends Kind>(kind: K, match: Readonly<Record<string, unknown>>): Told<K>[] => events.filter((event): event is Told<K> =>
    event.kind === kind && Object.entries(match).every(([name, value]) => (event as unknown as Record<string, unknown>)[name] === value));
  return {
    events,
    take(event) {
      events.push(event);
      for (const look of [...waiters]) look();
    },
    wait(kind, match = {}, { nth = 1, limitMs = 8_000 } = {}) {
      return new Promise((resolve, reject) => {
        const fail = setTimeout(() => {
          waiters.delete(look);
          reject(new Error(`no ${kind} ${JSON.stringify(match)} (${nth}) within ${limitMs} ms; told: ${events.map((event) => event.kind).join(' ')}`));
        }, limitMs);
        const look = (): void => {
          const found = find(kind, match)[nth - 1];
          if (found === undefined) return;
          clearTimeout(fail);
          waiters.delete(look);
          resolve(found);
        };
        waiters.add(look);
        look();
      });
    },
    of: (id) => events.flatMap((event) => (('channelId' in event && event.channelId === id) || ('playbackId' in event && event.playbackId === id) ? [event.kind] : [])),
    keys: (channelId) => events.flatMap((event) => (event.kind === 'key' && event.channelId === channelId ? [event.digit ?? '?'] : [])).join(''),
    count: (kind) => events.filter((event) => event.kind === kind).length,
  };
}
