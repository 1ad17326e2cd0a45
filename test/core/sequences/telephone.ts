/** The exchange as the sequences see it: legs, playbacks and bridges that are there, and what became of a command. */
import type { CallCommand } from '../../../src/core/call/commands.ts';
import type { LegEnd } from '../../../src/core/call/events.ts';
import type { ScriptEvent } from '../call/script.ts';

export type Mishap = 'gone' | 'not-possible' | 'unknown';
export interface Told {
  readonly callId: string;
  readonly event: ScriptEvent;
}

interface Leg {
  readonly callId: string;
  isUp: boolean;
  /** The leg whose ear it is: it ends with it. */
  readonly ofChannelId?: string;
}

/** Commands whose failure the runner hides: gone already is as good as done. */
const TOLERANT = new Set<CallCommand['kind']>(['stop-play', 'destroy-bridge', 'stop-recording']);

const BIRTHS = new Set<CallCommand['kind']>(['create-seat-leg', 'create-client-leg', 'create-outside-leg', 'create-snoop']);

export interface Telephone {
  readonly legs: ReadonlyMap<string, Leg>;
  /** Legs that ever were. */
  readonly born: ReadonlySet<string>;
  readonly plays: ReadonlyMap<string, string>;
  readonly bridges: ReadonlyMap<string, ReadonlySet<string>>;
  /** Channels whose recording is silent now, and every pause that was told. */
  readonly paused: ReadonlySet<string>;
  readonly pauses: readonly string[];
  /** What should never be: a secret asked for in the agent's hearing, or on record. */
  readonly leaks: string[];
  arrive(callId: string, channelId: string): void;
  /** A party of a leg acts; false: the leg is not there. */
  answer(channelId: string): boolean;
  end(channelId: string, end: LegEnd): boolean;
  playOver(playbackId: string): boolean;
  /** An answer that never comes (`unknown`) may stand for work that was done all the same. */
  perform(callId: string, command: CallCommand, mishap: Mishap | null, isDoneAllTheSame: boolean): void;
}

export function createTelephone(tell: (told: Told) => void): Telephone {
  const legs = new Map<string, Leg>();
  const born = new Set<string>();
  const plays = new Map<string, string>();
  const bridges = new Map<string, Set<string>>();
  const recorded = new Set<string>();
  const paused = new Set<string>();
  const pauses: string[] = [];
  const leaks: string[] = [];
  const isHeard = (channelId: string): boolean => [...bridges.values()].some((members) => members.size > 1 && members.has(channelId));

  const playOver = (playbackId: string, outcome: 'done' | 'failed' = 'done'): boolean => {
    const channelId = plays.get(playbackId);
    const callId = channelId === undefined ? undefined : legs.get(channelId)?.callId;
    plays.delete(playbackId);
    if (callId !== undefined) tell({ callId, event: { kind: 'playback-ended', playbackId, outcome } });
    return callId !== undefined;
  };
  const end = (channelId: string, how: LegEnd): boolean => {
    const leg = legs.get(channelId);
    if (leg === undefined) return false;
    tell({ callId: leg.callId, event: { kind: 'leg-ended', channelId, end: how } });
    for (const [playbackId, on] of [...plays]) if (on === channelId) playOver(playbackId, 'failed');
    legs.delete(channelId);
    recorded.delete(channelId);
    paused.delete(channelId);
    for (const members of bridges.values()) members.delete(channelId);
    for (const [ear, { ofChannelId }] of [...legs]) if (ofChannelId === channelId) end(ear, { cause: 16, sipCode: null });
    return true;
  };
  const answer = (channelId: string): boolean => {
    const leg = legs.get(channelId);
    if (leg === undefined) return false;
    leg.isUp = true;
    tell({ callId: leg.callId, event: { kind: 'leg-answered', channelId } });
    return true;
  };
  const enter = (callId: string, channelId: string): null => {
    if (legs.has(channelId)) return null;
    legs.set(channelId, { callId, isUp: false });
    born.add(channelId);
    tell({ callId, event: { kind: 'leg-entered', channelId } });
    return null;
  };

  /** Gone is never a lie: what the command is about went just before it came. */
  const vanish = (command: CallCommand): void => {
    if ('playbackId' in command) playOver(command.playbackId);
    if ('channelId' in command) end(command.channelId, { cause: 44, sipCode: null });
    else if ('bridgeId' in command) bridges.delete(command.bridgeId);
  };

  /** null: done. */
  const carryOut = (callId: string, command: CallCommand): Mishap | null => {
    const needsLeg = 'channelId' in command && !BIRTHS.has(command.kind);
    if (needsLeg && !legs.has(command.channelId)) return 'gone';
    switch (command.kind) {
      case 'create-seat-leg':
      case 'create-client-leg':
      case 'create-outside-leg':
        return enter(callId, command.channelId);
      case 'create-snoop':
        if (!legs.has(command.ofChannelId)) return 'gone';
        if (!legs.has(command.channelId)) legs.set(command.channelId, { callId, isUp: true, ofChannelId: command.ofChannelId });
        born.add(command.channelId);
        tell({ callId, event: { kind: 'leg-entered', channelId: command.channelId } });
        return null;
      case 'answer-leg':
        return answer(command.channelId) ? null : 'gone';
      case 'hang-up-leg':
        return end(command.channelId, { cause: 16, sipCode: null }) ? null : 'gone';
      case 'dial-leg':
        tell({ callId, event: { kind: 'leg-ringing', channelId: command.channelId } });
        return null;
      case 'play':
        plays.set(command.playbackId, command.channelId);
        return null;
      case 'end-slot':
        tell({ callId, event: { kind: 'slot-complete', channelId: command.channelId, slot: command.slot, length: 6, by: null } });
        return null;
      case 'transfer':
        return end(command.channelId, { cause: null, sipCode: null }) ? null : 'gone';
      case 'stop-play':
        playOver(command.playbackId);
        return null;
      case 'create-bridge':
        if (!bridges.has(command.bridgeId)) bridges.set(command.bridgeId, new Set());
        return null;
      case 'add-to-bridge': {
        const members = bridges.get(command.bridgeId);
        if (members === undefined) return 'gone';
        if (command.channelIds.some((channelId) => !legs.has(channelId))) return 'not-possible';
        // From another bridge it moves.
        for (const others of bridges.values()) for (const channelId of command.channelIds) others.delete(channelId);
        for (const channelId of command.channelIds) members.add(channelId);
        return null;
      }
      case 'remove-from-bridge':
        for (const [playbackId, on] of [...plays]) if (on === command.channelId) playOver(playbackId);
        bridges.get(command.bridgeId)?.delete(command.channelId);
        return null;
      case 'start-recording':
        recorded.add(command.channelId);
        return null;
      case 'stop-recording':
        recorded.delete(command.channelId);
        paused.delete(command.channelId);
        return null;
      case 'pause-recording':
        if (!recorded.has(command.channelId)) return 'not-possible';
        paused.add(command.channelId);
        pauses.push(command.pauseId);
        tell({ callId, event: { kind: 'recording-paused', pauseId: command.pauseId } });
        return null;
      case 'resume-recording':
        paused.delete(command.channelId);
        return null;
      case 'open-slot':
        if (command.spec.slotClass !== 'secret') return null;
        if (isHeard(command.channelId)) leaks.push(`heard by the agent: ${command.spec.slot}`);
        if (recorded.has(command.channelId) && !paused.has(command.channelId)) leaks.push(`recorded: ${command.spec.slot}`);
        return null;
      case 'destroy-bridge':
        return bridges.delete(command.bridgeId) ? null : 'gone';
      default:
        return null;
    }
  };

  return {
    legs, born, plays, bridges, paused, pauses, leaks, answer, end,
    playOver: (playbackId) => playOver(playbackId),
    arrive: (callId, channelId) => {
      legs.set(channelId, { callId, isUp: false });
      born.add(channelId);
    },
    perform: (callId, command, mishap, isDoneAllTheSame) => {
      if (mishap === 'gone') vanish(command);
      const isTried = mishap === null || (mishap === 'unknown' && isDoneAllTheSame);
      const reason = isTried ? (carryOut(callId, command) ?? mishap) : mishap;
      if (reason === null || TOLERANT.has(command.kind)) return;
      tell({ callId, event: { kind: 'command-failed', command: command.kind, subject: subjectOf(command), reason } });
    },
  };
}

export function subjectOf(command: CallCommand): string {
  if ('playbackId' in command) return command.playbackId;
  if ('channelId' in command) return command.channelId;
  return 'bridgeId' in command ? command.bridgeId : '';
}
