/** What is said, as a flow writes it: prompts of the catalogue, values spoken by the grammar, rows, announcements. */
export type PromptId = string;

/** A value of the call by path: `quote.last`, `code`; within `each` a path of the row: `.name`. */
export type AnswerPath = string;

/**
 * How a value is spoken; core/speech has the grammar. `name` is the clip of a security's name, from a quote's path (`quote`: its
 * code and kind).
 */
export type SpokenAs =
  | 'card' | 'dec' | 'money_fen' | 'code' | 'pct' | 'date' | 'date_noyear' | 'time' | 'count' | 'price' | 'index'
  | 'volume_lots' | 'turnover_yuan' | 'change' | 'change_points' | 'place' | 'duration' | 'name';

/** One piece of what is said. */
export type PromptPart =
  | PromptId
  | { readonly speak: SpokenAs; readonly from: AnswerPath }
  /** The announcements in effect now at that place: none, one or more. M-08 */
  | { readonly announce: string }
  /** The answer names a clip that was made from a text of the back office; '' = nothing is said. */
  | { readonly clip: AnswerPath }
  /** For each row of an answer: `holdings.1.name`, `holdings.2.name`, ...; `holdings.rows` says how many. */
  | { readonly each: string; readonly say: readonly PromptPart[] };

/** Every answer that is spoken, by its full path; a row's path is that of any row: `holdings.*.name`. */
export function spokenPaths(parts: readonly PromptPart[], row = ''): readonly AnswerPath[] {
  const full = (path: AnswerPath): AnswerPath => (path.startsWith('.') ? row + path : path);
  return parts.flatMap((part): readonly AnswerPath[] => {
    if (typeof part === 'string' || 'announce' in part) return [];
    if ('each' in part) return spokenPaths(part.say, `${part.each}.*`);
    return [full('clip' in part ? part.clip : part.from)];
  });
}

/** Every place whose announcements are said. */
export function announcedAt(parts: readonly PromptPart[]): readonly string[] {
  return parts.flatMap((part): readonly string[] => {
    if (typeof part === 'string') return [];
    if ('announce' in part) return [part.announce];
    return 'each' in part ? announcedAt(part.say) : [];
  });
}

/** Every prompt of the catalogue that is said. */
export function promptIdsOf(parts: readonly PromptPart[]): readonly PromptId[] {
  return parts.flatMap((part): readonly PromptId[] => {
    if (typeof part === 'string') return [part];
    return 'each' in part ? promptIdsOf(part.say) : [];
  });
}
