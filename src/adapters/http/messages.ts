/** What the one who calls the API can do about it. Pages have words of their own, by code. */
const messages: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'The request is not as /api/openapi.json has it.',
  BODY_TOO_LARGE: 'The body is too large; 16 kB is the most.',
  UNSUPPORTED_MEDIA_TYPE: 'Send JSON with content-type application/json.',
  ORIGIN_REFUSED: 'Changes are taken from this server\'s own pages only.',
  TOO_MANY_REQUESTS: 'Too many requests from this address; wait and try again.',
  NOT_FOUND: 'There is nothing at this address; /api/openapi.json lists what there is.',
  SIGN_IN_REQUIRED: 'Sign in first: POST /api/sign-in.',
  SIGN_IN_WRONG: 'Login or password is wrong.',
  SIGN_IN_LOCKED: 'Too many wrong passwords; this login is locked for a while.',
  NO_SEAT: 'This agent has no seat; an administrator must assign one.',
  SEAT_NOT_YOURS: 'This extension belongs to another agent\'s seat.',
  OTHER_SEAT_SIGNED_IN: 'Sign out of the other seat first.',
  SEAT_SIGNED_OUT: 'The seat is signed out: send {"action":"sign-in"} first.',
  SEAT_BUSY: 'The seat is on a call; try again after it.',
  SEAT_NOT_READY: 'The seat is not ready.',
  SEAT_NOT_IN_ACW: 'There is no after-call work to end.',
  FORBIDDEN: 'This agent may not see that.',
  RECORDING_NOT_FOUND: 'There is no such recording for this agent.',
  RECORDING_NOT_SEALED: 'The recording is not sealed yet; try again in a few seconds.',
  RANGE_NOT_SATISFIABLE: 'The range lies behind the end of the file.',
  STORE_UNAVAILABLE: 'The store is away; try again in a few seconds.',
  INTERNAL: 'Something went wrong here; the log has it under this requestId.',
};

export const messageOf = (code: string): string => messages[code] ?? 'Refused: the present state does not allow it; read GET /api/seat.';
