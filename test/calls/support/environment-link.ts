/**
 * How test files reach the environments of a run: they live in vitest's own process (a file's worker comes and goes), and are
 * asked over a Unix socket, one JSON object a line. A file has an environment for itself as long as its connection stands:
 * one that an earlier file has left, else a new one.
 */
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { LabEnvironment } from '../../../src/lab/environment.ts';
import type { PartName } from '../../../src/lab/part.ts';
import type { PartEvent } from '../../../src/lab/watched-part.ts';

/** What a test may do with the parts of its environment. */
export interface PartsControl {
  pid(part: PartName): Promise<number | undefined>;
  /** Supervision restarts what ends, at once. Returns the pid hit. */
  kill(part: PartName, signal: NodeJS.Signals): Promise<number>;
  /** Ends a part and leaves it so, until start(). */
  halt(part: PartName): Promise<void>;
  start(part: PartName): Promise<void>;
  ready(part: PartName, limitMs?: number): Promise<void>;
  /** What supervision has seen so far: starts, ends, freezes. */
  events(): Promise<readonly PartEvent[]>;
}

type Verb = keyof PartsControl | 'home';
interface Question {
  id: number;
  verb: Verb;
  args: readonly unknown[];
}
interface Reply {
  id: number;
  value?: unknown;
  error?: string;
}

export interface HostedEnvironment {
  environment: LabEnvironment;
  events: readonly PartEvent[];
}

export function controlOf({ environment, events }: HostedEnvironment): PartsControl {
  return {
    pid: async (part) => environment.part(part).pid,
    kill: async (part, signal) => environment.kill(part, signal),
    halt: environment.halt,
    start: environment.start,
    ready: environment.ready,
    events: async () => events,
  };
}

interface Shelf {
  hosted: Promise<HostedEnvironment>;
  user: Socket | undefined;
}

/** Answers the files of a run. `open` is called when a file asks and every environment is taken. */
export async function serveEnvironments(socketPath: string, open: () => Promise<HostedEnvironment>): Promise<{ close(): Promise<void> }> {
  const shelves: Shelf[] = [];
  const take = (socket: Socket): Shelf => {
    const mine = shelves.find(({ user }) => user === socket) ?? shelves.find(({ user }) => user === undefined) ?? { hosted: open(), user: socket };
    mine.user = socket;
    if (!shelves.includes(mine)) shelves.push(mine);
    return mine;
  };
  const answer = async (socket: Socket, { verb, args }: Question): Promise<unknown> => {
    const there = await take(socket).hosted;
    if (verb === 'home') return { home: there.environment.settings.home, portBase: there.environment.settings.portBase };
    return (controlOf(there)[verb] as (...given: readonly unknown[]) => Promise<unknown>)(...args);
  };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      for (const shelf of shelves) if (shelf.user === socket) shelf.user = undefined;
    });
    createInterface({ input: socket }).on('line', (line) => {
      const question = JSON.parse(line) as Question;
      const give = (reply: Omit<Reply, 'id'>): void => void socket.write(`${JSON.stringify({ id: question.id, ...reply })}\n`);
      answer(socket, question).then((value) => give({ value }), (error: unknown) => give({ error: error instanceof Error ? error.message : String(error) }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return {
    async close() {
      for (const { user } of shelves) user?.destroy();
      server.close();
      await Promise.all(shelves.map(async ({ hosted }) => (await hosted.catch(() => undefined))?.environment.stop()));
    },
  };
}

/** Asks for an environment; resolves when all its parts answer. */
export async function linkToEnvironment(socketPath: string): Promise<{ home: string; portBase: number; parts: PartsControl; close(): void }> {
  const socket = connect(socketPath);
  const waiting = new Map<number, (reply: Reply) => void>();
  let count = 0;
  const lose = (why: string): void => {
    for (const [id, settle] of waiting) settle({ id, error: `the environment of this run is gone: ${why}` });
  };
  socket.on('error', (error) => lose(error.message));
  socket.on('close', () => lose('closed'));
  createInterface({ input: socket }).on('line', (line) => {
    const reply = JSON.parse(line) as Reply;
    waiting.get(reply.id)?.(reply);
  });
  const ask = (verb: Verb, ...args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = (count += 1);
      waiting.set(id, (reply) => {
        waiting.delete(id);
        if (reply.error === undefined) resolve(reply.value);
        else reject(new Error(reply.error));
      });
      socket.write(`${JSON.stringify({ id, verb, args } satisfies Question)}\n`);
    });
  const { home, portBase } = (await ask('home')) as { home: string; portBase: number };
  return {
    home,
    portBase,
    parts: {
      pid: async (part) => (await ask('pid', part)) as number | undefined,
      kill: async (part, signal) => (await ask('kill', part, signal)) as number,
      halt: async (part) => void (await ask('halt', part)),
      start: async (part) => void (await ask('start', part)),
      ready: async (part, limitMs) => void (await ask('ready', part, ...(limitMs === undefined ? [] : [limitMs]))),
      events: async () => (await ask('events')) as readonly PartEvent[],
    },
    close: () => socket.destroy(),
  };
}
