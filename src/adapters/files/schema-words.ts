/** What a schema found wrong in a file, as a sentence that says what to do. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type ValueAt = (place: readonly (string | number)[]) => unknown;

const NAMES: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', array: 'a list', object: 'fields with values', record: 'fields with values', boolean: 'true or false' };
const nameOf = (type: string): string => NAMES[type] ?? type;

/** `before`: where the issue's own path begins. */
export function wordsOf(issue: Issue, valueAt: ValueAt, before: readonly PropertyKey[] = []): string {
  switch (issue.code) {
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key}"`).join(', ')}: correct the name, or take it away`;
    case 'invalid_type':
      return valueAt([...before, ...issue.path] as string[]) === undefined ? `is missing: ${nameOf(issue.expected)} must stand here` : `must be ${nameOf(issue.expected)}`;
    case 'invalid_value':
      return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.message.startsWith('Too small') ? `must be at least ${issue.minimum}` : issue.message;
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'invalid_union':
      return unionWords(issue, valueAt, [...before, ...issue.path]);
    default:
      return issue.message;
  }
}

/** A value that fits none of several forms: the form it comes nearest to says what is wrong. */
function unionWords(issue: Extract<Issue, { code: 'invalid_union' }>, valueAt: ValueAt, place: readonly PropertyKey[]): string {
  const kinds = /^Invalid discriminator value\. Expected (.*)$/.exec(issue.message)?.[1];
  if (kinds !== undefined) return `must be one of ${kinds.replaceAll("'", '').replaceAll(' | ', ', ')}`;
  const distance = (issues: readonly Issue[]): number => (issues[0]?.path.length === 0 && issues[0].code === 'invalid_type' ? Infinity : issues.length);
  const nearest = [...issue.errors].sort((one, other) => distance(one) - distance(other))[0]?.[0];
  if (nearest === undefined) return issue.message;
  const words = wordsOf(nearest, valueAt, place);
  return nearest.path.length === 0 ? words : `${nearest.path.map(String).join('.')}: ${words}`;
}
