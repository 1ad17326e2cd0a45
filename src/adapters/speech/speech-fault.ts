/** Something about prompts that a person has to put right; the message names the file, the id and the reason. */
export class SpeechFault extends Error {
  readonly retryable = false;
  readonly code: SpeechFaultCode;

  constructor(code: SpeechFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export type SpeechFaultCode =
  | 'PROMPT_CATALOGUE_INVALID'
  | 'PROMPT_READINGS_INVALID'
  | 'ANNOUNCEMENT_PLACES_INVALID'
  | 'SCRIPT_NOT_PRINTED'
  | 'TAKES_REFUSED'
  | 'PROMPT_NOT_BUILT'
  | 'PROMPT_MANIFEST_UNREADABLE'
  | 'PROMPTS_SOUND_ALIKE'
  | 'PROMPTS_BUSY'
  | 'SPEECH_ENGINE_FAILED';
