/** A studio's file read as far as its checks need: format and samples. Sound that is no plain WAV is named for what it is. */
export interface WavTake {
  readonly rateHz: number;
  readonly channels: number;
  /** -1 to 1, of the first channel. */
  readonly samples: Float64Array;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const COMPRESSED: Readonly<Record<number, string>> = { 2: 'ADPCM', 6: 'A-law', 7: 'mu-law', 0x55: 'MP3' };

/** A sentence that goes on from the file's name, when it cannot be read. */
export type NotReadable = { readonly refused: string };

export function readWavTake(bytes: Buffer): WavTake | NotReadable {
  const other = otherFormatOf(bytes);
  if (other !== undefined) return { refused: `is ${other}, whatever its name says: have it exported as WAV (PCM, 16 bit, one channel)` };
  const chunks = chunksOf(bytes);
  const format = chunks.get('fmt ');
  const sound = chunks.get('data');
  if (format === undefined || format.length < 16 || sound === undefined) return { refused: 'is a WAV file without sound, or cut off: export it again' };
  const tag = format.readUInt16LE(0);
  const kind = tag === EXTENSIBLE && format.length >= 26 ? format.readUInt16LE(24) : tag;
  if (kind !== PCM && kind !== FLOAT) return { refused: `is a WAV file with ${COMPRESSED[kind] ?? `format ${kind}`} inside: have it exported as PCM, 16 bit` };
  const channels = format.readUInt16LE(2);
  const bits = format.readUInt16LE(14);
  const read = readerOf(kind, bits);
  if (read === undefined || channels === 0) return { refused: `has ${bits} bits a sample: have it exported as PCM, 16 bit` };
  const step = (bits / 8) * channels;
  const samples = Float64Array.from({ length: Math.floor(sound.length / step) }, (_unused, index) => read(sound, index * step));
  return { rateHz: format.readUInt32LE(4), channels, samples };
}

function otherFormatOf(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('RIFF') && start.slice(8) === 'WAVE') return undefined;
  if (start.startsWith('ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'an MP3 file';
  if (start.startsWith('OggS')) return 'an Ogg file';
  if (start.startsWith('fLaC')) return 'a FLAC file';
  if (start.slice(4, 8) === 'ftyp') return 'an MP4 or M4A file';
  if (start.startsWith('FORM')) return 'an AIFF file';
  return 'no sound file that is known here';
}

function chunksOf(bytes: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 4);
    chunks.set(bytes.toString('latin1', at, at + 4), bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + length)));
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function readerOf(kind: number, bits: number): ((sound: Buffer, at: number) => number) | undefined {
  if (kind === FLOAT) return bits === 32 ? (sound, at) => sound.readFloatLE(at) : undefined;
  if (bits === 16) return (sound, at) => sound.readInt16LE(at) / 0x8000;
  if (bits === 24) return (sound, at) => sound.readIntLE(at, 3) / 0x80_0000;
  if (bits === 32) return (sound, at) => sound.readInt32LE(at) / 0x8000_0000;
  return undefined;
}
