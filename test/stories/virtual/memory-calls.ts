/** Calls, ownership and inbox over the tables in memory. */
import { randomUUID } from 'node:crypto';
import { normaliseNumber } from '../../../src/adapters/postgres/number-form.ts';
import type { CallStore, ClientStore, InboxRow, InboxStore, NumberBook, OwnershipStore, SavedStep, SaveResult } from '../../../src/app/ports.ts';
import type { CallEvent } from '../../../src/core/call/events.ts';
import type { MemoryTables } from './memory-tables.ts';

export function createMemoryCalls(tables: MemoryTables): CallStore {
  const save = (step: SavedStep): SaveResult => {
    const row = tables.calls.get(step.callId);
    if ((row?.version ?? 0) !== step.version || step.epoch !== tables.epoch()) return 'lost';
    const nextFactSeq = (step.facts.at(-1)?.seq ?? (row?.nextFactSeq ?? 1) - 1) + 1;
    // What comes back is what JSON keeps, as from the real column.
    const kept = JSON.parse(JSON.stringify({ state: step.state, pending: step.pending })) as Pick<SavedStep, 'state' | 'pending'>;
    tables.calls.set(step.callId, { callId: step.callId, version: step.version + 1, nextFactSeq, epoch: step.epoch, ...kept });
    tables.facts.push(...step.facts.map(({ at, fact }) => ({ callId: step.callId, at, fact })));
    if (step.endedAt !== undefined) {
      tables.calls.delete(step.callId);
      tables.history.set(step.callId, { endedAt: step.endedAt, state: step.state });
    }
    return 'saved';
  };
  return {
    save: async (steps) => {
      await tables.statement();
      return steps.map(save);
    },
    finish: async ({ callId, endedAt, state }) => {
      await tables.statement();
      tables.calls.delete(callId);
      tables.history.set(callId, { endedAt, state });
    },
    loadOwned: async () => {
      await tables.statement();
      return [...tables.calls.values()];
    },
  };
}

export function createMemoryOwnership(tables: MemoryTables): OwnershipStore {
  return {
    acquire: async () => {
      await tables.statement();
      return { epoch: tables.raiseEpoch() };
    },
    renew: async (_node, epoch) => {
      await tables.statement();
      return epoch === tables.epoch();
    },
  };
}

export function putIntoInbox(tables: MemoryTables, callId: string, event: CallEvent): InboxRow {
  const row = { node: 's1', inboxId: randomUUID(), callId, event };
  tables.inbox.push(row);
  return row;
}

export function createMemoryInbox(tables: MemoryTables): InboxStore {
  return {
    read: async (_node, limit) => {
      await tables.statement();
      return tables.inbox.slice(0, limit);
    },
    done: async (inboxIds) => {
      await tables.statement();
      for (const id of inboxIds) {
        const at = tables.inbox.findIndex((row) => row.inboxId === id);
        if (at >= 0) tables.inbox.splice(at, 1);
      }
    },
  };
}

const token = (number: string): string => `token-${number}`;

export function createMemoryNumbers(tables: MemoryTables): NumberBook {
  return {
    know: async (raw) => {
      await tables.statement();
      const number = normaliseNumber(raw);
      return number === null ? null : { numberToken: token(number), clientIds: clientsOf(tables, token(number)) };
    },
    keep: async (raw) => {
      await tables.statement();
      const number = normaliseNumber(raw);
      return number === null ? null : token(number);
    },
    reveal: async (kept) => {
      await tables.statement();
      return kept.slice('token-'.length);
    },
  };
}

const clientsOf = (tables: MemoryTables, numberToken: string): string[] =>
  tables.clients.filter((client) => client.numbers.some((number) => token(number) === numberToken)).map((client) => client.clientId);

/** Clients by the token of a number. */
export function createMemoryClients(tables: MemoryTables): ClientStore & { search(text: string): Promise<readonly string[]> } {
  const byNumber = (numberToken: string): string[] => clientsOf(tables, numberToken);
  return {
    byNumber: async (numberToken) => {
      await tables.statement();
      return byNumber(numberToken);
    },
    search: async (text) => {
      await tables.statement();
      return byNumber(token(text));
    },
  };
}

/** A client's numbers as tokens, best first. */
export const numberTokensOf = (tables: MemoryTables, clientId: string): string[] =>
  (tables.clients.find((client) => client.clientId === clientId)?.numbers ?? []).map(token);
