/** Fills `{{name}}` placeholders of a text file. */

/**
 * Replaces each placeholder by its value. Throws when the text names one that has no value: a configuration file
 * with a hole would be accepted by Asterisk and fail much later. Values may hold line breaks.
 */
export function fillTemplate(text: string, values: Readonly<Record<string, string | number>>, source: string): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${source}: no value for {{${name}}}`);
    return String(value);
  });
}
