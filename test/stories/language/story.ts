/**
 * A story: what is given, what happens, what people perceive. Telling one only writes its lines down; a stage plays them. So the
 * same lines are played on both stages and printed for people who read no TypeScript.
 */
import { createGiven, type Given } from './given.ts';
import type { Stage } from './stage.ts';
import { createThen, type Then } from './then.ts';
import { createWhen, type When } from './when.ts';

export type Word = 'given' | 'when' | 'then';

export interface Line {
  readonly word: Word;
  /** Plain English, without the leading word. */
  readonly text: string;
  readonly play: (stage: Stage) => Promise<void>;
}

export interface Story {
  readonly title: string;
  /** Requirements and field notes it shows, such as `E-02`. */
  readonly shows: readonly string[];
  /** Played on the real Asterisk as well. */
  readonly alsoReal: boolean;
  readonly lines: readonly Line[];
}

export type Tell = (line: Line) => void;

export interface Words {
  readonly given: Given;
  readonly when: When;
  readonly then: Then;
}

interface About {
  readonly shows?: readonly string[];
  readonly alsoReal?: boolean;
}

export function story(title: string, about: About, tell: (words: Words) => void): Story {
  const lines: Line[] = [];
  const note = (word: Word) => (text: string, play: Line['play']): void => void lines.push({ word, text, play });
  tell({ given: createGiven(note('given')), when: createWhen(note('when')), then: createThen(note('then')) });
  return { title, shows: about.shows ?? [], alsoReal: about.alsoReal ?? false, lines };
}

/** The name of its test: the requirement check looks for ids in brackets. */
export const testNameOf = ({ title, shows }: Story): string => [title, ...shows.map((id) => `[${id}]`)].join(' ');

/** Plays all lines; the one that fails is named, so that the message can be read without the code. */
export async function playStory({ lines }: Pick<Story, 'lines'>, stage: Stage): Promise<void> {
  for (const [n, { word, text, play }] of lines.entries()) {
    try {
      await play(stage);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`line ${n + 1}, "${word} ${text}": ${why}`, { cause: error });
    }
  }
}
