/** `./hotline announce add | list | end`: what callers are told for a time (M-08). */
import path from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { createAnnouncementStore, type ListedAnnouncement } from '../adapters/postgres/announcement-store.ts';
import { createEspeakEngine } from '../adapters/speech/espeak-engine.ts';
import { loadPlaces } from '../adapters/speech/places-file.ts';
import { SpeechFault } from '../adapters/speech/speech-fault.ts';
import { createTextSpeaker } from '../adapters/speech/text-speaker.ts';
import { publicText, type PublicText } from '../app/public-text.ts';
import { ConfigError, loadSettings, type Config, type Settings } from '../config.ts';
import { announcementPlaceSchema } from '../contract/announcement-places.ts';
import { inBusinessTime } from './callback-report.ts';
import { placesOfFlows } from './flows/announced.ts';
import { parseInstant } from './parse-instant.ts';
import { withDatabase } from './with-database.ts';

interface AddOptions {
  readonly place: string;
  readonly zh: string;
  readonly en: string;
  readonly from?: string;
  readonly until: string;
  readonly by: string;
}

const silentLog = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Text of 1 to so many characters. */
export function shortText(longest: number): (value: string) => string {
  return (value) => {
    const text = value.trim();
    if (text === '' || text.length > longest) throw new InvalidArgumentError(`Write 1 to ${longest} characters.`);
    return text;
  };
}

function placeName(value: string): string {
  if (!announcementPlaceSchema.safeParse(value).success) throw new InvalidArgumentError('Small letters, digits and "-", such as welcome: the place that a flow names in { announce: ... }.');
  return value;
}

/** An announcement at a place that no flow can name would be heard by nobody. */
async function checkPlace(place: string, config: Settings): Promise<void> {
  const places = await loadPlaces(path.join(config.flowsDir, 'prompts'));
  if (places === null || Object.hasOwn(places, place)) return;
  throw new ConfigError(`--place ${place}: nobody would hear it, there is no such place; there is ${Object.keys(places).sort().join(', ')} (ivr-flows/prompts/places.json).`);
}

async function listPlaces(): Promise<void> {
  const { flowsDir } = loadSettings();
  const places = await loadPlaces(path.join(flowsDir, 'prompts'));
  const said = await placesOfFlows(flowsDir);
  for (const [place, when] of Object.entries(places ?? {})) console.log(`${place}\t${when}${said?.has(place) === false ? ' (no flow says it yet)' : ''}`);
  if (places === null) console.log('there is no ivr-flows/prompts/places.json: any place may be named');
}

function announcementText(text: string, option: string): PublicText {
  const spoken = publicText(text, 'announcement');
  if (spoken === null) throw new ConfigError(`${option}: has a run of 11 or more digits; everybody hears an announcement, so no phone, account or identity number may stand in it.`);
  return spoken;
}

async function add(options: AddOptions): Promise<void> {
  const texts = { zh: announcementText(options.zh, '--zh'), en: announcementText(options.en, '--en') };
  await checkPlace(options.place, loadSettings());
  await withDatabase('announce', async ({ config, database, businessNow }) => {
    const from = new Date(options.from ?? businessNow);
    const until = new Date(options.until);
    if (until <= from) throw new ConfigError(`--until ${options.until}: is not after ${inBusinessTime(from.getTime())}, when the announcement begins.`);
    if (until.getTime() <= businessNow) throw new ConfigError(`--until ${options.until}: is over already; it is ${inBusinessTime(businessNow)} on the firm's clock.`);
    const speaker = speakerOf(config);
    const clipZh = await speaker.announce(texts.zh, 'zh-CN');
    const clipEn = await speaker.announce(texts.en, 'en');
    const id = await createAnnouncementStore(database).add({ place: options.place, textZh: options.zh, textEn: options.en, clipZh, clipEn, from, until, by: options.by });
    console.log(`announcement ${id}: heard at "${options.place}" from ${inBusinessTime(from.getTime())} until ${inBusinessTime(until.getTime())}; ./hotline announce end ${id} --by NAME ends it earlier`);
    const said = await placesOfFlows(config.flowsDir);
    if (said?.has(options.place) === false) console.error(`no flow says the announcements of "${options.place}" yet, so nobody hears it: put { announce: ${options.place} } into what a node says`);
  });
}

function speakerOf(config: Config) {
  return createTextSpeaker({ promptsFolder: config.promptsDir, catalogueFolder: path.join(config.flowsDir, 'prompts'), engine: createEspeakEngine({ rootFolder: config.asteriskRoot }), log: silentLog });
}

async function list(options: { all?: true }): Promise<void> {
  await withDatabase('announce', async ({ database, businessNow }) => {
    const found = await createAnnouncementStore(database).list({ businessAt: businessNow, isAll: options.all === true });
    for (const one of found) console.log(lineOf(one, businessNow));
    if (found.length === 0) console.log('no announcement');
  });
}

function lineOf(one: ListedAnnouncement, businessNow: number): string {
  const times = `${inBusinessTime(one.from.getTime())} - ${inBusinessTime(one.until.getTime())}`;
  return [one.id, stateOf(one, businessNow), one.place, times, `by ${one.by}`, one.textZh, one.textEn].join('\t');
}

function stateOf({ endedBy, from, until }: ListedAnnouncement, businessNow: number): string {
  if (endedBy !== null) return `ended by ${endedBy}`;
  if (businessNow >= until.getTime()) return 'over';
  return businessNow < from.getTime() ? 'to come' : 'heard now';
}

async function end(id: string, options: { by: string }): Promise<void> {
  await withDatabase('announce', async ({ database }) => {
    if (/^\d{1,9}$/.test(id) && (await createAnnouncementStore(database).end(Number(id), options.by))) return console.log(`announcement ${id}: ended`);
    console.error(`There is no announcement ${id} that is not ended yet. ./hotline announce list shows them.`);
    process.exitCode = 1;
  });
}

/** What a person can put right ends in its own words and exit code 2. */
async function tellFaults(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof SpeechFault || error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

/** Adds the commands to the program. */
export function registerAnnounce(program: Command): void {
  const announce = program.command('announce').description('what callers are told for a time: heard from the next call on, without a restart');
  announce
    .command('add')
    .description('speak an announcement and have it heard from a time until a time, on the clock of the firm')
    .requiredOption('--zh <text>', 'what Chinese callers hear', shortText(500))
    .requiredOption('--en <text>', 'what English callers hear', shortText(1000))
    .requiredOption('--until <time>', 'when it is over, such as 2026-11-25T15:00+08:00', parseInstant)
    .requiredOption('--by <name>', 'who says so', shortText(80))
    .option('--from <time>', 'when it begins (default: now)', parseInstant)
    .option('--place <name>', 'where flows say it: { announce: NAME }', placeName, 'welcome')
    .action((options: AddOptions) => tellFaults(add(options)));
  announce
    .command('list')
    .description('announcements that are heard or to come')
    .option('--all', 'also those that are over or ended')
    .action((options: { all?: true }) => tellFaults(list(options)));
  announce
    .command('places')
    .description('where announcements can be heard: ivr-flows/prompts/places.json')
    .action(() => tellFaults(listPlaces()));
  announce
    .command('end')
    .description('end an announcement before its time')
    .argument('<number>', 'its number, from announce list')
    .requiredOption('--by <name>', 'who says so', shortText(80))
    .action((id: string, options: { by: string }) => tellFaults(end(id, options)));
}
