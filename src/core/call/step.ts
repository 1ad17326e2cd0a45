/** A call's step: one event in, the call as it is afterwards with its commands and facts. Pure. */
import { conversationRow } from '../conversation/row.ts';
import { ivrRow } from '../ivr/row.ts';
import { cellOf } from '../machine.ts';
import { waitingRow } from '../waiting/row.ts';
import { afterRow } from './after-row.ts';
import { arrivingRow } from './arriving-row.ts';
import { endedRow } from './ended-row.ts';
import { endWhereverItIs } from './forced-end.ts';
import type { CallEvent } from './events.ts';
import type { CallTable } from './row.ts';
import type { Activity, CallState } from './state.ts';
import { openTurn, type Turn, type TurnResult } from './turn.ts';
import type { World } from './world.ts';

const callTable: CallTable = {
  arriving: arrivingRow,
  ivr: ivrRow,
  waiting: waitingRow,
  conversation: conversationRow,
  after: afterRow,
  ended: endedRow,
};

/** The call before its first event. */
export function newCall(id: { callId: string; node: string; at: number }): CallState {
  return {
    callId: id.callId,
    node: id.node,
    minted: 0,
    direction: 'inbound',
    startedAt: id.at,
    numberToken: null,
    dnis: '',
    flowId: null,
    flowVersion: 0,
    clientChannelId: null,
    isClientUp: false,
    clientMatches: [],
    ivrPath: [],
    answers: {},
    callback: null,
    misses: 0,
    deadlines: [],
    generation: 0,
    activity: { phase: 'arriving' },
  };
}

/** null: the event changes nothing, and nothing needs to be saved. */
export function stepCall(world: World, state: CallState, event: CallEvent): TurnResult | null {
  if (event.kind === 'deadline-passed') {
    const isLive = state.deadlines.some((deadline) => deadline.name === event.name && deadline.generation === event.generation);
    if (!isLive) return null;
  }
  const turn = openTurn(world, state, event);
  if (event.kind === 'deadline-passed') {
    turn.disarm(event.name);
    if (event.name === 'call-limit') {
      endWhereverItIs(turn);
      return turn.close();
    }
  }
  const cell = cellOf<Turn, Activity, CallEvent, void>(callTable, state.activity, event);
  if (cell === 'ignore') return null;
  cell(turn, state.activity, event);
  const result = turn.close();
  const isSame = result.state === state && result.commands.length === 0 && result.facts.length === 0;
  return isSame ? null : result;
}
