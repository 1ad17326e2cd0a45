/**
 * An IVR flow as data (docs/architecture.md). The file's schema is contract/ivr-flow.ts, which proves that it yields this type.
 * Prompt ids point into the catalogue of ivr-flows/prompts/.
 */
export type NodeId = string;
export type PromptId = string;

/** A value of the call's answers, by path: `quote.last`, `code`. */
export type AnswerPath = string;

/** How a value is spoken; core/speech has the grammar. `name` is the clip of a security's name,
 * from a quote's path (`quote`: its code and kind). */
export type SpokenAs =
  | 'card' | 'dec' | 'money_fen' | 'code' | 'pct' | 'date' | 'date_noyear' | 'time' | 'count' | 'price' | 'index'
  | 'volume_lots' | 'turnover_yuan' | 'change' | 'change_points' | 'place' | 'duration' | 'name';

/** One piece of what is said: a prompt of the catalogue, or a value of the call spoken by the grammar. */
export type PromptPart = PromptId | { readonly speak: SpokenAs; readonly from: AnswerPath };

/** What happens at silence or a wrong key: said, then asked again; after `max` times on to `then`. */
export interface Retry {
  readonly say: readonly PromptPart[];
  readonly max: number;
  readonly then: NodeId;
}

export interface SayNode {
  readonly kind: 'say';
  readonly say: readonly PromptPart[];
  /** false for legal notices: keys wait until it is over. */
  readonly interruptible: boolean;
  readonly next: NodeId;
}

export interface MenuNode {
  readonly kind: 'menu';
  readonly say: readonly PromptPart[];
  readonly firstDigitTimeoutMs: number;
  /** key -> node. `*` is back (domain.md 3.2). */
  readonly keys: Readonly<Record<string, NodeId>>;
  readonly noInput: Retry;
  readonly noMatch: Retry;
}

export interface CollectNode {
  readonly kind: 'collect';
  readonly say: readonly PromptPart[];
  /** Where the digits go in the call's answers, e.g. `code`. */
  readonly into: string;
  readonly minDigits: number;
  readonly maxDigits: number;
  readonly firstDigitTimeoutMs: number;
  readonly interDigitTimeoutMs: number;
  /** Whole inputs with a meaning of their own: `0` -> person, `9` -> again, `*` -> back. */
  readonly exact: Readonly<Record<string, NodeId>>;
  /** A secret is never spoken, stored or branched on. */
  readonly secret: boolean;
  readonly next: NodeId;
  readonly noInput: Retry;
  readonly noMatch: Retry;
}

export interface HoursNode {
  readonly kind: 'hours';
  readonly calendar: string;
  readonly open: NodeId;
  readonly closed: NodeId;
}

export interface BranchNode {
  readonly kind: 'branch';
  readonly on: AnswerPath;
  readonly cases: Readonly<Record<string, NodeId>>;
  readonly otherwise: NodeId;
}

export interface LookupNode {
  readonly kind: 'lookup';
  /** One operation of the back office, e.g. `quote`. */
  readonly operation: string;
  /** Arguments: answer paths, or literals behind `=` (`=sse`). */
  readonly args: Readonly<Record<string, string>>;
  readonly into: string;
  /** The call waits this long, then `failed`. */
  readonly timeoutMs: number;
  /** Said when the answer takes longer than a second: no caller in silence. */
  readonly waitSay: readonly PromptPart[];
  readonly found: NodeId;
  /** `not-found`, again and again: after `max` times in a row on to `then`. */
  readonly notFound: NodeId;
  readonly notFoundLimit: { readonly max: number; readonly then: NodeId };
  readonly failed: NodeId;
}

export interface EnqueueNode {
  readonly kind: 'enqueue';
  readonly queue: string;
}

export interface HangupNode {
  readonly kind: 'hangup';
  readonly say: readonly PromptPart[];
}

export type FlowNode =
  | SayNode | MenuNode | CollectNode | HoursNode | BranchNode | LookupNode | EnqueueNode | HangupNode;

export interface Flow {
  readonly id: string;
  readonly version: number;
  readonly entry: NodeId;
  readonly nodes: Readonly<Record<NodeId, FlowNode>>;
  /** Where a call goes when a node cannot be carried out (a clip missing, an unspeakable value). */
  readonly onFault: NodeId;
  /** Said to a caller the server found again after a break, before the node's own prompt. */
  readonly resumeSay: readonly PromptPart[];
}

/** Non-secret answers of a call: digits keyed and flat values of look-ups, kept small (state under 2 kB). */
export type AnswerValue = string | number | { readonly mantissa: number; readonly decimals: number };
export type Answers = Readonly<Record<string, AnswerValue>>;
