import type { ConversationState } from '../call/state.ts';

/** The client keys a secret, out of the bridge (check.ts). */
export const isChecking = ({ check }: ConversationState): boolean => check !== undefined && check !== null;
