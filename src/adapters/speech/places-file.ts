import path from 'node:path';
import { announcementPlacesSchema, type AnnouncementPlaces } from '../../contract/announcement-places.ts';
import { readIfThere } from './folders.ts';
import { SpeechFault } from './speech-fault.ts';

/**
 * `<folder>/places.json`; null: there is no such file, and any place may be named.
 * @throws {SpeechFault} ANNOUNCEMENT_PLACES_INVALID with one line per fault.
 */
export async function loadPlaces(folder: string): Promise<AnnouncementPlaces | null> {
  const file = path.join(folder, 'places.json');
  const content = await readIfThere(file);
  if (content === undefined) return null;
  const parsed = announcementPlacesSchema.safeParse(parseJson(content.toString('utf8'), file));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${file}: ${[...issue.path.map(String), issue.message].join(': ')}`);
  throw new SpeechFault('ANNOUNCEMENT_PLACES_INVALID', lines.join('\n'));
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new SpeechFault('ANNOUNCEMENT_PLACES_INVALID', `${file}: cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
