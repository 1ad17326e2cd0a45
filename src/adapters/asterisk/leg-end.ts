/**
 * Why a leg ended, out of what Asterisk told. A local end (we hung up, or our dial ran out of time) begins with a soft
 * request without a SIP code. Asterisk then invents one, 480 for a time-out just like the real 480: it is left out here, so
 * that `sipCode` is always the other side's word.
 */
import type { LegEnd } from '../../core/call/events.ts';

export interface EndNotes {
  /** The first hang-up request, with the cause of a later one when it named none. */
  first: { readonly isLocal: boolean; readonly end: LegEnd } | null;
}

export function noteRequest(notes: EndNotes, { cause, sipCode, soft }: LegEnd & { soft: boolean }): void {
  if (notes.first === null) notes.first = { isLocal: soft && sipCode === null, end: { cause, sipCode } };
  else if (notes.first.end.cause === null) notes.first = { isLocal: notes.first.isLocal, end: { cause, sipCode: notes.first.end.sipCode ?? sipCode } };
}

/** `destroyed`: ChannelDestroyed, when it came. Causes are Q.850; null where nobody said. */
export function bestEnd(first: EndNotes['first'], destroyed: LegEnd | null): LegEnd {
  if (first?.isLocal === true) return { cause: destroyed?.cause ?? null, sipCode: null };
  return { cause: destroyed?.cause ?? first?.end.cause ?? null, sipCode: destroyed?.sipCode ?? first?.end.sipCode ?? null };
}
