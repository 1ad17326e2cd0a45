/** Releases of the flows by a folder that is edited, a table that others publish to, and servers that start anew. */
import { afterEach, describe, expect, it } from 'vitest';
import { checkFlowTexts, readFlowTexts } from '../../src/adapters/files/flow-files.ts';
import { hashOfFlows } from '../../src/adapters/files/flow-folder.ts';
import type { FlowRelease, FlowReleaseStore, FlowTexts } from '../../src/app/flows/ports.ts';
import { publishFlows } from '../../src/app/flows/publish.ts';
import { createFlowReleases, type FlowReleases } from '../../src/app/flows/releases.ts';
import type { Surroundings } from '../../src/core/ivr/check/problem.ts';

const flow = (words: string, next = 'bye'): string => `id: main
version: 1
dnis: ["95500"]
entry: tell
onFault: bye
limits: { then: bye }
nodes:
  tell: { kind: say, say: [${words}], next: ${next} }
  bye: { kind: hangup, say: [bye] }
`;
const prompts = new Set(['one', 'two', 'bye']);
const around: Surroundings = { prompts: new Map([['zh-CN', prompts]]), calendars: new Set(), queues: new Set(), operations: {} };
const reader = { check: async (texts: FlowTexts) => checkFlowTexts(texts, around), read: readFlowTexts, hash: hashOfFlows };

function createTable(): FlowReleaseStore & { readonly rows: FlowRelease[]; live: number[] } {
  const rows: FlowRelease[] = [];
  return {
    rows,
    live: [],
    newest: async () => rows.at(-1) ?? null,
    read: async (number) => rows.find((row) => row.number === number) ?? null,
    list: async (limit) => rows.toReversed().slice(0, limit),
    isKnown: async (hash) => rows.some((row) => row.hash === hash),
    async add(release) {
      if (rows.some((row) => row.number === release.number)) return false;
      rows.push(release);
      return true;
    },
    async ofLiveCalls() {
      return this.live;
    },
  };
}

const opened: FlowReleases[] = [];
afterEach(() => opened.splice(0).forEach((releases) => releases.stop()));

interface Stage {
  readonly table: ReturnType<typeof createTable>;
  readonly folder: { text: string };
  readonly inUse: Set<number>;
  readonly told: { readonly file?: unknown; readonly line?: unknown; readonly reason?: unknown }[];
}

const stage = (text: string): Stage => ({ table: createTable(), folder: { text }, inUse: new Set(), told: [] });

async function server({ table, folder, inUse, told }: Stage): Promise<FlowReleases & { lookTwice(): Promise<void> }> {
  const quiet = (): void => undefined;
  const releases = createFlowReleases({
    folder: { name: 'flows', mark: async () => folder.text, texts: async () => ({ 'main.yaml': folder.text }) },
    reader, store: table, now: () => 0, monotonicMs: () => 0, inUse: () => inUse,
    log: { debug: quiet, info: quiet, warn: quiet, error: (fields: object) => void told.push(fields) },
  });
  await releases.open();
  releases.start();
  opened.push(releases);
  return {
    ...releases,
    // What changed is taken when it has come to rest.
    lookTwice: async () => {
      await releases.look();
      await releases.look();
    },
  };
}
const wordsOf = (releases: FlowReleases, release: number): unknown => {
  const node = releases.flow('main', release)?.nodes['tell'];
  return node?.kind === 'say' ? node.say : null;
};

describe('releases of the flows', () => {
  it('the first server publishes its folder; an edited file is the next release, with who and what differs', async () => {
    const firm = stage(flow('one'));
    const releases = await server(firm);
    expect(releases.flowOf('95500')?.release).toBe(1);
    firm.folder.text = flow('two');
    await releases.lookTwice();
    expect(releases.flowOf('95500')?.release).toBe(2);
    expect(firm.table.rows.map(({ number, publishedBy, difference }) => ({ number, publishedBy, difference }))).toEqual([
      { number: 1, publishedBy: 'file', difference: ['main: new flow of 2 nodes'] },
      { number: 2, publishedBy: 'file', difference: ['main / tell: say: two, before one'] },
    ]);
  });

  it('a running call stays on its release, and that goes when no call needs it', async () => {
    const firm = stage(flow('one'));
    const releases = await server(firm);
    firm.inUse.add(1);
    firm.folder.text = flow('two');
    await releases.lookTwice();
    expect([wordsOf(releases, 1), wordsOf(releases, 2)]).toEqual([['one'], ['two']]);
    firm.inUse.clear();
    firm.folder.text = flow('one, two');
    await releases.lookTwice();
    expect([wordsOf(releases, 1), wordsOf(releases, 3)]).toEqual([null, ['one', 'two']]);
  });

  it('a bad file never replaces a good one: told once with file and line, mended it is published', async () => {
    const firm = stage(flow('one'));
    const releases = await server(firm);
    firm.folder.text = flow('one', 'nowhere');
    await releases.lookTwice();
    await releases.lookTwice();
    expect(releases.flowOf('95500')?.release).toBe(1);
    expect(firm.told).toEqual([expect.objectContaining({ file: 'main.yaml', line: 8, node: 'tell', release: 1 })]);
    expect(releases.faults()).toHaveLength(1);
    firm.folder.text = flow('two');
    await releases.lookTwice();
    expect([releases.flowOf('95500')?.release, releases.faults()]).toEqual([2, []]);
  });

  it('what others publish is taken up; a release that is not in order here is not', async () => {
    const firm = stage(flow('one'));
    const releases = await server(firm);
    const publish = (text: string) => publishFlows({ store: firm.table, reader, now: () => 5 }, { files: { 'main.yaml': text }, by: 'Wang', note: 'shorter' });
    expect(await publish(flow('two'))).toMatchObject({ kind: 'published', number: 2 });
    expect(await publish(flow('two'))).toEqual({ kind: 'same', number: 2 });
    await releases.look();
    expect(releases.flowOf('95500')?.release).toBe(2);
    prompts.delete('two');
    expect(await publish(flow('two, one'))).toMatchObject({ kind: 'refused' });
    prompts.add('two');
    await publish(flow('two, one'));
    prompts.delete('two');
    await releases.look();
    prompts.add('two');
    expect(releases.flowOf('95500')?.release).toBe(2);
    expect(releases.faults()[0]?.file).toBe('release 3, main.yaml');
  });

  it('after a restart live calls have their release again, and a folder known from before does not push a newer release aside', async () => {
    const firm = stage(flow('one'));
    await server(firm);
    await publishFlows({ store: firm.table, reader, now: () => 5 }, { files: { 'main.yaml': flow('two') }, by: 'Wang', note: '' });
    firm.table.live = [1];
    const again = await server(firm);
    expect([again.flowOf('95500')?.release, wordsOf(again, 1)]).toEqual([2, ['one']]);
    expect(firm.table.rows).toHaveLength(2);
  });

  it('two servers of one folder publish a change once', async () => {
    const firm = stage(flow('one'));
    const [first, second] = [await server(firm), await server(firm)];
    firm.folder.text = flow('two');
    await Promise.all([first.lookTwice(), second.lookTwice()]);
    expect(firm.table.rows).toHaveLength(2);
    expect([first.flowOf('95500')?.release, second.flowOf('95500')?.release]).toEqual([2, 2]);
  });

  it('a folder that is broken from the start opens with the release before; without one there is nothing to open with', async () => {
    const firm = stage(flow('one'));
    await server(firm);
    firm.folder.text = flow('one', 'nowhere');
    expect((await server(firm)).flowOf('95500')?.release).toBe(1);
    await expect(server(stage(flow('one', 'nowhere')))).rejects.toMatchObject({ code: 'FLOWS_REFUSED' });
  });
});
