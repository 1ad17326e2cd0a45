/** What a seat lacks before the matcher looks at it: a pure reading of its row. Whom it would get is core/match's to say. */
import type { SeatState } from './state.ts';

export type SeatLack = 'signed-out' | 'not-ready' | 'on-a-call' | 'after-call-work' | 'phone-offline' | 'no-licence' | 'no-skill';

export interface SeatConditions {
  readonly state: SeatState;
  /** Whether the phone that rings is registered; null: not known, which hinders nothing. */
  readonly isDeviceOnline: boolean | null;
  /** End of the agent's licence, epoch ms of the business clock; null: holds none. F-05 */
  readonly licensedUntil: number | null;
  readonly queues: readonly string[];
}

function lackOfPhase(state: SeatState): SeatLack | null {
  switch (state.phase) {
    case 'signed-out':
    case 'not-ready':
      return state.phase;
    case 'reserved':
    case 'ringing':
    case 'talking':
      return 'on-a-call';
    case 'acw':
      return 'after-call-work';
    case 'ready':
      return null;
  }
}

/** Empty: the matcher may offer it a call. In the order in which somebody would mend them. */
export function lacksOf({ state, isDeviceOnline, licensedUntil, queues }: SeatConditions, businessAt: number): readonly SeatLack[] {
  const phase = lackOfPhase(state);
  return [
    ...(phase === null ? [] : [phase]),
    ...(isDeviceOnline === false ? ['phone-offline' as const] : []),
    ...(licensedUntil === null || licensedUntil < businessAt ? ['no-licence' as const] : []),
    ...(queues.length === 0 ? ['no-skill' as const] : []),
  ];
}
