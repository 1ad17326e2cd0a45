/** What became of a recording; the facts of no call, for it is told minutes after the call has ended. */
export type RecordingFact =
  | { readonly kind: 'recording-sealed'; readonly recordingId: string; readonly callId: string; readonly durationMs: number; readonly isWhole: boolean }
  | { readonly kind: 'recording-missing'; readonly recordingId: string; readonly callId: string; readonly reason: string };

/** Before the recording's id, in the subject of its facts. */
export const RECORDING_SUBJECT = 'recording:';
