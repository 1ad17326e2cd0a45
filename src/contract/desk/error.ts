import { z } from 'zod';

/** Codes of refusals and faults at this door. Stable: never renamed, never reused; pages translate them. */
export const deskErrorCodes = [
  'BAD_REQUEST', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'ORIGIN_REFUSED', 'TOO_MANY_REQUESTS', 'NOT_FOUND',
  'SIGN_IN_REQUIRED', 'SIGN_IN_WRONG', 'SIGN_IN_LOCKED', 'TOKEN_REQUIRED',
  'NO_SEAT', 'SEAT_NOT_YOURS', 'OTHER_SEAT_SIGNED_IN',
  // Of the seat's machine (core/seat) and its use case, all 409.
  'SEAT_SIGNED_OUT', 'SEAT_BUSY', 'SEAT_NOT_READY', 'SEAT_NOT_IN_ACW', 'SEAT_ACW_EXTENDED', 'SEAT_RESERVATION_OVER', 'SEAT_UNKNOWN',
  // Of the call's machine (core/call), all 409; CALL_ELSEWHERE and TELEPHONY_UNAVAILABLE are 503.
  'CALL_OVER', 'CALL_NOT_YOURS', 'CALL_NOT_CONNECTED', 'CALL_ALREADY_HELD', 'CALL_NOT_HELD', 'CALL_REJOINING', 'CALL_IN_CHECK', 'CALL_NOT_IN_CHECK',
  'CALL_CLIENT_UNKNOWN', 'CALL_ELSEWHERE',
  'CALL_IN_CONSULT', 'CALL_NOT_IN_CONSULT', 'CALL_IN_CONFERENCE', 'CALL_IS_CALLBACK', 'CALL_NO_SURVEY', 'GUEST_NOT_THERE', 'CALL_MONITORED', 'CALL_NOT_MONITORED', 'MONITOR_SELF', 'MONITOR_NOT_THERE', 'TRANSFER_TO_SELF', 'TRANSFER_UNKNOWN', 'TRANSFER_NOT_CONSULTABLE',
  'TRANSFER_NOT_ALLOWED',
  'TELEPHONY_UNAVAILABLE',
  'FORBIDDEN', 'RECORDING_NOT_FOUND', 'RECORDING_NOT_SEALED', 'RANGE_NOT_SATISFIABLE',
  'CASE_NOT_FOUND', 'CASE_TAKEN', 'CASE_NOT_YOURS', 'CASE_CLOSED',
  'STORE_UNAVAILABLE', 'INTERNAL',
] as const;

/**
 * Body of every answer that is not 2xx. A newer server may know more codes, so it is open.
 * The message says to the person who calls the API what to do; pages show their own words.
 */
export const deskErrorSchema = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  message: z.string(),
  /** Given in the log too, so that a complaint finds its line. */
  requestId: z.string().optional(),
  /** With 429: seconds to wait. */
  retryAfterS: z.number().int().optional(),
}).meta({ id: 'DeskError' });

export type DeskError = z.infer<typeof deskErrorSchema>;
export type DeskErrorCode = (typeof deskErrorCodes)[number];
