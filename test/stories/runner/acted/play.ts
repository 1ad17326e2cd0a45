/**
 * A whole call, acted from ring to end under vitest's virtual clock: a client who keys her way to a quote and then to a person, or a
 * callback; agents who answer; somebody hangs up. Patience is limited: whatever happens, people hang up at last.
 */
import { vi } from 'vitest';
import { createTestWorld } from '../../../core/call/script.ts';
import { menuFlows } from './menus-flow.ts';
import { createFloor, type Floor } from './floor.ts';
import { clock, createServer, type Server } from './server.ts';
import { createActedTelephone, type ActedTelephone, type Director } from './telephone.ts';

/** held: an inbound call whose client is put on hold, and taken back. consulted: the agent asks a colleague first and hands the client
 * to her. monitored: a supervisor listens, whispers and barges in, and stays with the client. menus: one that comes by every kind of
 * step (menus-flow.ts). */
export type Piece = 'inbound' | 'held' | 'consulted' | 'monitored' | 'callback' | 'menus';
export const PIECES = ['inbound', 'held', 'consulted', 'monitored', 'callback', 'menus'] as const;
export const CALLER = 'trunk-1';
export const CALLBACK_ID = '0000-cb';

const TICK_MS = 250;
const KEY_MS = 300;
/** What she says after the tone. */
const MESSAGE_MS = 2_500;
const PICK_UP_MS = 500;
const TALK_MS = 3_000;
const HOLD_AFTER_MS = 800;
const HELD_MS = 1_200;
const MODE_MS = 400;
const CLIENT_PATIENCE_MS = 300_000;
const AGENT_PATIENCE_MS = 400_000;
const LONGEST_MS = 1_200_000;

export interface Stage {
  readonly floor: Floor;
  readonly telephone: ActedTelephone;
  server(): Server;
  /** kill -9, and a new process some seconds later. */
  killServer(): void;
}

/** Fake timers must be on. Resolves when the call is over and all is quiet, or when it never was. */
export async function act(piece: Piece, direct: (stage: Stage) => Director): Promise<Stage & { isOver: boolean }> {
  const floor = createFloor(clock().now);
  const telephone = createActedTelephone();
  const world = createTestWorld([], piece === 'menus' ? menuFlows : undefined);
  let server = createServer(floor, telephone, world);
  const stage: Stage = {
    floor, telephone,
    server: () => server,
    killServer: () => {
      server.kill();
      setTimeout(() => {
        server = createServer(floor, telephone, world);
        void server.engine.start();
      }, 3_000);
    },
  };
  employ(stage, piece);
  telephone.direct(direct(stage));
  await server.engine.start();
  if (piece === 'callback') floor.claimCallback(CALLBACK_ID);
  else telephone.legs.arrive(CALLER);
  if (piece !== 'callback') setTimeout(() => telephone.legs.end(CALLER, { cause: 16, sipCode: null }), CLIENT_PATIENCE_MS);
  let isOver = false;
  for (let ms = 0; ms < LONGEST_MS && !isOver; ms += TICK_MS) {
    await vi.advanceTimersByTimeAsync(TICK_MS);
    floor.work();
    server.look();
    isOver = isQuiet(stage);
  }
  server.kill();
  vi.clearAllTimers();
  return { ...stage, isOver };
}

/** Nothing of any call is left anywhere, and every seat is free. */
function isQuiet({ floor, telephone, server }: Stage): boolean {
  const isBusy = [...floor.acd.seats.values()].some(({ phase }) => phase === 'reserved' || phase === 'ringing' || phase === 'talking');
  const rows = floor.calls.rows.size + floor.acd.entries.size + floor.inboxRows.length;
  return floor.calls.finished.length > 0 && rows === 0 && !isBusy && telephone.legs.left().length === 0 && server().runner.calls.all().length === 0;
}

/** The agent's click. What is refused, or reaches nobody, was clicked too late. */
function ask({ floor, server }: Stage, what: 'hold' | 'retrieve' | 'complete' | 'consult'): void {
  for (const { callId, state: { activity } } of floor.calls.rows.values())
    if (activity.phase === 'conversation') void server().runner.ask(callId, what === 'consult' ? consult(activity.offer.seatId) : { kind: 'seat-asked', seatId: activity.offer.seatId, ask: what });
}

const consult = (seatId: string) => ({ kind: 'transfer-asked', seatId, mode: 'consult', to: { kind: 'seat', seatId: seatId === '1003' ? '1002' : '1003', extension: '1003' } }) as const;

function monitor({ floor, server }: Stage, to: 'listen' | 'whisper' | 'barge'): void {
  for (const { callId, state: { activity } } of floor.calls.rows.values()) {
    if (activity.phase !== 'conversation') continue;
    const seatId = activity.monitor?.seatId ?? (activity.offer.seatId === '1003' ? '1002' : '1003');
    void server().runner.ask(callId, to === 'listen' ? { kind: 'monitor-asked', seatId, extension: seatId, mode: to } : { kind: 'monitor-change-asked', seatId, to });
  }
}

/** Everybody's part. */
function employ(stage: Stage, piece: Piece): void {
  const { legs } = stage.telephone;
  let codes = 0;
  let isMonitored = false;
  legs.people.onSlot = (channelId, spec) => {
    const { maxDigits, slotClass } = spec;
    if (maxDigits === 1) return void setTimeout(() => legs.press(channelId, spec, '1', null), KEY_MS);
    if (slotClass !== 'plain') return void setTimeout(() => legs.press(channelId, spec, slotClass === 'secret' ? '836152' : '88001234', slotClass === 'secret' ? null : '#'), KEY_MS);
    if (maxDigits > 20) return void setTimeout(() => legs.press(channelId, spec, '', '#'), MESSAGE_MS);
    codes += 1;
    setTimeout(() => legs.press(channelId, spec, codes === 1 ? '600519' : '0', codes === 1 ? null : '#'), KEY_MS);
  };
  legs.people.onRing = (channelId, kind) => {
    setTimeout(() => legs.answer(channelId), PICK_UP_MS);
    setTimeout(() => legs.end(channelId, { cause: 16, sipCode: null }), kind === 'seat' ? AGENT_PATIENCE_MS : CLIENT_PATIENCE_MS);
  };
  legs.people.onBridged = (channelIds) => {
    setTimeout(() => legs.end(channelIds.find((channelId) => legs.kindOf(channelId) === 'seat') ?? '', { cause: 16, sipCode: null }), TALK_MS);
    if (piece === 'consulted') {
      setTimeout(() => ask(stage, 'consult'), HOLD_AFTER_MS);
      setTimeout(() => ask(stage, 'complete'), HOLD_AFTER_MS + HELD_MS);
    }
    if (piece === 'monitored' && !isMonitored) {
      isMonitored = true;
      setTimeout(() => monitor(stage, 'listen'), HOLD_AFTER_MS);
      setTimeout(() => monitor(stage, 'whisper'), HOLD_AFTER_MS + HELD_MS);
      setTimeout(() => monitor(stage, 'barge'), HOLD_AFTER_MS + HELD_MS + MODE_MS);
    }
    if (piece !== 'held') return;
    setTimeout(() => ask(stage, 'hold'), HOLD_AFTER_MS);
    setTimeout(() => ask(stage, 'retrieve'), HOLD_AFTER_MS + HELD_MS);
  };
}
