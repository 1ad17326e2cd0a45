/** The door for YAML: text in, plain values out; what cannot be read is named with its line. JSON is YAML too. */
import { LineCounter, isNode, parseDocument, visit } from 'yaml';

export interface YamlFault {
  readonly line: number;
  readonly reason: string;
}

export interface YamlText {
  readonly value: unknown;
  readonly faults: readonly YamlFault[];
  /** The line of a place in the file, or of the nearest that is there. */
  lineOf(path: Place): number;
  /** Whether the file itself has something at that place. */
  has(path: Place): boolean;
  valueAt(path: Place): unknown;
}

type Place = readonly (string | number)[];

/** Aliases are not read: a file of a few lines could stand for millions. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true, stringKeys: true });
  const faults = document.errors.map((error) => ({ line: lines.linePos(error.pos[0]).line, reason: (error.message.split('\n', 1)[0] ?? error.code).replace(/ at line \d+, column \d+:?$/, '') }));
  visit(document, { Alias: (_key, alias) => void faults.push({ line: lines.linePos(alias.range?.[0] ?? 0).line, reason: `*${alias.source} stands for another place: write out what you mean` }) });
  const lineOf = (path: Place): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const found: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(found) && found.range !== null && found.range !== undefined) return lines.linePos(found.range[0]).line;
    }
    return 1;
  };
  const has = (path: Place): boolean => document.hasIn(path);
  const valueAt = (path: Place): unknown => document.getIn(path);
  const read = { lineOf, has, valueAt };
  if (faults.length > 0) return { value: undefined, faults, ...read };
  try {
    return { value: document.toJS({ maxAliasCount: 0 }), faults, ...read };
  } catch (error) {
    return { value: undefined, faults: [{ line: 1, reason: error instanceof Error ? error.message : 'cannot be read' }], ...read };
  }
}
