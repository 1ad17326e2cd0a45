import type { CallState } from '../../core/call/state.ts';
import type { CallOwners } from './ports.ts';

/** From the live call: who proved who she is, else the one client whose number it is. */
export function createCallOwners(stateOf: (callId: string) => CallState | null): CallOwners {
  return {
    of(callId) {
      const call = stateOf(callId);
      if (call === null) return null;
      const [onlyMatch = null] = call.clientMatches.length === 1 ? call.clientMatches : [];
      return { numberToken: call.numberToken, clientId: call.auth.clientId ?? onlyMatch, language: call.language };
    },
  };
}
