/** Peaks of a stereo WAV of 16-bit samples, per channel: what the two lanes of the player draw. */
export interface Peaks {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

const headerBytes = 44;

/** null: another kind of WAV; then there is no picture, the sound plays all the same. */
export function peaksOf(wav: ArrayBuffer, columns: number): Peaks | null {
  const view = new DataView(wav);
  if (wav.byteLength < headerBytes || view.getUint16(20, true) !== 1 || view.getUint16(22, true) !== 2 || view.getUint16(34, true) !== 16) return null;
  const frames = Math.floor((wav.byteLength - headerBytes) / 4);
  const samples = new Int16Array(wav, headerBytes, frames * 2);
  const [left, right] = [new Float32Array(columns), new Float32Array(columns)];
  for (let frame = 0; frame < frames; frame += 1) {
    const column = Math.floor((frame / frames) * columns);
    left[column] = Math.max(left[column] ?? 0, Math.abs(samples[frame * 2] ?? 0) / 32_768);
    right[column] = Math.max(right[column] ?? 0, Math.abs(samples[frame * 2 + 1] ?? 0) / 32_768);
  }
  return { left, right };
}
