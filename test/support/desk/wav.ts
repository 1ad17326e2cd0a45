/** A stereo WAV of 16 bit at 8 kHz: left one tone, right another, so that an ear (or a spectrum) tells them apart. */
export function toneWav(seconds: number, leftHz = 440, rightHz = 880): Buffer {
  const rate = 8_000;
  const frames = Math.round(seconds * rate);
  const wav = Buffer.alloc(44 + frames * 4);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(frames * 4, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    // Words and pauses: the left speaks while the right is silent.
    const isLeftTurn = Math.floor(frame / rate) % 4 < 2;
    const tone = (hz: number, isTurn: boolean) => Math.round((isTurn ? 9_000 : 300) * Math.sin((2 * Math.PI * hz * frame) / rate) * Math.abs(Math.sin(frame / 700)));
    wav.writeInt16LE(tone(leftHz, isLeftTurn), 44 + frame * 4);
    wav.writeInt16LE(tone(rightHz, !isLeftTurn), 46 + frame * 4);
  }
  return wav;
}
