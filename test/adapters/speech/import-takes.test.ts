import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOfTake } from '../../../src/adapters/speech/check-take.ts';
import { importTakes } from '../../../src/adapters/speech/import-takes.ts';
import { printScript, scriptPage } from '../../../src/adapters/speech/script-page.ts';
import { withFolders } from './fake-engine.ts';

interface Take {
  rateHz?: number;
  channels?: number;
  peak?: number;
  leadMs?: number;
  voiceMs?: number;
  tailMs?: number;
  format?: number;
  bits?: number;
}

/** A WAV of a 300 Hz voice with silence around it; above 1 its tops are flat. */
function wav({ rateHz = 44_100, channels = 1, peak = 0.3, leadMs = 200, voiceMs = 800, tailMs = 200, format = 1, bits = 16 }: Take = {}): Buffer {
  const inSamples = (ms: number) => Math.round((ms * rateHz) / 1000);
  const [lead, voice] = [inSamples(leadMs), inSamples(voiceMs)];
  const total = lead + voice + inSamples(tailMs);
  const sound = Buffer.alloc(total * channels * 2);
  for (let index = lead; index < lead + voice; index += 1) {
    const sample = Math.max(-1, Math.min(1, peak * Math.sin((2 * Math.PI * 300 * index) / rateHz)));
    for (let channel = 0; channel < channels; channel += 1) sound.writeInt16LE(Math.round(sample * 32_767), (index * channels + channel) * 2);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + sound.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(format, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(rateHz, 24);
  head.writeUInt32LE(rateHz * channels * 2, 28);
  head.writeUInt16LE(channels * 2, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36);
  head.writeUInt32LE(sound.length, 40);
  return Buffer.concat([head, sound]);
}

describe('a take of the studio', () => {
  it.each([8_000, 16_000, 44_100, 48_000])('is taken at %s samples a second', (rateHz) => {
    expect(faultsOfTake(wav({ rateHz }))).toEqual([]);
  });

  it.each([
    ['is stereo', wav({ channels: 2 }), 'has 2 channels: have it exported with one (mono)'],
    ['is too slow for a telephone', wav({ rateHz: 4_000 }), 'has 4000 samples a second: the telephone needs 8000 or more'],
    ['is MP3 with tags', Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00xx', 'latin1'), 'is an MP3 file, whatever its name says: have it exported as WAV (PCM, 16 bit, one channel)'],
    ['is bare MP3', Buffer.from([0xff, 0xfb, 0x90, 0x64, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 'is an MP3 file, whatever its name says: have it exported as WAV (PCM, 16 bit, one channel)'],
    ['is Ogg', Buffer.from('OggS\x00\x02\x00\x00\x00\x00\x00\x00'), 'is an Ogg file, whatever its name says: have it exported as WAV (PCM, 16 bit, one channel)'],
    ['is text', Buffer.from('no sound at all, only words'), 'is no sound file that is known here, whatever its name says: have it exported as WAV (PCM, 16 bit, one channel)'],
    ['is A-law in a WAV', wav({ format: 6, bits: 8 }), 'is a WAV file with A-law inside: have it exported as PCM, 16 bit'],
    ['has no sound in it', wav().subarray(0, 36), 'is a WAV file without sound, or cut off: export it again'],
    ['is silent', wav({ peak: 0 }), 'holds silence only: record it again'],
    ['is too quiet', wav({ peak: 0.01 }), 'is too quiet (-43 dB of full scale): record it again nearer or with more gain, about -20 dB'],
    ['begins in mid-word', wav({ leadMs: 0 }), 'begins in the middle of a sound: leave about 0.2 s of silence at its beginning'],
    ['ends in mid-word', wav({ tailMs: 0 }), 'ends in the middle of a sound: leave about 0.2 s of silence at its end'],
    ['is silent for long at its beginning', wav({ leadMs: 3_000 }), 'has 3.0 s of silence at its beginning: cut it to about 0.2 s'],
    ['is silent for long at its end', wav({ tailMs: 2_500 }), 'has 2.5 s of silence at its end: cut it to about 0.2 s'],
    ['is a click', wav({ voiceMs: 50 }), 'has only 50 ms of voice: record it again'],
  ])('that %s is refused, and told what to do', (_what, bytes, fault) => {
    expect(faultsOfTake(bytes)).toEqual([fault]);
  });

  it('that is clipped is refused with the number of places', () => {
    expect(faultsOfTake(wav({ peak: 1.8 }))).toEqual([expect.stringMatching(/^is clipped at \d{3} places: record it again with less gain/)]);
    expect(faultsOfTake(wav({ peak: 0.99 }))).toEqual([]);
  });
});

describe('an import', () => {
  const known = new Set(['welcome', 'goodbye']);
  const now = new Date('2026-11-25T04:00:00Z');

  it('takes all files or none, and says of each what is wrong', () =>
    withFolders(async ({ root, promptsFolder }) => {
      await mkdir(root, { recursive: true });
      const put = async (name: string, bytes: Buffer) => (await writeFile(path.join(root, name), bytes), path.join(root, name));
      const files = [await put('welcome.wav', wav()), await put('goodbye.wav', wav({ channels: 2, rateHz: 4_000 })), await put('welcom.wav', wav()), path.join(root, 'absent.wav')];
      const outcome = await importTakes({ promptsFolder, language: 'en', files, known: new Set([...known, 'absent']), now });
      expect(outcome).toEqual({
        kind: 'refused',
        lines: [
          'goodbye.wav: has 2 channels: have it exported with one (mono)',
          'goodbye.wav: has 4000 samples a second: the telephone needs 8000 or more',
          'welcom.wav: there is no prompt "welcom" in en: name the file as the studio script does (./hotline prompts export)',
          `${root}/absent.wav: cannot be read (ENOENT): is the path right?`,
        ],
      });
      expect(existsSync(path.join(promptsFolder, 'recorded'))).toBe(false);
    }));

  it('keeps the take that it replaces', () =>
    withFolders(async ({ root, promptsFolder }) => {
      await mkdir(root, { recursive: true });
      const file = path.join(root, 'welcome.wav');
      const [first, second] = [wav(), wav({ voiceMs: 900 })];
      await writeFile(file, first);
      expect(await importTakes({ promptsFolder, language: 'en', files: [file], known, now })).toEqual({ kind: 'taken', ids: ['welcome'], keptOld: [] });
      await writeFile(file, second);
      const again = await importTakes({ promptsFolder, language: 'en', files: [file], known, now });
      const old = path.join(promptsFolder, 'recorded-old/en/welcome.2026-11-25T04-00-00-000Z.wav');
      expect(again).toEqual({ kind: 'taken', ids: ['welcome'], keptOld: [old] });
      expect((await readFile(old)).equals(first)).toBe(true);
      expect((await readFile(path.join(promptsFolder, 'recorded/en/welcome.wav'))).equals(second)).toBe(true);
      expect(await readdir(path.join(promptsFolder, 'recorded/en'))).toEqual(['welcome.wav']);
    }));
});

describe('the script for the studio as a page', () => {
  const page = scriptPage([{ id: 'welcome', text: '您好，<欢迎>致电。' }], 'zh-CN');

  it('holds each file and text, nothing of it taken for markup', () => {
    expect(page).toContain('<td class="file">welcome.wav</td><td>您好，&lt;欢迎&gt;致电。</td>');
  });

  it.skipIf(!existsSync('/usr/bin/chromium'))('is printed as PDF with a font that has Hanzi', () =>
    withFolders(async ({ root }) => {
      await mkdir(root, { recursive: true });
      const file = path.join(root, 'studio.pdf');
      await printScript(page, file);
      const pdf = await readFile(file);
      expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
      expect(pdf.toString('latin1')).toMatch(/\/FontFile[23]?|\/Type3/);
    }), 60_000);
});
