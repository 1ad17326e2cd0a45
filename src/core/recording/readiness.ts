/** May a recording be sealed now? Only what is complete is: Asterisk writes in blocks of 32 kB, so a quiet file says nothing for 3 s. */

/** Quiet for so long after its talk ended, a file grows no more. Twice the 3 s after which growth would show. */
export const QUIET_MS = 6_000;
/** A file that is not there is missed only after so long: folders may be shared between machines. */
export const ABSENT_GRACE_MS = 10_000;
/** The call is mostly over a moment after the talk, and then nothing has to be waited for. */
const LOOK_AGAIN_MS = 500;
const FAR_LOOK_MS = 15_000;

export interface RecordingMoment {
  readonly at: number;
  readonly state: 'expected' | 'sealed' | 'missing';
  /** The call is in the history: all its commands are confirmed, every channel of it is gone, so the file is closed. */
  readonly isCallOver: boolean;
  /** When the talk ended, by the facts; null: not yet. */
  readonly talkEndedAt: number | null;
  /** null: there is no file. */
  readonly writtenAt: number | null;
}

export type SealReadiness =
  | { readonly kind: 'seal' }
  /** It has been sealed before; a raw file that is still there may go. */
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly forMs: number };

export function sealReadiness(moment: RecordingMoment): SealReadiness {
  if (moment.state === 'sealed') return { kind: 'done' };
  // Known to be missing: it is looked for once more when somebody asks, for instance because a file turned up.
  if (moment.state === 'missing') return moment.writtenAt === null ? { kind: 'done' } : { kind: 'seal' };
  if (moment.writtenAt === null && moment.talkEndedAt !== null) return afterWait(moment.talkEndedAt + ABSENT_GRACE_MS - moment.at);
  if (moment.isCallOver) return afterGrowth(moment);
  if (moment.talkEndedAt === null) return { kind: 'wait', forMs: FAR_LOOK_MS };
  // The talk is over and the call goes on (back in the queue, last words): the recording was told to stop.
  return afterWait(Math.max(moment.talkEndedAt, moment.writtenAt ?? 0) + QUIET_MS - moment.at);
}

/** Written to long after its talk: the channel went on elsewhere (handed back to the dialplan), and its monitor with it. */
function afterGrowth({ at, talkEndedAt, writtenAt }: RecordingMoment): SealReadiness {
  const isGrowing = talkEndedAt !== null && writtenAt !== null && writtenAt > talkEndedAt + QUIET_MS;
  return isGrowing ? afterWait(writtenAt + QUIET_MS - at) : { kind: 'seal' };
}

const afterWait = (leftMs: number): SealReadiness => (leftMs > 0 ? { kind: 'wait', forMs: Math.min(LOOK_AGAIN_MS, leftMs) } : { kind: 'seal' });
