/** Stands between the driver and Asterisk: passes everything on, until it is told to cut, or to freeze the events sockets. */
import net from 'node:net';

export interface Cutter {
  readonly url: string;
  /** Cuts every events socket; new connections are let through. */
  cutSockets(): void;
  /** From now on nothing passes the events sockets that are open, though they stay open. */
  freezeSockets(): void;
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
}

export async function createCutter(targetPort: number): Promise<Cutter> {
  const pairs = new Set<Pair>();
  const requestLines: string[] = [];
  const listener = net.createServer((client) => {
    const server = net.connect({ host: '127.0.0.1', port: targetPort });
    const pair: Pair = { client, server, isEvents: false };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    client.on('data', (chunk: Buffer) => {
      const [line = ''] = chunk.toString('latin1').split('\r\n', 1);
      if (/^[A-Z]+ \/ari\/\S* HTTP/.test(line)) requestLines.push(line);
      if (line.startsWith('GET /ari/events')) pair.isEvents = true;
    });
    client.pipe(server);
    server.pipe(client);
  });
  await new Promise<void>((resolve) => { listener.listen(0, '127.0.0.1', resolve); });
  const { port } = listener.address() as net.AddressInfo;
  const events = (): Pair[] => [...pairs].filter((pair) => pair.isEvents);
  return {
    url: `http://127.0.0.1:${port}`,
    cutSockets: () => { for (const pair of events()) pair.client.destroy(); },
    freezeSockets() {
      for (const { client, server } of events()) {
        server.unpipe(client);
        client.unpipe(server);
      }
    },
    sockets: () => events().length,
    requests: (beginning) => requestLines.filter((line) => line.startsWith(beginning)).length,
    async close() {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const { client } of pairs) client.destroy();
      await closed;
    },
  };
}
