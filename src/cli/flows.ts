/** `./hotline flows check`: the flows as the server would read them at its start, against texts instead of built sounds. */
import path from 'node:path';
import type { Command } from 'commander';
import { loadFlows, type FlowFault } from '../adapters/files/flow-files.ts';
import { loadCatalogueFile } from '../adapters/speech/catalogue-file.ts';
import { loadSettings } from '../config.ts';
import { operations } from '../contract/operations/table.ts';
import { firmCalendarSettings } from '../contract/firm-calendar.ts';
import { promptLanguages } from '../contract/prompt-catalogue.ts';
import { createFirmCalendar } from '../core/calendar/firm-calendar.ts';

/** Queues every firm begins with; a server checks against those of its database. */
const SHIPPED_QUEUES = ['general', 'callback'];

export function describeFault(fault: FlowFault): string {
  return `${fault.file}:${fault.line}: node ${fault.node === '' ? '-' : fault.node}: ${fault.reason}`;
}

async function check(queues: readonly string[]): Promise<boolean> {
  const { flowsDir, projectRoot } = loadSettings();
  const prompts = new Map<string, ReadonlySet<string>>();
  for (const language of promptLanguages) {
    const catalogue = await loadCatalogueFile(path.join(projectRoot, 'ivr-flows/prompts'), language);
    prompts.set(language, new Set(Object.keys(catalogue)));
  }
  const calendar = createFirmCalendar(firmCalendarSettings.parse({}));
  const calendars = new Set(calendar.services.keys());
  const loaded = await loadFlows(flowsDir, { prompts, calendars, queues: new Set([...SHIPPED_QUEUES, ...queues]), operations });
  if (loaded.kind === 'refused') {
    for (const fault of loaded.faults) console.error(describeFault(fault));
    console.error(`${loaded.faults.length} to mend in ${flowsDir}`);
    return false;
  }
  for (const flow of loaded.flows) console.log(`${flow.id} version ${flow.version}: ${Object.keys(flow.nodes).length} nodes, in order`);
  return true;
}

export function registerFlows(program: Command): void {
  const flows = program.command('flows').description('IVR flows of ivr-flows/');
  flows
    .command('check')
    .description('schema, targets, reachability, endless loops, prompts in every language, names, secrets')
    .option('--queue <name...>', 'further queues that flows may name', [])
    .action(async (options: { queue: string[] }) => {
      if (!(await check(options.queue))) process.exitCode = 1;
    });
}
