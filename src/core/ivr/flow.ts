/**
 * An IVR flow as the engine walks it: whole, with every default filled in. Files are shorter (contract/ivr-flow/); prompt ids
 * point into the catalogue of ivr-flows/prompts/.
 */
import type { Language } from '../speech/clip.ts';
import type { AnswerPath, PromptPart } from './prompt-part.ts';
import type { Slot } from './slot.ts';

export type NodeId = string;

/** For people: what the desk shows instead of the node's id. */
export interface Titled {
  readonly title?: Readonly<Partial<Record<Language, string>>>;
}

/** What happens at silence or a wrong key: said, then asked again; after `max` times on to `then`. */
export interface Retry {
  readonly say: readonly PromptPart[];
  readonly max: number;
  readonly then: NodeId;
}

export interface SayNode extends Titled {
  readonly kind: 'say';
  readonly say: readonly PromptPart[];
  /** false for legal notices: keys wait until it is over. */
  readonly interruptible: boolean;
  readonly next: NodeId;
}

export interface MenuNode extends Titled {
  readonly kind: 'menu';
  readonly say: readonly PromptPart[];
  readonly firstDigitTimeoutMs: number;
  /** key -> node. `*` is back (domain.md 3.2). */
  readonly keys: Readonly<Record<string, NodeId>>;
  readonly noInput: Retry;
  readonly noMatch: Retry;
}

export interface CollectNode extends Titled {
  readonly kind: 'collect';
  readonly say: readonly PromptPart[];
  /** The slot of the flow that is asked for; its value is an answer of that name, or is held by that name. */
  readonly into: string;
  readonly firstDigitTimeoutMs: number;
  readonly interDigitTimeoutMs: number;
  /** Whole inputs with a meaning of their own: `0` -> person, `9` -> again, `*` -> back. */
  readonly exact: Readonly<Record<string, NodeId>>;
  readonly next: NodeId;
  readonly noInput: Retry;
  readonly noMatch: Retry;
}

/** Silent: from here on the call speaks this language. */
export interface LanguageNode extends Titled {
  readonly kind: 'language';
  readonly to: Language;
  readonly next: NodeId;
}

/** Silent: answers made of literals (behind `=`) or of other answers. */
export interface SetNode extends Titled {
  readonly kind: 'set';
  readonly values: Readonly<Record<string, string>>;
  readonly next: NodeId;
}

export interface HoursNode extends Titled {
  readonly kind: 'hours';
  /** A service of the firm's calendar, or `trading-day`. */
  readonly calendar: string;
  readonly open: NodeId;
  readonly closed: NodeId;
}

export interface BranchNode extends Titled {
  readonly kind: 'branch';
  /** An answer, or one of the built-in ones (built-in.ts). */
  readonly on: AnswerPath;
  readonly cases: Readonly<Record<string, NodeId>>;
  readonly otherwise: NodeId;
}

/** What is the same for everything that is asked of the back office or the house. */
export interface Asking {
  readonly operation: string;
  /** Arguments: answer paths, or literals behind `=` (`=sse`). */
  readonly args: Readonly<Record<string, string>>;
  /** Arguments that are held digits: argument -> slot of the flow. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Answers are kept under this name; '' = they are not kept. */
  readonly into: string;
  /** The call waits this long, then `failed`. */
  readonly timeoutMs: number;
  /** Said when the answer takes longer than a second: no caller in silence. */
  readonly waitSay: readonly PromptPart[];
  /** No answer, or one that nobody understands. */
  readonly failed: NodeId;
}

/** Reads; may be asked again. */
export interface LookupNode extends Titled, Asking {
  readonly kind: 'lookup';
  readonly found: NodeId;
  /** `not-found`, again and again: after `max` times in a row on to `then`. */
  readonly notFound: NodeId;
  readonly notFoundLimit: { readonly max: number; readonly then: NodeId };
  /** A held digit is no longer in the vault. */
  readonly lost: NodeId;
}

/** Changes something, or checks a secret: asked once, with the request's id as idempotency key. */
export interface ActNode extends Titled, Asking {
  readonly kind: 'act';
  readonly done: NodeId;
  /** Refusal code -> node. */
  readonly refused: Readonly<Record<string, NodeId>>;
  /** Refused with any other code. */
  readonly otherwise: NodeId;
  /** A held digit is no longer in the vault (expired, or our server died): the flow asks for it again. */
  readonly lost: NodeId;
}

export interface EnqueueNode extends Titled {
  readonly kind: 'enqueue';
  readonly queue: string;
  /** Said first, then the notice; no key cuts them. */
  readonly say: readonly PromptPart[];
  readonly notice: readonly PromptPart[];
  /** Steps beside those of the client's tier. T-06 */
  readonly priority: number;
  /** Where who waits leaves a message or books a callback; absent: it is not offered. */
  readonly exits: { readonly message?: NodeId; readonly callback?: NodeId };
}

/** Files a callback that the caller wants (M-14), by the house operation `book-callback`. */
export interface CallbackNode extends Titled {
  readonly kind: 'callback';
  /** booked: at a time the caller chose. queue: as soon as her turn has come. contact: an agent is to change a contact of hers. */
  readonly case: 'booked' | 'queue' | 'contact';
  /** Answer path of the slot of time, or a literal behind `=`: `=now`. */
  readonly slot: string;
  readonly into: string;
  readonly timeoutMs: number;
  readonly waitSay: readonly PromptPart[];
  readonly booked: NodeId;
  readonly refused: NodeId;
  readonly failed: NodeId;
}

/** Records what the caller says after the tone; `#`, a hang-up, `silenceMs` of silence or `maxMs` ends it. Kept as a recording and as a case. */
export interface MessageNode extends Titled {
  readonly kind: 'message';
  readonly box: 'complaint' | 'suggestion' | 'message';
  readonly say: readonly PromptPart[];
  readonly maxMs: number;
  readonly silenceMs: number;
  readonly next: NodeId;
  /** Too short to hold a word, or not a word. */
  readonly empty: NodeId;
  /** It could not be recorded. */
  readonly failed: NodeId;
}

/** The dialplan has the caller from now on and dials the destination: the call ends for us. */
export interface TransferNode extends Titled {
  readonly kind: 'transfer';
  /** Name of an allowed destination (settings). */
  readonly to: string;
  readonly say: readonly PromptPart[];
  readonly failed: NodeId;
}

export interface SubflowNode extends Titled {
  readonly kind: 'subflow';
  readonly flow: string;
  /** Name of a `return` there -> node here. */
  readonly exits: Readonly<Record<string, NodeId>>;
}

export interface ReturnNode extends Titled {
  readonly kind: 'return';
  readonly exit: string;
}

export interface HangupNode extends Titled {
  readonly kind: 'hangup';
  readonly say: readonly PromptPart[];
}

export type FlowNode =
  | SayNode | MenuNode | CollectNode | LanguageNode | SetNode | HoursNode | BranchNode | LookupNode | ActNode
  | EnqueueNode | CallbackNode | MessageNode | TransferNode | SubflowNode | ReturnNode | HangupNode;

/** How long a call may stay in the menus, and where it goes then. */
export interface IvrLimits {
  readonly ivrMs: number;
  /** A question asked more often than this leads to `then` as well. */
  readonly visitsPerNode: number;
  readonly then: NodeId;
}

/** What only a flow that answers dialled numbers has; its subflows live by it. */
export interface MainPart {
  /** Where a call goes when a node cannot be carried out (a clip missing, an unspeakable value). */
  readonly onFault: NodeId;
  readonly limits: IvrLimits;
  /** Entered when the agent hung up and the caller is still there. K-01 */
  readonly afterTalk: NodeId | null;
}

export interface Flow {
  readonly id: string;
  /** For people. What a call runs on is the number of the release. */
  readonly version: number;
  /** Dialled numbers that this flow answers; none: a subflow. */
  readonly dnis: readonly string[];
  /** The first is the one a call begins with. */
  readonly languages: readonly [Language, ...Language[]];
  readonly entry: NodeId;
  /** null: a subflow. */
  readonly main: MainPart | null;
  /** Said to a caller the server found again after a break, before the node's own prompt. */
  readonly resumeSay: readonly PromptPart[];
  readonly slots: Readonly<Record<string, Slot>>;
  readonly nodes: Readonly<Record<NodeId, FlowNode>>;
}

/** Non-secret answers of a call: digits keyed and flat values of look-ups, kept small (state under 2 kB). */
export type AnswerValue = string | number | { readonly mantissa: number; readonly decimals: number };
export type Answers = Readonly<Record<string, AnswerValue>>;
