/**
 * The call's state and its saving. Events that wait are stepped one after another in one sitting, and saved as one step: the state
 * they lead to, all their facts, all their commands. Nothing is commanded before that is in the store, but for the sound of a
 * step in the menus (core/call/sound-step.ts).
 */
import type { CallCommand } from '../../core/call/commands.ts';
import type { CallEvent } from '../../core/call/events.ts';
import type { CallFact } from '../../core/call/facts.ts';
import { isLightStep } from '../../core/call/light-step.ts';
import { isSoundStep } from '../../core/call/sound-step.ts';
import type { CallState } from '../../core/call/state.ts';
import { stepCall } from '../../core/call/step.ts';
import type { World } from '../../core/call/world.ts';
import type { Clock } from '../clock.ts';
import type { Outcome } from './event-queue.ts';
import type { NewEvent } from './new-event.ts';
import type { Saver } from './saver.ts';

/** Longer sittings would hold up the first event's commands. */
const MAX_EVENTS = 20;
/** Where sound goes out before its save, Asterisk has the core first: a save at once would take it from the very sound it is for. */
const SOUND_AHEAD_MS = 5;

export interface TurnsDeps {
  readonly world: World;
  readonly saver: Saver;
  readonly clock: Clock;
  readonly epoch: () => number;
  /** Does a command that need not be saved first; what it brings may be waiting right after. false: it is to be saved. */
  readonly atOnce: (command: CallCommand) => boolean;
  /** Sends commands whose step is saved right after. */
  readonly sendBeside: (commands: readonly CallCommand[]) => void;
  readonly pause: (ms: number) => Promise<void>;
  /** Commands not yet confirmed, oldest first. */
  readonly unconfirmed: () => readonly CallCommand[];
  readonly onLost: () => void;
  readonly onFault: (error: unknown) => void;
}

export interface TurnsStart {
  readonly callId: string;
  readonly state: CallState;
  readonly version: number;
  readonly nextFactSeq: number;
}

export interface Sitting {
  readonly outcomes: readonly Outcome[];
  /** To be sent now: they are in the store. Those sent beside the save are not among them. */
  readonly commands: readonly CallCommand[];
  /** The call is over, and stands in the history already. */
  readonly isFinished: boolean;
}

export interface Turns {
  state(): CallState;
  version(): number;
  savingForMs(): number;
  /** `next` gives the events, at least one. */
  sit(next: () => NewEvent | undefined): Promise<Sitting>;
}

type Fact = { readonly seq: number; readonly at: number; readonly fact: CallFact };

/** What the events so far have come to; not yet the call's state. */
interface Draft {
  state: CallState;
  isLight: boolean;
  readonly facts: Fact[];
  readonly commands: CallCommand[];
  readonly outcomes: Outcome[];
}

export function createTurns(deps: TurnsDeps, start: TurnsStart): Turns {
  let { state, version, nextFactSeq } = start;
  let savingSince: number | null = null;

  const step = (draft: Draft, event: NewEvent): Outcome => {
    const stamped = { ...event, at: event.at ?? deps.clock.now(), businessAt: deps.clock.businessNow() } as CallEvent;
    const result = stepCall(deps.world, draft.state, stamped);
    if (result.kind !== 'moved') return result;
    // A light step waits for the next one that is saved.
    draft.isLight &&= version > 0 && isLightStep(draft.state, result);
    draft.state = result.state;
    for (const fact of result.facts) draft.facts.push({ seq: nextFactSeq + draft.facts.length, at: stamped.at, fact });
    draft.commands.push(...result.commands.filter((command) => !deps.atOnce(command)));
    return { kind: 'moved' };
  };
  const read = async (next: () => NewEvent | undefined): Promise<Draft> => {
    const draft: Draft = { state, isLight: true, facts: [], commands: [], outcomes: [] };
    for (let event = next(); event !== undefined; event = draft.outcomes.length < MAX_EVENTS ? next() : undefined) {
      try {
        draft.outcomes.push(step(draft, event));
      } catch (error) {
        draft.outcomes.push({ kind: 'fault', error });
      }
      // What this event has brought about in this process is heard before the next look.
      await Promise.resolve();
    }
    return draft;
  };
  const save = async (draft: Draft, isSent: boolean): Promise<{ isSaved: boolean; isFinished: boolean }> => {
    const pending = isSent ? [...deps.unconfirmed()] : [...deps.unconfirmed(), ...draft.commands];
    const isOver = draft.state.activity.phase === 'ended' && pending.length === 0 && version > 0;
    savingSince = deps.clock.now();
    const saved = await deps.saver.save({
      callId: start.callId, version, epoch: deps.epoch(), state: draft.state, pending, facts: draft.facts, flushed: mustBeOnDisk(draft.commands),
      ...(isOver ? { endedAt: savingSince } : {}),
    });
    savingSince = null;
    if (saved === 'lost') deps.onLost();
    if (saved === 'bad') deps.onFault(new Error('the step could not be saved'));
    return { isSaved: saved === 'saved', isFinished: saved === 'saved' && isOver };
  };

  return {
    state: () => state,
    version: () => version,
    savingForMs: () => (savingSince === null ? 0 : deps.clock.now() - savingSince),
    sit: async (next) => {
      const draft = await read(next);
      const { outcomes, commands } = draft;
      if (!outcomes.some(({ kind }) => kind === 'moved')) return { outcomes, commands: [], isFinished: false };
      if (draft.isLight) {
        state = draft.state;
        return { outcomes, commands, isFinished: false };
      }
      const isSound = version > 0 && isSoundStep(state, draft.state, commands);
      if (isSound) {
        deps.sendBeside(commands);
        await deps.pause(SOUND_AHEAD_MS);
      }
      const { isSaved, isFinished } = await save(draft, isSound);
      if (!isSaved) return { outcomes: outcomes.map((one) => (one.kind === 'moved' ? { kind: 'not-saved' } : one)), commands: [], isFinished };
      state = draft.state;
      version += 1;
      nextFactSeq += draft.facts.length;
      return { outcomes, commands: isSound ? [] : commands, isFinished };
    },
  };
}

/** Dialling a client and the ledger of recordings. */
function mustBeOnDisk(commands: readonly CallCommand[]): boolean {
  return commands.some((command) => command.kind === 'note-attempt' || command.kind === 'expect-recording');
}
