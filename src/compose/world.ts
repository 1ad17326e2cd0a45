/** Prompts, calendars and flows, read and checked: a server opens with all of them whole, or not at all. */
import { loadPlayablePrompts, type PlayablePrompts } from '../adapters/speech/playable-prompts.ts';
import type { FlowReleases } from '../app/flows/releases.ts';
import type { Log } from '../app/log.ts';
import type { Announced } from '../app/say.ts';
import { createWorld } from '../app/world.ts';
import { firmCalendarSettings } from '../contract/firm-calendar.ts';
import { promptLanguages } from '../contract/prompt-catalogue.ts';
import { createFirmCalendar } from '../core/calendar/firm-calendar.ts';
import { DEFAULT_LIMITS, type World } from '../core/call/world.ts';
import { clipInventory } from '../core/speech/inventory.ts';
import { composeFlows, openFlows } from './flows.ts';
import { BootRefused, type Foundation } from './foundation.ts';

/** Prompts that the machines say by themselves, outside any flow. */
const HOUSE_PROMPTS = [
  'queue.joining', 'queue.comfort', 'queue.place.before', 'queue.offered', 'queue.sorry', 'queue.closed', 'queue.wait.about', 'queue.wait.short',
  'queue.key.keep-place', 'queue.key.message', 'queue.key.callback', 'queue.kept', 'queue.not-kept', 'agent.before', 'agent.after', 'goodbye', 'talk.rejoin', 'check.pin',
  'check.again', 'back-office.wait', 'music.queue', 'tone.ringback', 'tone.listening', 'tone.record',
];

/** `inUse`: releases of the flows that calls in memory run on. */
export async function composeWorld(foundation: Foundation, { inUse, announced, queues }: { inUse: () => ReadonlySet<number>; announced: Announced; queues: World['queue'] }): Promise<{ world: World; catalogue: PlayablePrompts; flows: FlowReleases }> {
  const { config } = foundation;
  const catalogue = await loadPlayablePrompts({ promptsFolder: config.promptsDir, playRoot: config.promptsPlayRoot });
  const missing = promptLanguages.flatMap((language) => catalogue.missing([...HOUSE_PROMPTS, ...clipInventory(language).map((clip) => clip.id)], language));
  if (missing.length > 0) throw new BootRefused(`prompts without sound: ${missing.slice(0, 10).join(' ')}; ./hotline prompts build makes them`);
  const calendar = createFirmCalendar(firmCalendarSettings.parse({}));
  const flows = composeFlows(foundation, { catalogue, calendar, inUse });
  await openFlows(flows);
  const { flow, flowOf } = flows;
  const world = { ...createWorld({ flows: [], release: 0, sounds: catalogue, calendar, announced, queues, limits: DEFAULT_LIMITS }), flow, flowOf };
  return { world, catalogue, flows };
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
