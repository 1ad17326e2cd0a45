import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { loadSettings } from '../../../src/config.ts';

const STEP = 1000;
const TRIES = 20;

/** Given out by this process: an environment that is being started has not taken its ports yet. */
const given = new Set<number>();

/** First port base whose control ports are free: the setting's own, else the next thousands above it. */
export async function freePortBase(): Promise<number> {
  const first = loadSettings().portBase;
  for (let n = 0; n < TRIES; n += 1) {
    const base = first + n * STEP;
    if (given.has(base)) continue;
    given.add(base);
    const tcp = [0, 1, 2, 3, 4, 5, 8, 9].map((offset) => isTcpFree(base + offset));
    const udp = [6, 7, 100, 500].map((offset) => isUdpFree(base + offset));
    if ((await Promise.all([...tcp, ...udp])).every(Boolean)) return base;
  }
  throw new Error(`no free ports from ${first} on; set HOTLINE_PORT_BASE`);
}

function isTcpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}
