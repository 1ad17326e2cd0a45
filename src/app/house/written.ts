/** The words of a notice. */
export interface Written {
  readonly subject: string;
  readonly body: string;
}
