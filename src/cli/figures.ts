/** `./hotline figures`: do the figures of a day add up, make them anew, queue_log for other reports, definitions. */
import { InvalidArgumentError, type Command } from 'commander';
import { createFigureFacts } from '../adapters/postgres/figure-facts.ts';
import { createFigureTables } from '../adapters/postgres/figure-tables.ts';
import { createThresholdStore } from '../adapters/postgres/threshold-store.ts';
import { checkDay, type DayCheck } from '../app/figures/check.ts';
import { dayOf, periodOf } from '../app/figures/days.ts';
import { metricsPage } from '../app/figures/page.ts';
import { queueLog, queueLogText } from '../app/figures/queue-log.ts';
import { rollUp } from '../app/figures/roll.ts';
import { parseInstant } from './parse-instant.ts';
import { withDatabase, type Opened } from './with-database.ts';

interface DayOption { readonly day?: string }

function parseDay(text: string): string {
  if (periodOf(text) === null) throw new InvalidArgumentError('Write a date, e.g. 2026-11-25.');
  return text;
}
const whole = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Write whole seconds, e.g. 20.');
  return Number(text);
};

const clock = { now: () => Date.now() };
const depsOf = ({ database }: Opened) => ({ facts: createFigureFacts(database), tables: createFigureTables(database), clock });
const periodFor = (day: string) => periodOf(day) ?? { from: 0, to: 0 };

export function checkText(day: string, { calls, seats, visits, recordings, breaks }: DayCheck): string {
  const of = (identity: string): string => (breaks.some((one) => one.identity === identity) ? 'NO' : 'ok');
  const { 'answered-in-time': inTime, 'answered-late': late, abandoned, 'abandoned-short': short, 'flowed-out': flowedOut, callback, waiting } = visits;
  const offered = inTime + late + abandoned + short + flowedOut + callback + waiting;
  return [
    `${day}: ${calls} calls, ${seats} seats`,
    `  ${of('calls-add-up')}  offered ${offered} = answered ${inTime + late} + abandoned ${abandoned + short} + flowed out ${flowedOut} + turned into callbacks ${callback} + waiting ${waiting}`,
    `  ${of('seat-time-adds-up')}  seat states add up to signed-in time`,
    `  ${of('recordings-add-up')}  recordings required ${recordings.required} = present ${recordings.present} + missing ${recordings.missing} + not sealed yet ${recordings.due}`,
    `  ${of('rows-equal-facts')}  what is kept for reports is what the facts say`,
    ...breaks.map(({ callId, seatId, what }) => `      ${callId === null ? `seat ${seatId ?? ''}` : `call ${callId}`}${callId !== null && seatId !== null ? ` (seat ${seatId})` : ''}: ${what}`),
    breaks.length === 0 ? 'The figures add up.' : `The figures do NOT add up: ${breaks.length} ${breaks.length === 1 ? 'break' : 'breaks'}.`,
  ].join('\n');
}

async function check({ day = dayOf(Date.now()), json }: DayOption & { json?: true }): Promise<void> {
  await withDatabase('figures', async (opened) => {
    const found = await checkDay(depsOf(opened), periodFor(day));
    console.log(json === true ? JSON.stringify({ day, ...found }) : checkText(day, found));
    if (found.breaks.length > 0) process.exitCode = 1;
  });
}

async function rebuild({ day = dayOf(Date.now()) }: DayOption): Promise<void> {
  await withDatabase('figures', async (opened) => {
    const deps = depsOf(opened);
    await rollUp(deps);
    const { calls } = await checkDay(deps, periodFor(day), { isRepair: true });
    console.log(`${day}: the figures of ${calls} calls are made anew from their facts`);
  });
}

async function printQueueLog({ day = dayOf(Date.now()) }: DayOption): Promise<void> {
  await withDatabase('figures', async ({ database }) => {
    for (const line of await queueLog(createFigureFacts(database), periodFor(day))) console.log(queueLogText(line));
  });
}

async function threshold(queue: string, options: { within: number; short: number; from: string }): Promise<void> {
  await withDatabase('figures', async ({ database }) => {
    const answer = await createThresholdStore(database).add({ queue, effectiveFrom: Date.parse(options.from), answerWithinMs: options.within * 1_000, shortAbandonMs: options.short * 1_000 });
    if (answer === 'added') return console.log(`${queue}: answered within ${options.within} s counts as in time from ${options.from} on`);
    console.error(answer === 'no-queue' ? `There is no queue ${queue}.` : 'Thresholds hold from a moment to come, and are not changed once they are set: what was counted stays counted.');
    process.exitCode = 2;
  });
}

/** Adds the commands to the program. */
export function registerFigures(program: Command): void {
  const figures = program.command('figures').description('figures of a day, from the facts of its calls');
  const daily = (name: string, words: string): Command => figures.command(name).description(words).option('--day <date>', 'a day of the firm, e.g. 2026-11-25 (default: today)', parseDay);
  daily('check', 'do they add up? lists each call that breaks one; exit code 1 if any does').option('--json', 'print one JSON object').action(check);
  daily('rebuild', 'make what is kept for reports anew from the facts').action(rebuild);
  daily('queue-log', "the day in the words of Asterisk's queue_log").action(printQueueLog);
  figures.command('definitions').description('docs/metrics.md: what each figure means').action(() => console.log(metricsPage()));
  figures
    .command('threshold')
    .description('what counts as answered in time in a queue, from a moment on')
    .argument('<queue>', 'its name')
    .requiredOption('--within <seconds>', 'answered within so long is in time', whole)
    .requiredOption('--short <seconds>', 'who leaves within so long is not counted as lost', whole)
    .requiredOption('--from <time>', 'from when on, such as 2026-12-01T00:00+08:00', parseInstant)
    .action(threshold);
}
