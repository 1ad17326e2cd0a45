import type { CallRefusal } from '../../core/call/events.ts';

/** What became of an event. not-saved: the call is another process's now, or its row is refused. */
export type Taken =
  | { readonly kind: 'moved' | 'unchanged' | 'not-saved' }
  | { readonly kind: 'refused'; readonly code: CallRefusal };
