import { execFile } from 'node:child_process';
import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { SAMPLE_RATE_HZ, samplesOfSln } from './a-law.ts';
import type { SpeechEngine } from './engine.ts';
import { insideRoot } from './inside-root.ts';
import { SpeechFault } from './speech-fault.ts';

interface EspeakOptions {
  /** The private Debian root that holds espeak-ng (1.52 or later: older ones do not read Hanzi) and sox. Nothing is written into it. */
  readonly rootFolder: string;
  /** Default: the female variant that neither clips nor mumbles at 8 kHz. */
  readonly voices?: Readonly<Record<PromptLanguage, string>>;
}

const DEFAULT_VOICES: Readonly<Record<PromptLanguage, string>> = { 'zh-CN': 'cmn+f3', en: 'en-us+f3' };
const PINYIN_VOICE = 'cmn-latn-pinyin';
const PINYIN = /\{([a-z0-9 ]+)\}/g;
const WORDS_PER_MINUTE = 170;
/** The studio may send any gain and the resampler overshoots: this much room, then the builder sets the level. */
const HEADROOM = 0.7;
const LINE_FORMAT = ['-r', String(SAMPLE_RATE_HZ), '-c', '1', '-b', '16', '-e', 'signed-integer', '-t', 'raw', '-'];
const PROGRAM_TIMEOUT_MS = 30_000;
const LARGEST_OUTPUT_BYTES = 64 * 1024 * 1024;

export interface EspeakEngine extends SpeechEngine {
  /** What is said, in the engine's own letters: for tests of readings. */
  phonemes(text: string, language: PromptLanguage): Promise<string>;
}

/** espeak-ng and sox inside the private root, through pipes only. */
export function createEspeakEngine(options: EspeakOptions): EspeakEngine {
  const [program, ...prefix] = insideRoot(options.rootFolder);
  const voices = options.voices ?? DEFAULT_VOICES;
  if (program === undefined) throw new RangeError('no command enters the root');

  const run = (args: readonly string[], input?: Uint8Array): Promise<Buffer> =>
    runProgram({ program, args: [...prefix, ...args], input, rootFolder: options.rootFolder });

  const phonemesOf = async (voice: string, text: string): Promise<string> =>
    (await run(['espeak-ng', '-v', voice, '-q', '-x', '--', text])).toString('utf8').trim().replace(/\s+/g, ' ');

  /** Pinyin in braces becomes the phonemes that the engine's pinyin voice has for it. */
  async function inPhonemes(text: string): Promise<string> {
    const readings = new Set([...text.matchAll(PINYIN)].map(([, pinyin = '']) => pinyin));
    const known = new Map<string, string>();
    for (const pinyin of readings) known.set(pinyin, (await phonemesOf(PINYIN_VOICE, pinyin)).replace(/_\|$/, ''));
    return text.replace(PINYIN, (_all, pinyin: string) => `[[${known.get(pinyin) ?? ''}]]`);
  }

  async function toLineRate(wav: Uint8Array, inputOptions: readonly string[] = []): Promise<Int16Array> {
    // -D: no dither, so that the same text gives the same bytes. What is below 100 Hz a telephone does not carry.
    const args = ['sox', '-V1', '-D', '-v', String(HEADROOM), ...inputOptions, '-t', 'wav', '-', ...LINE_FORMAT, 'highpass', '100'];
    return samplesOfSln(await run(args, wav));
  }

  return {
    async identity(language) {
      const [espeak, sox] = await Promise.all([run(['espeak-ng', '--version']), run(['sox', '--version'])]);
      const version = /\d+\.\d+[^ ]*/.exec(espeak.toString('utf8'))?.[0] ?? 'unknown';
      return `espeak-ng ${version} ${voices[language]} ${WORDS_PER_MINUTE}; ${sox.toString('utf8').trim()}`;
    },
    async say(text, language) {
      // "--": a text never becomes an option.
      const wav = await run(['espeak-ng', '-v', voices[language], '-s', String(WORDS_PER_MINUTE), '--stdout', '--', await inPhonemes(text)]);
      // A streamed WAV has no length in its header. (The studio's have one, and may have other chunks behind the sound.)
      return toLineRate(wav, ['--ignore-length']);
    },
    readWav: (wav) => toLineRate(wav),
    phonemes: async (text, language) => phonemesOf(voices[language], await inPhonemes(text)),
  };
}

interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly input: Uint8Array | undefined;
  readonly rootFolder: string;
}

function runProgram({ program, args, input, rootFolder }: ProgramCall): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settings = { encoding: 'buffer', timeout: PROGRAM_TIMEOUT_MS, maxBuffer: LARGEST_OUTPUT_BYTES } as const;
    const child = execFile(program, args, settings, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const said = stderr.toString('utf8').trim().split('\n').at(-1) ?? '';
      const name = args.find((arg) => arg === 'espeak-ng' || arg === 'sox') ?? program;
      reject(
        new SpeechFault(
          'SPEECH_ENGINE_FAILED',
          `${name} in ${rootFolder} failed: ${said === '' ? error.message : said}. ./hotline up puts espeak-ng and sox there.`,
          { cause: error },
        ),
      );
    });
    // A program that ends early (bad input) closes its pipe; its own exit code tells the story.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}
