/** One thing that is wrong, at one place. `file` is relative to the folder that was looked at. */
export interface Finding {
  readonly file: string;
  readonly line?: number;
  /** Stable name of the rule: TS2741, no-floating-promises, adapters-never-meet, file-too-long ... */
  readonly rule: string;
  readonly message: string;
}

/** What a step saw: its findings, and in a few words how much it looked at ("212 files"). */
export interface Look {
  readonly findings: readonly Finding[];
  readonly covered: string;
}

/** A step looks at a folder laid out like the project: at the project itself, or at the tree of red fixtures. */
export interface Step {
  readonly name: string;
  run(root: string): Promise<Look>;
}
