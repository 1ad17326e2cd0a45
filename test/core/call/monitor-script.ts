/** A talk with a supervisor at it, driven by hand. */
import type { CallEvent } from '../../../src/core/call/events.ts';
import type { Monitor, MonitorMode } from '../../../src/core/conversation/monitor-state.ts';
import { talkOf } from './consult-script.ts';
import { OFFER, createScript, toTalk, type Script } from './script.ts';

export const BOSS = { seatId: 's-1004', extension: '1004' };

export const come = (script: Script, mode: MonitorMode = 'listen', more: { isHidden?: true } = {}) => script.post({ kind: 'monitor-asked', ...BOSS, mode, ...more });
export const change = (script: Script, to: Extract<CallEvent, { kind: 'monitor-change-asked' }>['to'], seatId = BOSS.seatId) => script.post({ kind: 'monitor-change-asked', seatId, to });
export const monitorIn = (script: Script): Monitor | null => talkOf(script).monitor ?? null;

/** Her seat is reserved: her phone rings. */
export function bossReserved(script: Script): string {
  const { reservationId, entryId } = script.last('reserve-seat');
  script.post({ kind: 'seat-offered', ...OFFER, ...BOSS, endpoint: '1004', reservationId, entryId, expiresAt: Number.MAX_SAFE_INTEGER });
  return script.last('create-seat-leg').channelId;
}

export function toMonitor(mode: MonitorMode = 'listen', more: { isHidden?: true } = {}): { script: Script; seatChannel: string; bossChannel: string } {
  const script = createScript();
  const { seatChannel } = toTalk(script);
  script.advance(10_000);
  come(script, mode, more);
  const bossChannel = bossReserved(script);
  script.advance(2_000);
  script.post({ kind: 'leg-answered', channelId: bossChannel });
  return { script, seatChannel, bossChannel };
}

export const hungUp = (script: Script): string[] => script.all('hang-up-leg').map(({ channelId }) => channelId);
export const monitorFacts = (script: Script) => script.facts.flatMap((fact) => ('monitorId' in fact ? [{ kind: fact.kind, seatId: fact.seatId, bySeatId: fact.bySeatId, mode: fact.mode, ...('end' in fact ? { end: fact.end } : {}) }] : []));
