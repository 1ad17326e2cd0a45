/** What a flow may read of the call besides its own answers: for branches, `set` and arguments; nobody writes them. */
import type { CallState } from '../call/state.ts';
import type { Answers } from './flow.ts';

export const BUILT_IN: Readonly<Record<string, (call: CallState) => string>> = {
  'call.language': (call) => call.language,
  'call.emergency': (call) => (call.isEmergency === true ? 'yes' : 'no'),
  'call.number': (call) => (call.numberToken === null ? 'withheld' : 'known'),
  'client.match': ({ clientMatches }) => (clientMatches.length === 0 ? 'none' : clientMatches.length === 1 ? 'one' : 'many'),
  'auth.level': (call) => call.auth.level,
  /** Opaque, '' = nobody. */
  'auth.client': (call) => call.auth.clientId ?? '',
};

/** Answers and built-in values together, as paths. */
export function valuesOf(call: CallState): Answers {
  const builtIn = Object.entries(BUILT_IN).map(([path, read]) => [path, read(call)] as const);
  return { ...call.answers, ...Object.fromEntries(builtIn) };
}
