import type { DeskErrorCode } from '../../contract/desk/error.ts';

export interface RefusalDetail {
  readonly message?: string;
  readonly retryAfterS?: number;
}

/** A route's no, on its way to the one place that gives it a status. `code` may also be one of the seat's machine. */
export class Refused extends Error {
  readonly code: string;
  readonly detail: RefusalDetail;

  constructor(code: DeskErrorCode | (string & {}), detail: RefusalDetail = {}) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}
