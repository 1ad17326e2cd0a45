/**
 * Calls of a server of the same exchange that died and was not started again: taken over by raising the epoch of its node and opening a
 * second socket for its application. When it comes back it takes them again, and what stood here for it ends.
 */
import type { OwnershipStore } from '../app/ports.ts';
import { composeCalls, type CallParts } from './calls.ts';
import type { Foundation } from './foundation.ts';

/** Its supervisor starts a dead server within seconds, and its lease had five of its own: only then is it left for dead. */
const LEFT_FOR_MS = 6_000;
const LOOK_EVERY_MS = 2_000;

export interface GuestDeps {
  readonly foundation: Foundation;
  readonly parts: Omit<CallParts, 'onDeposed'>;
  readonly ownership: Required<OwnershipStore>;
  /** Flows that the calls about to be taken over run on. */
  readonly keepFlows: () => Promise<void>;
}

type Calls = ReturnType<typeof composeCalls>;

export function composeGuests({ foundation, parts, ownership, keepFlows }: GuestDeps) {
  const { config, log, pause } = foundation;
  const guests = new Map<string, Calls>();
  let isStopped = false;

  const leave = async (node: string): Promise<void> => {
    const guest = guests.get(node);
    guests.delete(node);
    await guest?.stop();
  };

  async function take(node: string): Promise<void> {
    log.warn({ of: node }, 'a server of this exchange is gone: its calls are taken over');
    const guest = composeCalls({ ...foundation, config: { ...config, node, stasisApp: `hotline-${node}` } }, {
      ...parts,
      onDeposed: () => {
        log.warn({ of: node }, 'a server that was gone has its calls again');
        leave(node).catch((error: unknown) => log.error({ err: error, of: node }, 'what stood for another server did not end'));
      },
    });
    guests.set(node, guest);
    await keepFlows();
    await guest.engine.start();
    guest.elsewhere.start();
  }

  async function look(): Promise<void> {
    const { node: own, exchange } = config;
    for (const node of await ownership.abandoned({ exchange, forMs: LEFT_FOR_MS })) {
      if (node === own || guests.has(node) || isStopped) continue;
      await take(node).catch(async (error: unknown) => {
        log.error({ err: error, of: node }, 'calls of a server that is gone could not be taken over, trying again');
        await leave(node);
      });
    }
  }

  async function watch(): Promise<void> {
    while (!isStopped) {
      await pause(LOOK_EVERY_MS);
      if (!isStopped) await look().catch((error: unknown) => log.warn({ err: error }, 'servers that are gone could not be looked for'));
    }
  }

  return {
    start: (): void => void watch(),
    /** Calls that are kept here for others. */
    all: () => [...guests.values()].flatMap(({ runner }) => [...runner.calls.all()]),
    stop: async (): Promise<void> => {
      isStopped = true;
      await Promise.all([...guests.keys()].map(leave));
    },
  };
}
