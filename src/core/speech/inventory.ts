import type { Clip, ClipId, Language } from './clip.ts';
import { ENGLISH_CLIPS } from './english/inventory.ts';
import { MANDARIN_CLIPS } from './mandarin/inventory.ts';

interface Inventory {
  readonly clips: readonly Clip[];
  readonly textById: ReadonlyMap<ClipId, string>;
  /** Between the texts of two clips. */
  readonly between: string;
}

const INVENTORIES: Readonly<Record<Language, Inventory>> = {
  'zh-CN': inventory(MANDARIN_CLIPS, ''),
  en: inventory(ENGLISH_CLIPS, ' '),
};

function inventory(clips: readonly Clip[], between: string): Inventory {
  return { clips, textById: new Map(clips.map((clip) => [clip.id, clip.text])), between };
}

/** Every clip a reading of a language can be made of; closed: what is not here is never asked for. */
export function clipInventory(language: Language): readonly Clip[] {
  return INVENTORIES[language].clips;
}

/** The text of clips of the inventory. @throws {RangeError} on an id outside it: a defect of the grammar. */
export function textOfClips(clips: readonly ClipId[], language: Language): string {
  const { textById, between } = INVENTORIES[language];
  const texts = clips.map((id) => {
    const text = textById.get(id);
    if (text === undefined) throw new RangeError(`clip ${id} is not in the inventory of ${language}`);
    return text;
  });
  // A pause is a comma: it follows its word at once.
  return texts.join(between).replaceAll(' ,', ',');
}
