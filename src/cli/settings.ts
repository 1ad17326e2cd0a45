/** `./hotline settings`: every setting with its help, what it expects and an example. */
import type { Command } from 'commander';
import { describeSettings } from '../config.ts';

function settings(): void {
  for (const { name, help, expects, example, isSecret } of describeSettings()) {
    console.log(`${name}${isSecret ? '  (secret)' : ''}\n    ${help}\n    Expects ${expects}. Example: ${name}=${example}\n`);
  }
}

export function registerSettings(program: Command): void {
  program.command('settings').description('every setting: environment variables, or settings.json and secrets.json in the home folder').action(settings);
}
