/** What a speaker reads in the studio for one clip, whose file is `<id>.wav`. */
export interface ScriptLine {
  readonly id: string;
  readonly text: string;
}
