/** Flows, prompts and calendars, read and checked: a server opens with all of them whole, or not at all. */
import { loadFlows } from '../adapters/files/flow-files.ts';
import { readQueueNames } from '../adapters/postgres/queue-names.ts';
import { loadPlayablePrompts, type PlayablePrompts } from '../adapters/speech/playable-prompts.ts';
import type { Log } from '../app/log.ts';
import { createWorld } from '../app/world.ts';
import { operations } from '../contract/operations/table.ts';
import { firmCalendarSettings } from '../contract/firm-calendar.ts';
import { promptLanguages } from '../contract/prompt-catalogue.ts';
import { calendarNames, createFirmCalendar } from '../core/calendar/firm-calendar.ts';
import { DEFAULT_LIMITS, type World } from '../core/call/world.ts';
import { promptWords } from '../core/ivr/told-keys.ts';
import { clipInventory } from '../core/speech/inventory.ts';
import { BootRefused, type Foundation } from './foundation.ts';

/** Prompts that the machines say by themselves, outside any flow. */
const HOUSE_PROMPTS = [
  'queue.joining', 'queue.comfort', 'queue.place.before', 'queue.offered', 'queue.sorry', 'agent.before', 'agent.after', 'goodbye', 'talk.rejoin', 'check.pin',
  'check.again', 'back-office.wait', 'music.queue', 'tone.ringback', 'tone.message',
];

export async function composeWorld(foundation: Foundation): Promise<{ world: World; catalogue: PlayablePrompts }> {
  const { config } = foundation;
  const catalogue = await loadPlayablePrompts({ promptsFolder: config.promptsDir, playRoot: config.promptsPlayRoot });
  const missing = promptLanguages.flatMap((language) => catalogue.missing([...HOUSE_PROMPTS, ...clipInventory(language).map((clip) => clip.id)], language));
  if (missing.length > 0) throw new BootRefused(`prompts without sound: ${missing.slice(0, 10).join(' ')}; ./hotline prompts build makes them`);
  const calendar = createFirmCalendar(firmCalendarSettings.parse({}));
  const loaded = await loadFlows(config.flowsDir, {
    prompts: new Map(promptLanguages.map((language) => [language, new Set(catalogue.clipIds(language))])),
    words: new Map(promptLanguages.map((language) => [language, promptWords(catalogue.words(language), language)])),
    calendars: calendarNames(calendar),
    queues: await readQueueNames(foundation.database),
    operations,
    destinations: new Set(Object.keys(config.transfers)),
  });
  if (loaded.kind === 'refused') {
    const lines = loaded.faults.map((fault) => `${fault.file}:${fault.line}: node ${fault.node || '-'}: ${fault.reason}`);
    throw new BootRefused(`the flows are refused, the server does not open:\n${lines.join('\n')}\nMend them and look again with ./hotline flows check; ./hotline prompts build makes prompts that are missing`);
  }
  const world = createWorld({ flows: loaded.flows, release: 1, sounds: catalogue, calendar, limits: DEFAULT_LIMITS });
  return { world, catalogue };
}

/** Tells of prompts whose file breaks while we run. Returns the way to stop. */
export function followPrompts(catalogue: PlayablePrompts, log: Log): () => void {
  return catalogue.follow({
    onChange(clipId, isWhole) {
      if (isWhole) log.info({ clipId }, 'prompt is whole again');
      else log.error({ clipId }, 'prompt file is gone or not whole: callers hear what comes next instead; ./hotline prompts build makes it again');
    },
    onBuild(clips) {
      if (clips === null) log.error({}, 'the prompts that were built cannot be read: those before stay; ./hotline prompts build writes them anew');
      else log.info({ clips }, 'prompts were built: the next words are of the new ones');
    },
  });
}
