/** Raw stereo sound as MixMonitor writes it: 16-bit little endian, left and right in turn, 8 kHz. */

/** G.711 A-law: the value a sample has after it went over an A-law line. */
export function overAlaw(sample: number): number {
  const magnitude = Math.min(32_767, Math.abs(sample));
  if (magnitude < 256) return Math.sign(sample || 1) * ((magnitude >> 4) * 16 + 8);
  let segment = 1;
  while (magnitude >= 256 << segment) segment += 1;
  const step = 8 << segment;
  return Math.sign(sample) * (Math.floor(magnitude / step) * step + step / 2);
}

/** A tone on each side, which is also how a test tells the sides apart; `alaw: false` has values no A-law line carries. */
export function tones(seconds: number, { leftHz = 440, rightHz = 1_000, alaw = true } = {}): Buffer {
  const frames = Math.round(seconds * 8_000);
  const pcm = Buffer.alloc(frames * 4);
  const value = (hz: number, frame: number): number => {
    const sample = Math.round(8_000 * Math.sin((2 * Math.PI * hz * frame) / 8_000));
    return alaw ? overAlaw(sample) : sample;
  };
  for (let frame = 0; frame < frames; frame += 1) {
    pcm.writeInt16LE(value(leftHz, frame), frame * 4);
    pcm.writeInt16LE(value(rightHz, frame), frame * 4 + 2);
  }
  return pcm;
}
