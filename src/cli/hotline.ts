/** Entry of `./hotline`: registers the commands and runs the one that was asked for. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { reportFailure } from './report-failure.ts';

type Register = (program: Command) => void;

/** Command, file beside this one, and what it exports. Files are loaded only for their command or for help. */
const commands: readonly (readonly [command: string, file: string, register: string])[] = [
  ['up', './up.ts', 'registerUp'],
  ['down', './down.ts', 'registerDown'],
  ['status', './status.ts', 'registerStatus'],
  ['logs', './logs.ts', 'registerLogs'],
  ['call', './call.ts', 'registerCall'],
  ['seat', './seat.ts', 'registerSeat'],
  ['say', './say.ts', 'registerSay'],
  ['callback', './callback.ts', 'registerCallback'],
  ['recordings', './recordings.ts', 'registerRecordings'],
  ['figures', './figures.ts', 'registerFigures'],
  ['api-token', './api-token.ts', 'registerApiToken'],
  ['prompts', './prompts.ts', 'registerPrompts'],
  ['announce', './announce.ts', 'registerAnnounce'],
  ['emergency', './emergency.ts', 'registerEmergency'],
  ['flows', './flows/commands.ts', 'registerFlows'],
  ['test', './test.ts', 'registerTest'],
  ['check', './check.ts', 'registerCheck'],
  ['bench', './bench.ts', 'registerBench'],
  ['settings', './settings.ts', 'registerSettings'],
  ['firm', './firm.ts', 'registerFirm'],
  ['migrate', './migrate.ts', 'registerMigrate'],
  ['asterisk-config', './asterisk-config.ts', 'registerAsteriskConfig'],
  ['simulator', './simulator.ts', 'registerSimulator'],
  ['provision', './provision.ts', 'registerProvision'],
];

const introduction = `The phone hotline of a securities firm, whole, on this machine: clients dial it, key their way to a quote or reach an agent;
clients are called back, and every callback is recorded. A second Asterisk plays the public phone network.`;

const firstSteps = `
First steps:
  ./hotline up                                    install what is missing, start everything, tell what to try
  ./hotline call --keys "1,600519#"               call in as a client and ask for a quote
  ./hotline down                                  stop everything

All data lies in .hotline/ (another folder: HOTLINE_HOME; other ports: HOTLINE_PORT_BASE).
./hotline COMMAND --help tells more about a command; ./hotline settings lists every setting.`;

async function register(program: Command, [command, file, name]: (typeof commands)[number]): Promise<void> {
  if (!existsSync(new URL(file, import.meta.url))) {
    program.command(command, { hidden: true }).allowUnknownOption().allowExcessArguments().description('comes with a later issue')
      .action(() => program.error(`hotline: ${command} comes with a later issue`, { exitCode: 2 }));
    return;
  }
  const module = (await import(file)) as Record<string, Register | undefined>;
  const add = module[name];
  if (add === undefined) throw new Error(`src/cli/${file.slice(2)} exports no ${name}`);
  add(program);
}

async function main(words: readonly string[]): Promise<void> {
  const program = new Command('hotline').description(introduction).addHelpText('after', firstSteps).showHelpAfterError('(./hotline --help lists the commands)');
  program.helpCommand(false);
  program.configureHelp({ helpWidth: process.stdout.columns ?? 118 });
  const asked = commands.filter(([command]) => command === words[0]);
  for (const entry of asked.length > 0 ? asked : commands) await register(program, entry);
  await program.parseAsync(words.length === 0 ? ['--help'] : [...words], { from: 'user' });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportFailure(error);
}
