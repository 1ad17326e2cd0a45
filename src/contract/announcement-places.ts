/** ivr-flows/prompts/places.json: where announcements are heard. A flow says those of a place, `announce add --place` fills it. */
import { z } from 'zod';

export const announcementPlaceSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'a place of announcements is small letters, digits and dashes, such as welcome');

/** Place -> when it is heard, for people. */
export const announcementPlacesSchema = z.record(announcementPlaceSchema, z.string().min(1).max(200));

export type AnnouncementPlaces = z.infer<typeof announcementPlacesSchema>;
