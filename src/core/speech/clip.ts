/** The languages that values are spoken in; each has clips of its own. */
export type Language = 'zh-CN' | 'en';

/** One short recorded or built sound, named by an id that is also its file name (without folder and extension). */
export interface Clip {
  readonly id: ClipId;
  /** What a listener hears, in words; the text of a reading is made of the texts of its clips. */
  readonly text: string;
}

/** Lower-case ASCII with dots and dashes, such as `n.12` or `pause.short`. */
export type ClipId = string;

/** A value as it is spoken: `text` is what is said, `clips` the sounds that say it, in order. */
export interface Spoken {
  readonly text: string;
  readonly clips: readonly ClipId[];
}

/** Why a value cannot be read. Internal to core/speech: `speak` makes a NotSpeakable of it. */
export interface Refused {
  readonly refused: string;
}

export function refused(reason: string): Refused {
  return { refused: reason };
}

export function isRefused(reading: unknown): reading is Refused {
  return typeof reading === 'object' && reading !== null && 'refused' in reading;
}
