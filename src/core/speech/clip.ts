/** One short recorded or built sound, named by an id that is also its file name (without folder and extension). */
export interface Clip {
  readonly id: ClipId;
  /** What a listener hears, in Hanzi; the text of a reading is the texts of its clips, joined. */
  readonly text: string;
}

/** Lower-case ASCII with dots and dashes, such as `n.12` or `pause.short`. */
export type ClipId = string;

/** A value as it is spoken: `text` is what is said, `clips` the sounds that say it, in order. */
export interface Spoken {
  readonly text: string;
  readonly clips: readonly ClipId[];
}

/** The clips of a reading, or why there is none. Internal to core/speech: `speak` makes a Spoken or NotSpeakable of it. */
export type Reading = readonly ClipId[] | Refused;

export interface Refused {
  readonly refused: string;
}

export function refused(reason: string): Refused {
  return { refused: reason };
}

export function isRefused(reading: object): reading is Refused {
  return 'refused' in reading;
}
