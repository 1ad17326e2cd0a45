/** Menus and inputs made whole: time-outs, retries, the keys that every menu has. */
import type { CollectNode, MenuNode, Retry } from '../../core/ivr/flow.ts';
import type { Slot } from '../../core/ivr/slot.ts';
import type { GivenNode } from './given.ts';
import type { FileNode } from './nodes.ts';

const FIRST_DIGIT_MS = 10_000;
const INTER_DIGIT_MS = 3_000;
const MAX_RETRIES = 3;

type FileOf<K extends FileNode['kind']> = Extract<FileNode, { kind: K }>;
type FileRetry = FileOf<'menu'>['noInput'];

export function compileMenu(given: GivenNode, node: FileOf<'menu'>): MenuNode | null {
  const retries = bothRetries(given, node);
  if (retries === null) return null;
  return { kind: 'menu', say: node.say, firstDigitTimeoutMs: firstDigitMs(given, node), keys: { ...given.defaults.keys, ...node.keys }, ...retries };
}

export function compileCollect(given: GivenNode, node: FileOf<'collect'>): CollectNode | null {
  const slot = given.slots[node.into];
  if (slot === undefined) {
    given.gap([...given.at, 'into'], `there is no slot "${node.into}": declare it under slots with its kind (code, digits, amount, date, phone, account, pin, choice)`);
    return null;
  }
  const retries = bothRetries(given, node);
  if (retries === null) return null;
  const shared = Object.entries(given.defaults.keys ?? {}).filter(([key]) => !couldBeInput(slot, key));
  return {
    kind: 'collect', say: node.say, into: node.into, firstDigitTimeoutMs: firstDigitMs(given, node),
    interDigitTimeoutMs: node.interDigitTimeoutMs ?? given.defaults.interDigitTimeoutMs ?? INTER_DIGIT_MS,
    exact: { ...Object.fromEntries(shared), ...node.exact }, next: node.next, ...retries,
  };
}

/** A key of every menu that would take an input away: 1 where one digit is asked for. `#` only ends an input. */
function couldBeInput(slot: Slot, key: string): boolean {
  if (key === '#') return true;
  if (key === '*') return slot.kind === 'amount';
  if (slot.kind === 'choice') return slot.of.includes(key);
  return slot.kind === 'amount' ? key !== '0' : slot.min <= 1;
}

const firstDigitMs = (given: GivenNode, node: { firstDigitTimeoutMs?: number | undefined }): number =>
  node.firstDigitTimeoutMs ?? given.defaults.firstDigitTimeoutMs ?? FIRST_DIGIT_MS;

function bothRetries(given: GivenNode, node: FileOf<'menu' | 'collect'>): { noInput: Retry; noMatch: Retry } | null {
  const noInput = compileRetry(given, 'noInput', node.noInput);
  const noMatch = compileRetry(given, 'noMatch', node.noMatch);
  return noInput === null || noMatch === null ? null : { noInput, noMatch };
}

/** The node's own words win over the flow's. `isQuiet`: nobody needs it, so nothing is missed. */
export function compileRetry(given: GivenNode, which: 'noInput' | 'noMatch', own: FileRetry, isQuiet = false): Retry | null {
  const shared = given.defaults[which];
  const say = own?.say ?? shared?.say;
  const then = own?.then ?? shared?.then;
  if (say === undefined || then === undefined) {
    const event = which === 'noInput' ? 'says nothing' : 'keys something else';
    if (!isQuiet) given.gap([...given.at, which], `is missing: say what a caller hears who ${event}, and where she goes at last, here or under defaults`);
    return null;
  }
  return { say, max: own?.max ?? shared?.max ?? MAX_RETRIES, then };
}
