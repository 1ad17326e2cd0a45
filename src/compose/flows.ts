/** The flows of this server: its folder, the table of releases, and what both are checked against. */
import path from 'node:path';
import { checkFlowTexts, readFlowTexts } from '../adapters/files/flow-files.ts';
import { createFlowFolder, hashOfFlows } from '../adapters/files/flow-folder.ts';
import { createFlowReleaseStore } from '../adapters/postgres/flow-release-store.ts';
import { readQueueNames } from '../adapters/postgres/queue-names.ts';
import { loadPlaces } from '../adapters/speech/places-file.ts';
import type { PlayablePrompts } from '../adapters/speech/playable-prompts.ts';
import type { FlowFault } from '../app/flows/ports.ts';
import { createFlowReleases, FlowsRefused, type FlowReleases } from '../app/flows/releases.ts';
import { operations } from '../contract/operations/table.ts';
import { promptLanguages } from '../contract/prompt-catalogue.ts';
import { calendarNames, type FirmCalendar } from '../core/calendar/firm-calendar.ts';
import type { Surroundings } from '../core/ivr/check/problem.ts';
import { promptWords } from '../core/ivr/told-keys.ts';
import { BootRefused, type Foundation } from './foundation.ts';

interface FlowParts {
  readonly catalogue: PlayablePrompts;
  readonly calendar: FirmCalendar;
  readonly inUse: () => ReadonlySet<number>;
}

export function composeFlows({ config, database, clock, log }: Foundation, { catalogue, calendar, inUse }: FlowParts): FlowReleases {
  const around = async (): Promise<Surroundings> => ({
    ...(await announcementPlaces(config.flowsDir, log)),
    prompts: new Map(promptLanguages.map((language) => [language, new Set(catalogue.clipIds(language))])),
    words: new Map(promptLanguages.map((language) => [language, promptWords(catalogue.words(language), language)])),
    calendars: calendarNames(calendar),
    queues: await readQueueNames(database),
    operations,
    destinations: new Set(Object.keys(config.transfers)),
  });
  return createFlowReleases({
    folder: createFlowFolder(config.flowsDir),
    reader: { check: async (texts) => checkFlowTexts(texts, await around()), read: readFlowTexts, hash: hashOfFlows },
    store: createFlowReleaseStore(database),
    now: clock.now,
    monotonicMs: () => performance.now(),
    inUse,
    log,
  });
}

/** A list that cannot be read is told, and holds up no flow. */
async function announcementPlaces(flowsDir: string, log: Foundation['log']): Promise<Pick<Surroundings, 'places'>> {
  try {
    const places = await loadPlaces(path.join(flowsDir, 'prompts'));
    return places === null ? {} : { places: new Set(Object.keys(places)) };
  } catch (error) {
    log.error({ err: error }, 'the places of announcements cannot be read: flows are not checked for them');
    return {};
  }
}

const lineOf = (fault: FlowFault): string => `${fault.file}:${fault.line}: node ${fault.node || '-'}: ${fault.reason}`;

/** A server opens with flows that are in order, or not at all. */
export async function openFlows(flows: FlowReleases): Promise<void> {
  await flows.open().catch((error: unknown) => {
    if (!(error instanceof FlowsRefused)) throw error;
    throw new BootRefused(`the flows are refused, the server does not open:\n${error.faults.map(lineOf).join('\n')}\nMend them and look again with ./hotline flows check; ./hotline prompts build makes prompts that are missing`);
  });
}

const NAMED_FAULTS = 3;

/** Not a reason to be not ready: callers go on with the release before. */
export function flowTrouble(flows: FlowReleases): string[] {
  const faults = flows.faults();
  if (faults.length === 0) return [];
  const more = faults.length > NAMED_FAULTS ? ` and ${faults.length - NAMED_FAULTS} more` : '';
  return [`flows are refused, callers stay on release ${flows.newest()}: ${faults.slice(0, NAMED_FAULTS).map(lineOf).join(' | ')}${more}; ./hotline flows check says all`];
}
