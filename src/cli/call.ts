/** `./hotline call`: a real SIP call to the hotline from the public network, told by the caller's own ear. */
import { type Command, InvalidArgumentError } from 'commander';
import { allSecrets, loadConfig } from '../config.ts';
import { carrierAccess } from '../lab/carrier/access.ts';
import { parseKeys } from '../lab/carrier/call-keys.ts';
import { createCallLog } from '../lab/carrier/call-log.ts';
import { type CallReport, isDone, runCall } from '../lab/carrier/call-script.ts';
import { openLine } from '../lab/carrier/line.ts';
import { FAST_KEYS } from '../lab/carrier/party.ts';
import { loadPromptIndex } from '../lab/ear/prompt-clips.ts';
import type { TranscriptStep } from '../lab/ear/transcript.ts';
import { tellPhoneFaults } from './tell-phone-faults.ts';

interface CallOptions {
  from: string;
  to?: string;
  keys: string;
  hold: number;
  max: number;
  stay?: boolean;
  fast?: boolean;
  json?: boolean;
}

const seconds = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0 || value > 3600) throw new InvalidArgumentError('a number of seconds, such as 10.');
  return value;
};
const phoneNumber = (text: string): string => {
  if (!/^\+?\d{3,15}$/.test(text)) throw new InvalidArgumentError('a number of 3 to 15 digits, such as 13800138000.');
  return text;
};
const callerNumber = (text: string): string => (text === 'withheld' ? '' : phoneNumber(text));

async function call(options: CallOptions): Promise<void> {
  const keys = parseKeys(options.keys);
  const config = loadConfig(undefined, allSecrets);
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort());
  const line = await openLine({ access: carrierAccess(config), index: loadPromptIndex(config.promptsDir), onPlaced: createCallLog(config.sipCallLog) });
  const to = options.to ?? config.dnis;
  if (!options.json) console.log(`${options.from || 'withheld number'} calls ${to}`);
  const teller = createTeller(options.json === true);
  try {
    const report = await runCall(line, {
      from: options.from,
      to,
      keys,
      holdMs: options.hold * 1000,
      maxMs: options.max * 1000,
      isStaying: options.stay === true,
      signal: abort.signal,
      onStep: teller.step,
      ...(options.fast ? { keyTiming: FAST_KEYS } : {}),
    });
    teller.end(report);
    if (!isDone(report)) process.exitCode = 1;
  } finally {
    await line.close();
  }
}

/** Prints a step when the next begins: a prompt grows while it is heard. */
function createTeller(isJson: boolean) {
  let growing: TranscriptStep | undefined;
  const flush = (): void => {
    if (growing && !isJson) console.log(describe(growing));
    growing = undefined;
  };
  return {
    step(step: TranscriptStep): void {
      flush();
      growing = step;
    },
    end(report: CallReport): void {
      flush();
      console.log(isJson ? JSON.stringify(report) : `${inSeconds(report.durationMs)}  ${outcomes[report.outcome]}`);
    },
  };
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1).padStart(6)} s`;

function describe(step: TranscriptStep): string {
  const what = {
    prompt: `hears   ${step.text}`,
    key: `presses ${step.digits}`,
    queued: `waits   ${step.text || '(music)'}`,
    offered: `hears   ${step.text}`,
    ringing: 'hears   a seat ring',
    talking: `talks   ${step.seat ? `with seat ${step.seat}` : ''}`,
    ended: 'ended',
  }[step.kind];
  return `${inSeconds(step.atMs)}  ${what.trimEnd()}${step.promptIds.length > 0 ? `  [${step.promptIds.join(' ')}]` : ''}`;
}

const outcomes: Readonly<Record<CallReport['outcome'], string>> = {
  served: 'served: every key was asked for, and the answer was heard',
  talked: 'talked: with a person, for as long as asked',
  'hung-up': 'hung up by the hotline before the call had done what was asked',
  'no-answer': 'no answer',
  busy: 'busy',
  refused: 'refused',
  'not-done': 'not done: the time for this call was up',
  cancelled: 'cancelled',
};

/** Adds the command to the program. */
export function registerCall(program: Command): void {
  program
    .command('call')
    .description('place a real call to the hotline and tell what the caller hears')
    .option('--from <number>', "the caller's number, or withheld", callerNumber, '13800138000')
    .option('--to <number>', 'the number dialled (default: the hotline)', phoneNumber)
    .option('--keys <groups>', 'keys to press, a group each time a prompt asks, such as "1,600519#,0"; "-" presses nothing once; @FILE reads them unseen', '')
    .option('--hold <seconds>', 'how long to talk before hanging up', seconds, 10)
    .option('--max <seconds>', 'longest time for the whole call', seconds, 120)
    .option('--stay', 'stay on the line until the hotline hangs up')
    .option('--fast', 'press keys as fast as they can be told apart')
    .option('--json', 'print one JSON object')
    .action((options: CallOptions) => tellPhoneFaults(call(options)));
}
