/** `./hotline emergency on | off | show`: emergency mode (O-03), heard from the next call on. */
import type { Command } from 'commander';
import { createAnnouncementStore, type EmergencyTurn } from '../adapters/postgres/announcement-store.ts';
import { inBusinessTime } from './callback-report.ts';
import { shortText } from './announce.ts';
import { withDatabase } from './with-database.ts';

const SHOWN_TURNS = 20;

async function turn(isOn: boolean, { by, why }: { by: string; why: string }): Promise<void> {
  await withDatabase('emergency', async ({ database }) => {
    const announcements = createAnnouncementStore(database);
    const [last] = await announcements.emergencyTurns(1);
    if ((last?.isOn ?? false) === isOn) {
      console.error(`Emergency mode is ${isOn ? 'on' : 'off'} already${last === undefined ? '' : `: ${lineOf(last)}`}.`);
      process.exitCode = 1;
      return;
    }
    await announcements.turnEmergency({ isOn, by, why });
    console.log(isOn ? 'emergency mode is on: who calls now hears emergency.welcome in place of the welcome, and 0 leads to the queue "overflow". What is wrong: ./hotline announce add --place emergency ...' : 'emergency mode is off: who calls now hears the welcome');
  });
}

async function show(): Promise<void> {
  await withDatabase('emergency', async ({ database }) => {
    const turns = await createAnnouncementStore(database).emergencyTurns(SHOWN_TURNS);
    console.log(`emergency mode is ${turns[0]?.isOn === true ? 'on' : 'off'}`);
    for (const one of turns) console.log(lineOf(one));
  });
}

function lineOf({ isOn, by, why, at }: EmergencyTurn): string {
  return `${inBusinessTime(at.getTime())}  ${isOn ? 'on' : 'off'} by ${by}: ${why}`;
}

/** Adds the commands to the program. */
export function registerEmergency(program: Command): void {
  const emergency = program.command('emergency').description('emergency mode: other words in place of the welcome, and the overflow queue; without a restart');
  for (const [word, isOn] of [['on', true], ['off', false]] as const) {
    emergency
      .command(word)
      .description(`turn it ${word}; who, when and why are kept for good`)
      .requiredOption('--by <name>', 'who says so', shortText(80))
      .requiredOption('--why <text>', 'the reason', shortText(500))
      .action((options: { by: string; why: string }) => turn(isOn, options));
  }
  emergency.command('show').description('how it stands, and who turned it when and why').action(() => show());
}
