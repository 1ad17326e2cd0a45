import path from 'node:path';
import { NO_READINGS, promptReadingsSchema, type PromptReadings } from '../../contract/prompt-readings.ts';
import { readIfThere } from './folders.ts';
import { SpeechFault } from './speech-fault.ts';

/**
 * `<folder>/readings.json`; without the file no reading is put right.
 * @throws {SpeechFault} PROMPT_READINGS_INVALID with one line per fault.
 */
export async function loadReadings(folder: string): Promise<PromptReadings> {
  const file = path.join(folder, 'readings.json');
  const content = await readIfThere(file);
  if (content === undefined) return NO_READINGS;
  const parsed = promptReadingsSchema.safeParse(parseJson(content.toString('utf8'), file));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${file}: ${[...issue.path.map(String), issue.message].join(': ')}`);
  throw new SpeechFault('PROMPT_READINGS_INVALID', lines.join('\n'));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new SpeechFault('PROMPT_READINGS_INVALID', `${file}: cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
