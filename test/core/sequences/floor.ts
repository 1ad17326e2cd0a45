/**
 * Calls, seats, queue and exchange of a small firm, driven one move at a time. Each call has its two lanes of commands and the
 * events that are on their way to it; who drives chooses which lane goes on and which event comes next.
 */
import type { CallCommand } from '../../../src/core/call/commands.ts';
import type { CallEvent } from '../../../src/core/call/events.ts';
import type { CallFact } from '../../../src/core/call/facts.ts';
import type { CallState } from '../../../src/core/call/state.ts';
import { newCall, stepCall } from '../../../src/core/call/step.ts';
import type { World } from '../../../src/core/call/world.ts';
import { laneOf } from '../../../src/app/runner/lanes.ts';
import { heldReservations } from '../../../src/core/conversation/parties.ts';
import { MONDAY_TEN, type ScriptEvent } from '../call/script.ts';
import { createAcd, type Acd } from './acd.ts';
import { createTelephone, type Mishap, type Telephone } from './telephone.ts';

export type LaneName = ReturnType<typeof laneOf>;

export interface Box {
  readonly callId: string;
  state: CallState;
  readonly commands: CallCommand[];
  readonly facts: CallFact[];
  /** Everything it heard, as it heard it. */
  readonly journal: CallEvent[];
  readonly lanes: { readonly [L in LaneName]: CallCommand[] };
  /** On the way to it. */
  readonly coming: ScriptEvent[];
  /** Offers it was sent, in order. */
  readonly offers: Extract<ScriptEvent, { kind: 'seat-offered' }>[];
  readonly afterTheEnd: CallCommand[];
  /** Not confirmed when the last step was saved: what a process after this one would read. */
  saved: readonly CallCommand[];
}

export interface Floor {
  readonly world: World;
  readonly boxes: readonly Box[];
  readonly telephone: Telephone;
  readonly acd: Acd;
  now(): number;
  pass(ms: number): void;
  post(box: Box, event: ScriptEvent): void;
  /** The next command of a lane is carried out, well or badly; false: there is none. */
  perform(box: Box, lane: LaneName, luck?: { mishap: Mishap | null; isDoneAllTheSame: boolean }): boolean;
  liveCalls(): ReadonlySet<string>;
  /** Reservations whose seat a call rings, or talks at. */
  takenUp(): ReadonlySet<string>;
}

const TAKE_AWAY = new Set<CallCommand['kind']>(['hang-up-leg', 'destroy-bridge', 'resume-recording']);
const fine = { mishap: null, isDoneAllTheSame: false };

function newBox(callId: string, at: number): Box {
  return {
    callId, state: newCall({ callId, node: 's1', at }), commands: [], facts: [], journal: [], lanes: { telephony: [], store: [] }, coming: [], offers: [], afterTheEnd: [], saved: [],
  };
}

export function createFloor(world: World, callIds: readonly string[], seatIds: readonly string[], onStep: (box: Box, floor: Floor) => void): Floor {
  let at = MONDAY_TEN;
  const boxes = callIds.map((callId) => newBox(callId, at));
  const tell = ({ callId, event }: { callId: string; event: ScriptEvent }): void => {
    const box = boxes.find((one) => one.callId === callId);
    box?.coming.push(event);
    if (event.kind === 'seat-offered') box?.offers.push(event);
  };
  const telephone = createTelephone(tell);
  const acd = createAcd(seatIds, tell);

  const post = (box: Box, event: ScriptEvent): void => {
    const stamped: CallEvent = { ...event, at, businessAt: at };
    const wasOver = box.state.activity.phase === 'ended';
    box.journal.push(stamped);
    const result = stepCall(world, box.state, stamped);
    if (result.kind !== 'moved') return;
    box.state = result.state;
    box.commands.push(...result.commands);
    box.facts.push(...result.facts);
    if (wasOver) box.afterTheEnd.push(...result.commands);
    for (const command of result.commands) box.lanes[laneOf(command)].push(command);
    box.saved = [...box.lanes.telephony, ...box.lanes.store].sort((a, b) => a.id - b.id);
    onStep(box, floor);
  };

  /** Work of our own stores is owed until it is done: it comes late, never badly. A look-up may stay without an answer. */
  const performStore = (box: Box, command: CallCommand): void => {
    acd.perform(box.callId, command, at);
    if (command.kind === 'identify-client') box.coming.push({ kind: 'client-identified', matches: ['cl-1'] });
    if (command.kind === 'note-attempt') box.coming.push({ kind: 'attempt-noted', attemptId: command.attemptId, ok: true });
    if (command.kind === 'keep-place') box.coming.push({ kind: 'place-kept', entryId: command.entryId, refused: box.callId.length % 2 === 0 ? null : 'CALLBACK_PENDING' });
    if (command.kind !== 'ask-place') return;
    const place = acd.place(command.entryId);
    if (place !== null) box.coming.push({ kind: 'place-told', entryId: command.entryId, place, staffed: 2, waitMs: place * 70_000 });
  };

  const floor: Floor = {
    world, boxes, telephone, acd, post,
    now: () => at,
    pass: (ms) => {
      at += ms;
    },
    perform: (box, lane, luck = fine) => {
      const command = box.lanes[lane].shift();
      if (command === undefined) return false;
      if (lane === 'store') performStore(box, command);
      // What takes away is sent again until it is answered (runner/perform.ts): it comes to its end.
      else telephone.perform(box.callId, command, TAKE_AWAY.has(command.kind) ? null : luck.mishap, luck.isDoneAllTheSame);
      return true;
    },
    liveCalls: () => new Set(boxes.filter((box) => box.journal.length > 0 && box.state.activity.phase !== 'ended').map((box) => box.callId)),
    takenUp: () => new Set(boxes.flatMap(({ state }) => heldReservations(state))),
  };
  return floor;
}
