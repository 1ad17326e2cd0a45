/** What flows may name, without a running hotline: texts stand for sounds, and the queues are those every firm begins with. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadSettings } from '../../config.ts';
import { loadCatalogueFile } from '../../adapters/speech/catalogue-file.ts';
import { loadPlaces } from '../../adapters/speech/places-file.ts';
import { operations } from '../../contract/operations/table.ts';
import { firmCalendarSettings } from '../../contract/firm-calendar.ts';
import { promptLanguages, type PromptCatalogue, type PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { calendarNames, createFirmCalendar } from '../../core/calendar/firm-calendar.ts';
import type { Surroundings } from '../../core/ivr/check/problem.ts';
import { promptWords } from '../../core/ivr/told-keys.ts';

/** A server checks against those of its database. */
const SHIPPED_QUEUES = ['general', 'callback', 'overflow', 'complaint'];

export type Catalogues = Readonly<Record<PromptLanguage, PromptCatalogue>>;

export interface FlowPlaces {
  readonly flowsDir: string;
  readonly projectRoot: string;
}

/** Prompts lie beside the flows; flows alone are said with the shipped ones. */
function promptsFolderOf({ flowsDir, projectRoot }: FlowPlaces): string {
  const beside = path.join(flowsDir, 'prompts');
  return existsSync(beside) ? beside : path.join(projectRoot, 'ivr-flows/prompts');
}

export async function readCatalogues(files: FlowPlaces): Promise<Catalogues> {
  const folder = promptsFolderOf(files);
  const [zh, en] = await Promise.all([loadCatalogueFile(folder, 'zh-CN'), loadCatalogueFile(folder, 'en')]);
  return { 'zh-CN': zh, en };
}

/** All that flows may name, as the files beside them say. */
export async function readSurroundings(files: FlowPlaces, furtherQueues: readonly string[] = []): Promise<Surroundings> {
  const places = await loadPlaces(promptsFolderOf(files));
  return { ...surroundingsOf(await readCatalogues(files), furtherQueues), ...(places === null ? {} : { places: new Set(Object.keys(places)) }) };
}

export function surroundingsOf(catalogues: Catalogues, furtherQueues: readonly string[] = []): Surroundings {
  const entries = (language: PromptLanguage) =>
    Object.entries(catalogues[language]).map(([id, entry]) => ({ id, text: 'text' in entry ? entry.text : '', isLegal: 'legal' in entry && entry.legal === true }));
  return {
    prompts: new Map(promptLanguages.map((language) => [language, new Set(Object.keys(catalogues[language]))])),
    words: new Map(promptLanguages.map((language) => [language, promptWords(entries(language), language)])),
    calendars: calendarNames(createFirmCalendar(firmCalendarSettings.parse({}))),
    queues: new Set([...SHIPPED_QUEUES, ...furtherQueues]),
    operations,
    destinations: new Set(Object.keys(loadSettings().transfers)),
  };
}
