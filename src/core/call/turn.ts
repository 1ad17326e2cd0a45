/**
 * One step in the making: the call as it will be, the commands and the facts, in order. Lives for one `step` only; what
 * leaves is plain data.
 */
import type { CallCommand, CallCommandBody } from './commands.ts';
import type { CallRefusal } from './events.ts';
import type { CallFact } from './facts.ts';
import type { Activity, CallState } from './state.ts';
import type { World } from './world.ts';

export interface Turn {
  readonly world: World;
  readonly at: number;
  readonly businessAt: number;
  call(): CallState;
  patch(change: Partial<CallState>): void;
  become(activity: Activity): void;
  do(command: CallCommandBody): void;
  fact(fact: CallFact): void;
  /** An id before birth: `<node>.<callId>.<what>.<n>`, unique per use. */
  mint(what: string): string;
  /** Arms (or arms anew) a deadline; the older generation is ignored when it fires late. */
  arm(name: string, afterMs: number): void;
  disarm(name: string): void;
  /** A no to a request: whatever this turn did is dropped. */
  refuse(code: CallRefusal): void;
}

export interface TurnResult {
  readonly kind: 'moved';
  readonly state: CallState;
  readonly commands: readonly CallCommand[];
  readonly facts: readonly CallFact[];
}

export interface OpenTurn extends Turn {
  close(): TurnResult | { readonly kind: 'refused'; readonly code: CallRefusal };
}

export function openTurn(world: World, before: CallState, when: { at: number; businessAt: number }): OpenTurn {
  let call = before;
  let refusal: CallRefusal | null = null;
  const commands: CallCommand[] = [];
  const facts: CallFact[] = [];
  const take = (): number => {
    call = { ...call, minted: call.minted + 1 };
    return call.minted;
  };
  return {
    world,
    at: when.at,
    businessAt: when.businessAt,
    call: () => call,
    patch: (change) => {
      call = { ...call, ...change };
    },
    become: (activity) => {
      call = { ...call, activity };
    },
    do: (command) => {
      commands.push({ ...command, id: take() });
    },
    fact: (fact) => {
      facts.push(fact);
    },
    mint: (what) => `${call.node}.${call.callId}.${what}.${take()}`,
    arm: (name, afterMs) => {
      const generation = call.generation + 1;
      const others = call.deadlines.filter((deadline) => deadline.name !== name);
      call = { ...call, generation, deadlines: [...others, { name, generation, dueAt: when.at + afterMs }] };
    },
    disarm: (name) => {
      if (call.deadlines.some((deadline) => deadline.name === name))
        call = { ...call, deadlines: call.deadlines.filter((deadline) => deadline.name !== name) };
    },
    refuse: (code) => {
      refusal = code;
    },
    close: () => (refusal === null ? { kind: 'moved', state: call, commands, facts } : { kind: 'refused', code: refusal }),
  };
}
