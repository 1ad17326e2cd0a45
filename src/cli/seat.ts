/** `./hotline seat`: an agent at a seat, scripted: phone registered, signed in at the desk, ready. */
import { type Command, InvalidArgumentError } from 'commander';
import { type Config, loadConfig } from '../config.ts';
import { PhoneFault } from '../lab/ear/phone-fault.ts';
import { ownDesk } from '../lab/sip/desk-door.ts';
import { nowMs } from '../lab/sip/pacer.ts';
import { type SeatBehaviour, type SeatEvent, type SeatRun, runSeat } from '../lab/sip/seat-run.ts';
import { tellPhoneFaults } from './tell-phone-faults.ts';

interface SeatOptions {
  autoAnswer?: number | true;
  answer?: boolean;
  busy?: boolean;
  duration?: number;
  calls?: number;
  json?: boolean;
}

const ANSWER_MS = 1_000;

const wholeNumber = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('a whole number.');
  return Number(text);
};

function behaviourOf(options: SeatOptions): SeatBehaviour {
  if (options.busy) return { kind: 'busy' };
  if (options.autoAnswer === undefined || options.answer === false) return { kind: 'no-answer' };
  const hangUp = options.duration === undefined ? {} : { hangUpAfterMs: options.duration * 1000 };
  return { kind: 'answer', afterMs: options.autoAnswer === true ? ANSWER_MS : options.autoAnswer, ...hangUp };
}

function passwordOf(config: Config, extension: string): string {
  const password = config.secrets.seatPasswords[extension];
  if (password === undefined) throw new PhoneFault('SEAT_UNKNOWN', `there is no seat ${extension}; seats are ${Object.keys(config.secrets.seatPasswords).join(', ')}`);
  return password;
}

async function seat(extension: string, options: SeatOptions): Promise<void> {
  const config = loadConfig();
  const startedMs = nowMs();
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  let calls = 0;
  const run: SeatRun = await runSeat({
    extension,
    sipPassword: passwordOf(config, extension),
    registrar: { host: '127.0.0.1', port: config.ports.pbxSip },
    desk: { ...ownDesk(config), login: extension, password: config.secrets.demoPassword },
    behaviour: behaviourOf(options),
    onEvent(event) {
      console.log(describe(event, { startedMs, isJson: options.json === true }));
      if (event.kind === 'ended') calls += 1;
      if (options.calls !== undefined && calls >= options.calls) leave();
    },
  });
  await left;
  await run.close();
}

function describe(event: SeatEvent, how: { startedMs: number; isJson: boolean }): string {
  const atMs = Math.round((event.atMs - how.startedMs) * 10) / 10;
  const at = new Date(performance.timeOrigin + event.atMs).toISOString();
  if (how.isJson) return JSON.stringify({ atMs, at, kind: event.kind, detail: event.detail });
  const detail = Object.entries(event.detail).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return `${(atMs / 1000).toFixed(3).padStart(9)} s  ${event.kind.padEnd(10)} ${detail.join(' ')}`;
}

/** Adds the command to the program. */
export function registerSeat(program: Command): void {
  program
    .command('seat <extension>')
    .description('sit at a seat: register its phone, sign in, be ready, and tell what happens')
    .option('--auto-answer [ms]', `pick up, after so many milliseconds (default ${ANSWER_MS})`, wholeNumber)
    .option('--no-answer', 'let it ring (this is the default)')
    .option('--busy', 'answer every call with busy')
    .option('--duration <seconds>', 'hang up after so long a talk', wholeNumber)
    .option('--calls <number>', 'sign out and end after so many calls', wholeNumber)
    .option('--json', 'print one JSON object a line')
    .action((extension: string, options: SeatOptions) => tellPhoneFaults(seat(extension, options)));
}
