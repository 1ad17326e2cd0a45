/** The master's hand on a running simulator, for bringing an environment up (`up --now`) and for tests. */
import type { z } from 'zod';
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import { answerLogSchema, contactsSchema, readySchema, seedSchema } from './control-contract.ts';
import type { clockSchema, DemoAccount, faultSchema, passwordRulesSchema } from './control-contract.ts';

export type SimulatorControl = {
  ready(): Promise<z.infer<typeof readySchema>>;
  seed(): Promise<z.infer<typeof seedSchema>>;
  setClock(now: z.input<typeof clockSchema>['now']): Promise<void>;
  putFault(fault: z.input<typeof faultSchema>): Promise<void>;
  clearFaults(): Promise<void>;
  /** Moves every price `count` times at once. */
  step(count: number): Promise<void>;
  suspend(codes: readonly string[]): Promise<void>;
  putClients(clients: readonly BrokerageClient[]): Promise<void>;
  /** Accounts and passwords; wrong tries of these clients are forgotten. */
  putAccounts(accounts: readonly DemoAccount[]): Promise<void>;
  setPasswordRules(rules: z.input<typeof passwordRulesSchema>): Promise<void>;
  /** Contacts that clients changed. */
  contacts(): Promise<z.infer<typeof contactsSchema>['contacts']>;
  /** The quotes answered after this sequence number (0: all that are kept). */
  log(after?: number): Promise<z.infer<typeof answerLogSchema>>;
};

/** Throws when the simulator is away or refuses: its user is a test or a command, and both want to know. */
export function createSimulatorControl(options: { readonly baseUrl: string; readonly timeoutMs?: number }): SimulatorControl {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(`/simulator/${path}`, options.baseUrl), {
      method,
      signal: AbortSignal.timeout(options.timeoutMs ?? 5_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`simulator refused ${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text);
  };
  return {
    ready: async () => readySchema.parse(await ask('GET', 'ready')),
    seed: async () => seedSchema.parse(await ask('GET', 'seed')),
    setClock: async (now) => void (await ask('PUT', 'clock', { now })),
    putFault: async (fault) => void (await ask('PUT', 'faults', fault)),
    clearFaults: async () => void (await ask('DELETE', 'faults')),
    step: async (count) => void (await ask('POST', 'steps', { count })),
    suspend: async (codes) => void (await ask('PUT', 'suspensions', { codes })),
    putAccounts: async (accounts) => void (await ask('PUT', 'accounts', { accounts })),
    setPasswordRules: async (rules) => void (await ask('PUT', 'password-rules', rules)),
    contacts: async () => contactsSchema.parse(await ask('GET', 'contacts')).contacts,
    putClients: async (clients) => void (await ask('PUT', 'clients', { clients })),
    log: async (after = 0) => answerLogSchema.parse(await ask('GET', `log?after=${after}`)),
  };
}
