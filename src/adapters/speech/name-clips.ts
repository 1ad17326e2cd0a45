import type { Clip } from '../../core/speech/clip.ts';
import { nameClipId, type NamedSecurity } from '../../core/speech/name-clip.ts';

export interface SecurityName extends NamedSecurity {
  /** The short name as the back office gives it, such as 贵州茅台. */
  readonly name: string;
}

/**
 * One clip per security of the back office's list, so that a quote begins with its name.
 * @throws {RangeError} when two securities would have the same clip under different names.
 */
export function buildNameClips(securities: readonly SecurityName[]): readonly Clip[] {
  const byId = new Map<string, Clip>();
  for (const security of securities) {
    const clip = { id: nameClipId(security), text: security.name.normalize('NFKC').replace(/\s+/g, '') };
    const known = byId.get(clip.id);
    if (known !== undefined && known.text !== clip.text) {
      throw new RangeError(`${clip.id} would be both ${known.text} and ${clip.text}`);
    }
    byId.set(clip.id, clip);
  }
  return [...byId.values()];
}
