/**
 * A call's state as the text of its column, and back. Of a big one what repeats is written short, so that it stays below 2 kB:
 *   the call's own id   one control character, in the two dozen ids it is part of (`<node>.<callId>.<leg>.<n>`)
 *   a deadline          one string
 *   UUIDs               in base 64, where SQL does not look at them
 *   a decimal           one string
 *   a long key          the letter in the list below (a key that is itself one letter gets a control character before it)
 * What SQL looks at keeps its name. No text of a state has control characters.
 */
import type { CallState } from '../../core/call/state.ts';

/** Most states are smaller, and are not worth the time. */
const BIG = 1_600;

/** In SQL as well: ids that are compared there may hold it. */
export const OWN_ID = '\u0001';
const KEY = '\u0002';
const DECIMAL = '\u0003';
const json = (control: string): string => JSON.stringify(control).slice(1, -1);

/** Of the state itself and of a talk, longest first in what it saves. Stored rows speak by these letters: they stay as they are. */
const letters: Readonly<Record<string, string>> = {
  a: 'channelId', b: 'playbackId', c: 'seatPlaybackId', d: 'recordingId', e: 'bridgeId', f: 'musicId', g: 'snoopId', h: 'entryId', i: 'seatId', j: 'extension', k: 'isPage', l: 'acwMs', m: 'enteredAt',
  n: 'connectedAt', o: 'heldSince', p: 'heldMs', q: 'isMuted', r: 'since', s: 'recording', t: 'checked', u: 'result', v: 'guestOver', w: 'isHidden', x: 'tries', y: 'bridgeTries', z: 'musicTries',
  A: 'resumeTries', B: 'phone', C: 'first', D: 'second', E: 'refer', F: 'mode', G: 'kind', H: 'leg', I: 'callId', J: 'minted', K: 'dnis', L: 'flowId', M: 'stack', N: 'held', O: 'visits', P: 'clientChannelId',
  Q: 'isClientUp', R: 'priority', S: 'lastAgentId', T: 'queuedAt', U: 'ivrPath', V: 'answers', W: 'callback', X: 'misses', Y: 'rungFor', Z: 'generation', 0: 'level', 1: 'method', 2: 'away', 3: 'check',
  4: 'quote.previousClose', 5: 'quote.turnoverYuan', 6: 'quote.volumeUnit', 7: 'quote.volumeLots', 8: 'quote.hasIndexToo', 9: 'quote.changePct', '!': 'quote.change', '#': 'quote.volume', $: 'quote.market',
  '%': 'quote.asOfMs', '&': 'quote.state', '(': 'quote.code', ')': 'quote.kind', '*': 'quote.name', '+': 'quote.last', ',': 'quote.open', '-': 'quote.high', '.': 'quote.low',
};
const letterOf: ReadonlyMap<string, string> = new Map(Object.entries(letters).map(([letter, name]) => [name, letter]));

const DEADLINES = /\{"name":"([a-z-]+)","generation":(\d+),"dueAt":(\d+)\}/gu;
const DECIMALS = /\{"mantissa":(-?\d+),"decimals":(\d+)\}/gu;
/** Within a string a quote has a backslash before it: what these find are never words of a caller or of the firm. */
const KEYS = /"((?:[^"\\]|\\.)+)":/gu;

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u;
const SHORT_UUID = /^[\w-]{22}$/u;

const shortUuid = (id: string): string => (UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url') : id);
const longUuid = (id: unknown): unknown =>
  (typeof id === 'string' && SHORT_UUID.test(id) ? Buffer.from(id, 'base64url').toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-') : id);

/** What stands in full elsewhere is shorter as it is, once PostgreSQL has compressed the row. */
function shortIds({ rungFor, clientMatches, lastAgentId, auth, activity }: CallState): Partial<CallState> {
  const full = new Set([auth.clientId, 'offer' in activity ? (activity.offer?.reservationId ?? null) : null]);
  const short = (id: string): string => (full.has(id) ? id : shortUuid(id));
  return {
    ...(rungFor === undefined ? {} : { rungFor: rungFor.map(short) }), ...(lastAgentId === undefined ? {} : { lastAgentId: short(lastAgentId) }),
    ...(clientMatches.length > 1 ? { clientMatches: clientMatches.map(short) } : {}),
  };
}

export function stateText(state: CallState): string {
  const text = JSON.stringify(state);
  if (text.length < BIG) return text;
  return JSON.stringify({ ...state, ...shortIds(state) }).replaceAll(state.callId, json(OWN_ID)).replace(DEADLINES, '"$1 $2 $3"').replace(DECIMALS, `"${json(DECIMAL)}$1 $2"`)
    .replace(KEYS, (_whole, name: string) => `"${letterOf.get(name) ?? (name.length === 1 ? json(KEY) + name : name)}":`);
}

function longValue(value: string, callId: string): unknown {
  if (!value.startsWith(DECIMAL)) return value.replaceAll(OWN_ID, callId);
  const [mantissa, decimals] = value.slice(1).split(' ');
  return { mantissa: Number(mantissa), decimals: Number(decimals) };
}

const longKey = (key: string): string => (key.startsWith(KEY) ? key.slice(1) : (letters[key] ?? key));

function longDeadline(deadline: unknown): unknown {
  if (typeof deadline !== 'string') return deadline;
  const [name, generation, dueAt] = deadline.split(' ');
  return { name, generation: Number(generation), dueAt: Number(dueAt) };
}

function long(value: unknown, callId: string): unknown {
  if (typeof value === 'string') return longValue(value, callId);
  if (Array.isArray(value)) return value.map((one) => long(one, callId));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [longKey(key), long(one, callId)]));
}

const listOf = (value: unknown, change: (one: unknown) => unknown): unknown => (Array.isArray(value) ? value.map(change) : value);

/** What came out of the column. What is long already stays as it is. */
export function wholeState(stored: unknown, callId: string): unknown {
  const whole = long(stored, callId);
  if (typeof whole !== 'object' || whole === null) return whole;
  const { deadlines, rungFor, lastAgentId, clientMatches, ...rest } = whole as Readonly<Record<string, unknown>>;
  const optional = { ...(rungFor === undefined ? {} : { rungFor: listOf(rungFor, longUuid) }), ...(lastAgentId === undefined ? {} : { lastAgentId: longUuid(lastAgentId) }) };
  return { ...rest, deadlines: listOf(deadlines, longDeadline), clientMatches: listOf(clientMatches, longUuid), ...optional };
}
