import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';

/** Turns text and studio files into sound: 8 kHz, one channel, 16-bit samples. */
export interface SpeechEngine {
  /** Names program, version and voice: what was built by another engine is built again. */
  identity(language: PromptLanguage): Promise<string>;
  /** Says a text made pronounceable before. @throws {SpeechFault} SPEECH_ENGINE_FAILED */
  say(text: string, language: PromptLanguage): Promise<Int16Array>;
  /** Any WAV file the studio may send (rate, depth, channels). @throws {SpeechFault} SPEECH_ENGINE_FAILED */
  readWav(wav: Uint8Array): Promise<Int16Array>;
}
