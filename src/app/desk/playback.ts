/** Listening to a sealed recording. Who may not is refused, and the audit keeps both. */
import { canSeeAllCalls } from './calls.ts';
import { canReadInbox } from './inbox.ts';
import type { AccessAudit, Agent, ByteRange, RecordingFiles, RecordingReads } from './ports.ts';
import type { Readable } from 'node:stream';

export interface PlaybackDeps {
  readonly recordings: RecordingReads;
  readonly files: RecordingFiles;
  readonly audit: AccessAudit;
  readonly now: () => number;
}

export type PlaybackAnswer =
  /** `part` opens the file again at those bytes. One of the two is read, the other destroyed. */
  | { readonly kind: 'done'; readonly wav: Readable; readonly size: number; readonly part: (range: ByteRange) => Promise<Readable> }
  | { readonly kind: 'refused'; readonly code: 'RECORDING_NOT_FOUND' | 'RECORDING_NOT_SEALED' };

/** A player asks for many pieces of one file: they are one listening until it has been quiet for so long. */
const oneListeningMs = 5 * 60_000;
const listeningsKept = 1_000;

export type Playback = ReturnType<typeof createPlayback>;

export function createPlayback({ recordings, files, audit, now }: PlaybackDeps) {
  /** When each agent last heard a piece of each recording; oldest first. */
  const heard = new Map<string, number>();

  function isNewListening(agentId: string, recordingId: string): boolean {
    const key = `${agentId} ${recordingId}`;
    const at = now();
    const before = heard.get(key);
    heard.delete(key);
    heard.set(key, at);
    if (heard.size > listeningsKept) for (const [oldest] of heard) { heard.delete(oldest); break; }
    return before === undefined || at - before > oneListeningMs;
  }

  return {
    /** Agents hear the talks they had and what callers left for the firm, the compliance series hears all. A recording of others is "not found": its id tells nothing. */
    async open(agent: Agent, recordingId: string, requestId: string): Promise<PlaybackAnswer> {
      const note = (action: 'recording-played' | 'recording-refused') =>
        audit.note({ at: now(), action, agentId: agent.agentId, subjectId: recordingId, requestId });
      const recording = await recordings.find(recordingId);
      if (recording === null) return { kind: 'refused', code: 'RECORDING_NOT_FOUND' };
      const isOfInbox = recording.isMessage === true && canReadInbox(agent);
      if (recording.agentId !== agent.agentId && !canSeeAllCalls(agent) && !isOfInbox) {
        await note('recording-refused');
        return { kind: 'refused', code: 'RECORDING_NOT_FOUND' };
      }
      if (recording.status !== 'sealed') return { kind: 'refused', code: 'RECORDING_NOT_SEALED' };
      // Noted before the first byte goes out: what cannot be noted is not played.
      if (isNewListening(agent.agentId, recordingId)) await note('recording-played');
      const file = await files.open(recordingId);
      if (file === null) return { kind: 'refused', code: 'RECORDING_NOT_FOUND' };
      const part = async (range: ByteRange): Promise<Readable> => {
        file.wav.destroy();
        const opened = await files.open(recordingId, range);
        if (opened === null) throw new Error('a recording has gone while it was listened to');
        return opened.wav;
      };
      return { kind: 'done', ...file, part };
    },
  };
}
