/** A text cut to so many characters, behind its last whole sentence (or part of one) when there is any. */
export function wholeSentences(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text;
  const cut = text.slice(0, maxCharacters);
  const end = Math.max(...['。', '！', '？', '；', '. ', '! ', '? '].map((mark) => cut.lastIndexOf(mark)));
  if (end > 0) return cut.slice(0, end + 1);
  const pause = Math.max(cut.lastIndexOf('，'), cut.lastIndexOf(', '), cut.lastIndexOf(' '));
  return pause > 0 ? cut.slice(0, pause) : cut;
}
