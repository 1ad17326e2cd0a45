import type { CallEvent } from '../../core/call/events.ts';

/** What comes from outside has no times yet, but for what was stamped at its source. */
export type NewEvent = CallEvent extends infer E ? (E extends unknown ? Omit<E, 'at' | 'businessAt'> & { at?: number } : never) : never;
