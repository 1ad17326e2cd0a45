/** A back office with whatever is wrong: a bare HTTP or TCP server that does what one test wants. */
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

export type MisfortuneServer = { readonly baseUrl: string; readonly port: number; connections(): number; close(): Promise<void> };

export async function startHttp(listener: RequestListener): Promise<MisfortuneServer> {
  return started(createHttpServer(listener));
}

/** The listener gets raw sockets, after the first bytes of the request have come. */
export async function startTcp(onRequest: (socket: Socket) => void): Promise<MisfortuneServer> {
  return started(createTcpServer((socket) => socket.once('data', () => onRequest(socket))));
}

async function started(server: Server): Promise<MisfortuneServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
