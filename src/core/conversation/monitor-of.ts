/** Who monitors a talk, read from its state. */
import type { ConversationState } from '../call/state.ts';
import type { GuestLeg } from './guest-state.ts';
import type { Monitor } from './monitor-state.ts';

export type PresentMonitor = Monitor & { readonly step: 'on'; readonly leg: GuestLeg };
export type RingingMonitor = Monitor & { readonly step: 'ringing'; readonly leg: GuestLeg };

export const monitorOf = ({ monitor }: ConversationState): Monitor | null => monitor ?? null;

export function presentMonitor(state: ConversationState): PresentMonitor | null {
  const monitor = monitorOf(state);
  return monitor?.step === 'on' && monitor.leg !== null ? (monitor as PresentMonitor) : null;
}

export function ringingMonitor(state: ConversationState): RingingMonitor | null {
  const monitor = monitorOf(state);
  return monitor?.step === 'ringing' && monitor.leg !== null ? (monitor as RingingMonitor) : null;
}

/** Her leg, when it belongs in the talk's bridge. */
export function bargingLeg(state: ConversationState): string | null {
  const monitor = presentMonitor(state);
  return monitor?.mode === 'barge' ? monitor.leg.channelId : null;
}
