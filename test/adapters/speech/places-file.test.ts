/** The list of places of announcements: read, absent, broken. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadPlaces } from '../../../src/adapters/speech/places-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hotline-places-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('the shipped list has the places that the shipped flows name', async () => {
  const places = await loadPlaces(fileURLToPath(new URL('../../../ivr-flows/prompts', import.meta.url)));
  expect(Object.keys(places ?? {})).toEqual(['welcome', 'emergency']);
});

it('without the file nobody knows: any place may be named', async () => {
  expect(await loadPlaces(folder)).toBeNull();
});

it.each([
  ['{ "welcome": ', 'cannot be read as JSON'],
  ['["welcome"]', 'places.json: '],
  ['{ "Welcome!": "at the door" }', 'places.json: Welcome!: '],
  ['{ "welcome": 5 }', 'places.json: welcome: '],
])('%s is told with file and reason', async (content, told) => {
  await writeFile(path.join(folder, 'places.json'), content);
  await expect(loadPlaces(folder)).rejects.toMatchObject({ code: 'ANNOUNCEMENT_PLACES_INVALID', message: expect.stringContaining(told) as string });
});
