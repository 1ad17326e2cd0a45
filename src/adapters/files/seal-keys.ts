/** Keys of stored recordings: each file has one of its own, wrapped by the key-encryption key, which never leaves the secrets. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { wrong } from './fault.ts';

export const tagBytes = 16;
const nonceBytes = 12;

export interface WrappedKey {
  /** Name of the key that wraps it: tells nothing of the key. */
  readonly id: string;
  readonly nonce: string;
  readonly wrapped: string;
}

export interface SealKeys {
  /** A fresh key for one file, and its wrapped form for the file's header. */
  fresh(recordingId: string): { readonly key: Buffer; readonly wrapped: WrappedKey };
  /** Throws SEALED_FILE_WRONG: the wrapping key is not here, or the wrapped key is not of this recording. */
  unwrap(recordingId: string, wrapped: WrappedKey): Buffer;
}

const nameOf = (key: Buffer): string => createHash('sha256').update('hotline key-encryption key').update(key).digest('hex').slice(0, 16);

/** Keys as 64 hex digits; the first wraps new files, the others open old ones. */
export function createSealKeys(hexKeys: readonly [string, ...string[]]): SealKeys {
  const keys = hexKeys.map((hex) => Buffer.from(hex, 'hex'));
  if (keys.some((key) => key.length !== 32)) throw new RangeError('a key-encryption key has 64 hex digits');
  const byName = new Map(keys.map((key) => [nameOf(key), key]));
  const [newest] = byName;
  if (newest === undefined) throw new RangeError('there is no key-encryption key');
  const [id, wrapping] = newest;
  return {
    fresh: (recordingId) => {
      const key = randomBytes(32);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(Buffer.from(recordingId));
      const wrapped = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
      return { key, wrapped: { id, nonce: nonce.toString('hex'), wrapped: wrapped.toString('hex') } };
    },
    unwrap: (recordingId, { id: name, nonce, wrapped }) => {
      const key = byName.get(name);
      if (key === undefined) throw wrong(`the key-encryption key ${name} is not here`);
      const bytes = Buffer.from(wrapped, 'hex');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'hex'), { authTagLength: tagBytes })
          .setAAD(Buffer.from(recordingId))
          .setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
      } catch (error) {
        throw wrong('the key of a sealed file cannot be unwrapped', error);
      }
    },
  };
}
