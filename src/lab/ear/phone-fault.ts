/** A fault of the lab's phones that the person at the command can put right: the message says what and how. */
export class PhoneFault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
