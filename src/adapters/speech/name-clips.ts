import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import type { Clip } from '../../core/speech/clip.ts';
import { nameClipId, type NamedSecurity } from '../../core/speech/name-clip.ts';

export interface SecurityName extends NamedSecurity {
  /** The short name as the back office gives it, such as 贵州茅台. */
  readonly name: string;
  /** Left out: English callers hear the code. */
  readonly englishName?: string | undefined;
}

/**
 * One clip per security of the back office's list that has a name in the language, so that a quote begins with its name.
 * @throws {RangeError} when two securities would have the same clip under different names.
 */
export function buildNameClips(securities: readonly SecurityName[], language: PromptLanguage): readonly Clip[] {
  const byId = new Map<string, Clip>();
  for (const security of securities) {
    const text = nameIn(language, security);
    if (text === undefined) continue;
    const clip = { id: nameClipId(security), text };
    const known = byId.get(clip.id);
    if (known !== undefined && known.text !== clip.text) {
      throw new RangeError(`${clip.id} would be both ${known.text} and ${clip.text}`);
    }
    byId.set(clip.id, clip);
  }
  return [...byId.values()];
}

/** 万  科Ａ is one word; English words keep a space between them. */
function nameIn(language: PromptLanguage, { name, englishName }: SecurityName): string | undefined {
  if (language === 'zh-CN') return name.normalize('NFKC').replace(/\s+/g, '');
  return englishName?.normalize('NFKC').replace(/\s+/g, ' ').trim();
}
