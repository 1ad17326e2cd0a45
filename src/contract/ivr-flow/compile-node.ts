/** One node made whole. */
import type { Asking, FlowNode, NodeId } from '../../core/ivr/flow.ts';
import type { PromptPart } from '../../core/ivr/prompt-part.ts';
import { compileCollect, compileMenu, compileRetry } from './compile-question.ts';
import type { GivenNode } from './given.ts';
import type { FileNode } from './nodes.ts';

const TIMEOUT_MS = 4_000;
const MESSAGE_MS = 120_000;
/** Long enough to think of a word. */
const SILENCE_MS = 10_000;
const NOT_FOUND_MAX = 3;

type FileOf<K extends FileNode['kind']> = Extract<FileNode, { kind: K }>;

/** null: something is missing, and was named. */
export function compileNode(given: GivenNode, node: FileNode): FlowNode | null {
  switch (node.kind) {
    case 'say':
      return titled(node, { kind: 'say', say: node.say, interruptible: node.interruptible ?? true, next: node.next });
    case 'menu':
      return withTitle(node, compileMenu(given, node));
    case 'collect':
      return withTitle(node, compileCollect(given, node));
    case 'lookup':
      return withTitle(node, compileLookup(given, node));
    case 'act':
      return withTitle(node, compileAct(given, node));
    case 'callback':
      return titled(node, {
        kind: 'callback', case: node.case, slot: node.slot, into: node.into ?? '', timeoutMs: node.timeoutMs ?? given.defaults.timeoutMs ?? TIMEOUT_MS,
        waitSay: waitSay(given, node.waitSay), booked: node.booked, refused: node.refused, failed: node.failed,
      });
    case 'enqueue':
      return titled(node, { kind: 'enqueue', queue: node.queue, say: node.say ?? [], notice: node.notice ?? [], priority: node.priority ?? 0, exits: exitsOf(node.exits) });
    case 'message':
      return titled(node, {
        kind: 'message', box: node.box, say: node.say, maxMs: node.maxMs ?? MESSAGE_MS, silenceMs: node.silenceMs ?? SILENCE_MS, next: node.next, empty: node.empty, failed: node.failed ?? node.empty,
      });
    case 'transfer':
      return titled(node, { kind: 'transfer', to: node.to, say: node.say ?? [], failed: node.failed });
    case 'language':
    case 'set':
    case 'hours':
    case 'branch':
    case 'subflow':
    case 'return':
    case 'hangup':
      return titled(node, node as FlowNode);
    default:
      return node satisfies never;
  }
}

function titled<T extends FlowNode>(file: FileNode, node: T): T {
  const title = Object.fromEntries(Object.entries(file.title ?? {}).filter(([, text]) => text !== undefined));
  return Object.keys(title).length === 0 ? node : { ...node, title };
}

const withTitle = <T extends FlowNode>(file: FileNode, node: T | null): T | null => (node === null ? null : titled(file, node));

/** Words for the time until an answer comes. */
function waitSay(given: GivenNode, own: readonly PromptPart[] | undefined): readonly PromptPart[] {
  const words = own ?? given.defaults.waitSay;
  if (words === undefined) given.gap([...given.at, 'waitSay'], 'is missing: say what a caller hears while she waits, here or under defaults');
  return words ?? [];
}

/** Arguments that name a private or secret slot are kept apart: their digits come from the vault. */
function asking(given: GivenNode, node: FileOf<'lookup' | 'act'>): Omit<Asking, 'failed'> {
  const args: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const [name, from] of Object.entries(node.args ?? {}))
    if ((given.slots[from]?.slotClass ?? 'plain') === 'plain') args[name] = from;
    else secrets[name] = from;
  const timeoutMs = node.timeoutMs ?? given.defaults.timeoutMs ?? TIMEOUT_MS;
  return { operation: node.operation, args, secrets, into: node.into ?? '', timeoutMs, waitSay: waitSay(given, node.waitSay) };
}

/** Only who takes held digits can find them lost. */
function lost(given: GivenNode, node: FileOf<'lookup' | 'act'>, takesHeld: boolean): NodeId {
  if (takesHeld && node.lost === undefined)
    given.gap([...given.at, 'lost'], 'is missing: what the caller keyed may be forgotten by then; name the node that asks for it again');
  return node.lost ?? node.failed;
}

function compileLookup(given: GivenNode, node: FileOf<'lookup'>): FlowNode | null {
  const asked = asking(given, node);
  const last = compileRetry(given, 'noMatch', undefined, true);
  const notFoundLimit = node.notFoundLimit ?? (node.notFound === undefined ? { max: NOT_FOUND_MAX, then: node.failed } : last);
  if (notFoundLimit === null) {
    given.gap([...given.at, 'notFoundLimit'], 'is missing: say after how many codes that nobody finds a caller goes where');
    return null;
  }
  return {
    kind: 'lookup', ...asked, found: node.found, notFound: node.notFound ?? node.failed,
    notFoundLimit: { max: notFoundLimit.max, then: notFoundLimit.then }, lost: lost(given, node, Object.keys(asked.secrets).length > 0), failed: node.failed,
  };
}

function compileAct(given: GivenNode, node: FileOf<'act'>): FlowNode {
  const asked = asking(given, node);
  return {
    kind: 'act', ...asked, done: node.done, refused: node.refused ?? {}, otherwise: node.otherwise,
    lost: lost(given, node, Object.keys(asked.secrets).length > 0), failed: node.failed,
  };
}

function exitsOf(exits: FileOf<'enqueue'>['exits']): Extract<FlowNode, { kind: 'enqueue' }>['exits'] {
  const { message, callback } = exits ?? {};
  return { ...(message === undefined ? {} : { message }), ...(callback === undefined ? {} : { callback }) };
}
