/** A supervisor who takes part in a talk by her own wish, as the call's state keeps it; monitor.ts has the drawing. */
import type { GuestLeg } from './guest-state.ts';

/** listen: nobody hears her. whisper: the agent alone hears her. barge: all hear each other. */
export type MonitorMode = 'listen' | 'whisper' | 'barge';

export interface Monitor {
  readonly mode: MonitorMode;
  readonly step: 'reserving' | 'ringing' | 'on';
  /** When this step, or this mode, began. */
  readonly since: number;
  readonly seatId: string;
  readonly extension: string;
  /** Names the monitoring as well. */
  readonly reservationId: string;
  /** null while her seat is not reserved. */
  readonly leg: GuestLeg | null;
  /** Bridge of her leg and the ear at the agent's leg; null: she is in the talk's own bridge, or not there yet. */
  readonly bridgeId: string | null;
  /** The ear; null: it is not there (the agent's page is away, or it failed a moment ago). */
  readonly snoopId: string | null;
  /** How often the ear failed. Absent: never in this mode. */
  readonly tries?: number;
  /** The agent's page does not say that somebody listens. */
  readonly isHidden?: true;
}

export type MonitorEnd = 'left' | 'failed' | 'talk-over' | 'took-over';
