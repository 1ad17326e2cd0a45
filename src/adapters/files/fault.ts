/**
 * Faults of files. `FILES_UNAVAILABLE` (retryable): disk full, folder away, not readable now. `SEALED_FILE_WRONG`: a sealed file is
 * not what its seal says, or cannot be opened with the keys there are; trying again gives the same.
 */
export class FilesFault extends Error {
  readonly code: 'FILES_UNAVAILABLE' | 'SEALED_FILE_WRONG';
  readonly retryable: boolean;

  constructor(code: 'FILES_UNAVAILABLE' | 'SEALED_FILE_WRONG', message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'FilesFault';
    this.code = code;
    this.retryable = code === 'FILES_UNAVAILABLE';
  }
}

export const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** An error of the file system as a fault; the path stays in `cause`. */
export function unavailable(what: string, error: unknown): FilesFault {
  return error instanceof FilesFault ? error : new FilesFault('FILES_UNAVAILABLE', `${what} (${codeOf(error) ?? 'unknown'})`, error);
}

export const wrong = (message: string, cause?: unknown): FilesFault => new FilesFault('SEALED_FILE_WRONG', message, cause);
