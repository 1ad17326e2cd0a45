/** Stands between the driver and Asterisk: passes everything on, until it is told to cut, to freeze the events sockets, or to keep a message from them. */
import net from 'node:net';

export interface Cutter {
  readonly url: string;
  /** Cuts every events socket; new connections are let through. */
  cutSockets(): void;
  /** From now on nothing passes the events sockets that are open, though they stay open. */
  freezeSockets(): void;
  /** Messages with this text in them do not reach the client by an events socket; null: all do again. */
  swallow(text: string | null): void;
  /** Events sockets that are open now. */
  sockets(): number;
  /** How many HTTP requests of this beginning (`POST /ari/channels/x`) were passed on. */
  requests(beginning: string): number;
  close(): Promise<void>;
}

interface Pair {
  readonly client: net.Socket;
  readonly server: net.Socket;
  isEvents: boolean;
  isFrozen: boolean;
}

export async function createCutter(targetPort: number): Promise<Cutter> {
  const pairs = new Set<Pair>();
  const requestLines: string[] = [];
  let swallowed: string | null = null;
  const listener = net.createServer((client) => {
    const server = net.connect({ host: '127.0.0.1', port: targetPort });
    const pair: Pair = { client, server, isEvents: false, isFrozen: false };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('end', () => server.end());
    server.on('end', () => client.end());
    server.on('data', (chunk: Buffer) => {
      if (!pair.isFrozen && !(pair.isEvents && swallowed !== null && chunk.includes(swallowed))) client.write(chunk);
    });
    client.on('data', (chunk: Buffer) => {
      const [line = ''] = chunk.toString('latin1').split('\r\n', 1);
      if (/^[A-Z]+ \/ari\/\S* HTTP/.test(line)) requestLines.push(line);
      if (line.startsWith('GET /ari/events')) pair.isEvents = true;
      if (!pair.isFrozen) server.write(chunk);
    });
  });
  await new Promise<void>((resolve) => { listener.listen(0, '127.0.0.1', resolve); });
  const { port } = listener.address() as net.AddressInfo;
  const events = (): Pair[] => [...pairs].filter((pair) => pair.isEvents);
  return {
    url: `http://127.0.0.1:${port}`,
    cutSockets: () => { for (const pair of events()) pair.client.destroy(); },
    freezeSockets() {
      for (const pair of events()) pair.isFrozen = true;
    },
    swallow: (text) => { swallowed = text; },
    sockets: () => events().length,
    requests: (beginning) => requestLines.filter((line) => line.startsWith(beginning)).length,
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const { client } of pairs) client.destroy();
      await closed;
    },
  };
}
