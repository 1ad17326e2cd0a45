/** What releases of flows need from files and the store. */
import type { Flow } from '../../core/ivr/flow.ts';

/** File name -> its text: one release. */
export type FlowTexts = Readonly<Record<string, string>>;

export interface FlowFault {
  readonly file: string;
  readonly line: number;
  readonly node: string;
  readonly reason: string;
}

export type FlowsRead = { readonly kind: 'loaded'; readonly flows: readonly Flow[] } | { readonly kind: 'refused'; readonly faults: readonly FlowFault[] };

export interface FlowFolder {
  /** Changes whenever a file does; '' = there is no folder. */
  mark(): Promise<string>;
  texts(): Promise<FlowTexts | 'no-folder' | 'no-file'>;
  readonly name: string;
}

export interface FlowReader {
  /** Read and checked against what there is now: prompts, queues, calendars, operations. */
  check(texts: FlowTexts): Promise<FlowsRead>;
  /** Read only: what was in order when it was published serves the calls that began with it. */
  read(texts: FlowTexts): FlowsRead;
  /** SHA-256 of the files, hexadecimal. */
  hash(texts: FlowTexts): string;
}

export interface ReleaseHead {
  readonly number: number;
  readonly publishedAt: number;
  readonly publishedBy: string;
  readonly note: string;
  readonly difference: readonly string[];
}

export interface FlowRelease extends ReleaseHead {
  readonly hash: string;
  readonly files: FlowTexts;
}

export interface FlowReleaseStore {
  newest(): Promise<{ readonly number: number; readonly hash: string } | null>;
  read(number: number): Promise<FlowRelease | null>;
  /** Newest first. */
  list(limit: number): Promise<readonly ReleaseHead[]>;
  isKnown(hash: string): Promise<boolean>;
  /** null: somebody published in between, and the number before is no longer the newest. */
  add(release: FlowRelease): Promise<boolean>;
  /** Releases that live calls began with. */
  ofLiveCalls(): Promise<readonly number[]>;
}
