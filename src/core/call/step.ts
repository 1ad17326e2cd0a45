/** A call's step: one event in, the call as it is afterwards with its commands and facts. Pure. */
import { conversationRow } from '../conversation/row.ts';
import { viewChanges } from '../conversation/view.ts';
import { ivrRow } from '../ivr/row.ts';
import { outsideRow } from '../outside/row.ts';
import { cellOf } from '../machine.ts';
import { FIRM_LANGUAGE } from '../speech/language.ts';
import { waitingRow } from '../waiting/row.ts';
import { afterRow } from './after-row.ts';
import { arrivingRow } from './arriving-row.ts';
import { endedRow } from './ended-row.ts';
import { endWhereverItIs } from './forced-end.ts';
import type { CallEvent, CallRefusal } from './events.ts';
import type { CallTable } from './row.ts';
import { NO_AUTH, type Activity, type CallState } from './state.ts';
import { openTurn, type OpenTurn, type Turn, type TurnResult } from './turn.ts';
import type { World } from './world.ts';

const callTable: CallTable = {
  arriving: arrivingRow,
  ivr: ivrRow,
  waiting: waitingRow,
  conversation: conversationRow,
  outside: outsideRow,
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
    stack: [],
    language: FIRM_LANGUAGE,
    auth: NO_AUTH,
    held: {},
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

/** unchanged: the event changes nothing, and nothing needs to be saved. Only requests are refused. */
export type CallStepped = TurnResult | { readonly kind: 'unchanged' } | { readonly kind: 'refused'; readonly code: CallRefusal };

const UNCHANGED = { kind: 'unchanged' } as const;

export function stepCall(world: World, state: CallState, event: CallEvent): CallStepped {
  if (event.kind === 'deadline-passed') {
    const isLive = state.deadlines.some((deadline) => deadline.name === event.name && deadline.generation === event.generation);
    if (!isLive) return UNCHANGED;
  }
  const turn = openTurn(world, state, event);
  if (event.kind === 'deadline-passed') {
    turn.disarm(event.name);
    if (event.name === 'call-limit') {
      endWhereverItIs(turn);
      return closed(turn, state);
    }
  }
  const cell = cellOf<Turn, Activity, CallEvent, void>(callTable, state.activity, event);
  if (cell === 'ignore') return UNCHANGED;
  cell(turn, state.activity, event);
  return closed(turn, state);
}

/** The pages of the seats are shown what has changed, whatever changed it. */
function closed(turn: OpenTurn, before: CallState): CallStepped {
  for (const shown of viewChanges(before, turn.call(), turn.at)) turn.do({ kind: 'show-call', ...shown });
  const result = turn.close();
  if (result.kind === 'refused') return result;
  const isSame = result.state === before && result.commands.length === 0 && result.facts.length === 0;
  return isSame ? UNCHANGED : result;
}
