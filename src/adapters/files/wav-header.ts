/** The 44 bytes before stereo sound, 8 kHz, 16-bit (RIFF WAVE, PCM). */
export const wavHeaderBytes = 44;

export function headerOfWav(frames: number): Buffer {
  const header = Buffer.alloc(wavHeaderBytes);
  const soundBytes = frames * 4;
  header.write('RIFF', 0);
  header.writeUInt32LE(wavHeaderBytes - 8 + soundBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000 * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(soundBytes, 40);
  return header;
}
