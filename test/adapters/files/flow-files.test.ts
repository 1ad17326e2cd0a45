import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFlows } from '../../../src/adapters/files/flow-files.ts';
import { readYaml } from '../../../src/adapters/files/yaml-file.ts';
import { operations } from '../../../src/contract/operations/table.ts';

/** One flow that needs no other. */
const whole = new URL('../../core/ivr/tried/main.yaml', import.meta.url);
const around = { prompts: new Map<string, ReadonlySet<string>>(), calendars: new Set(['service']), queues: new Set(['general']), operations };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'flows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Flow = { version: unknown; nodes: Record<string, Record<string, unknown>> };
function edited(change: (flow: Flow) => void): void {
  const flow = readYaml(readFileSync(whole, 'utf8')).value as Flow;
  change(flow);
  writeFileSync(path.join(folder, 'main.json'), JSON.stringify(flow, null, 1));
}
const faults = async (): Promise<unknown> => {
  const loaded = await loadFlows(folder, around);
  return loaded.kind === 'refused' ? loaded.faults : loaded.kind;
};

describe('flow files', () => {
  it('one that is in order is read', async () => {
    cpSync(whole, path.join(folder, 'main.yaml'));
    expect(await faults()).toBe('loaded');
  });

  it('text that is no YAML is named with its file and line', async () => {
    writeFileSync(path.join(folder, 'main.yaml'), 'id: main\nnodes: [');
    expect(await faults()).toEqual([{ file: 'main.yaml', line: 2, node: '', reason: expect.stringContaining('is not YAML') as string }]);
  });

  it('a wrong field is named with node, field and what is expected', async () => {
    edited((flow) => {
      flow.nodes['top'] = { ...flow.nodes['top'], keys: { A: 'person' } };
    });
    expect(await faults()).toEqual([{ file: 'main.json', line: expect.any(Number) as number, node: 'top', reason: expect.stringContaining('a key is one of 0-9 * #') as string }]);
  });

  it('a misspelt field is not passed over', async () => {
    edited((flow) => {
      flow.nodes['welcome'] = { ...flow.nodes['welcome'], interuptible: true };
    });
    expect(await faults()).toEqual([{ file: 'main.json', line: expect.any(Number) as number, node: 'welcome', reason: expect.stringContaining('interuptible') as string }]);
  });

  it('a broken target is named', async () => {
    edited((flow) => {
      flow.nodes['welcome'] = { ...flow.nodes['welcome'], next: 'mian' };
    });
    expect(await faults()).toEqual([{ file: 'main.json', line: expect.any(Number) as number, node: 'welcome', reason: 'next leads to "mian", and there is no such node: write it, or correct the name' }]);
  });

  it('two flows for one dialled number are refused', async () => {
    const text = readFileSync(whole, 'utf8');
    writeFileSync(path.join(folder, 'main.yaml'), text);
    writeFileSync(path.join(folder, 'other.yaml'), text.replace('id: main', 'id: other'));
    expect(await faults()).toEqual([{ file: 'other.yaml', line: 3, node: 'dnis', reason: '95500 is answered by the flow "main" already: a number has one flow' }]);
  });

  it('an empty folder is said to be empty', async () => {
    expect(await faults()).toEqual([{ file: folder, line: 0, node: '', reason: 'there is no flow file (*.yaml) in this folder' }]);
  });
});
