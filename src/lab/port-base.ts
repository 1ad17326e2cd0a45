/** A range of ports for one environment, held against other processes that look for one at the same moment. */
import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';

const rangeLength = 1_000;
const tries = 20;
/** No part uses this offset: a listener there says "taken", and it ends with its process. */
const claimOffset = 99;
const tcpOffsets = [0, 1, 2, 3, 4, 5, 8, 9, 10];
const udpOffsets = [6, 7, 100, 500];

export type PortClaim = { portBase: number; release: () => void };

/** The first range, from `first` upwards, whose ports are free and which nobody has claimed. Throws when there is none. */
export async function claimPortBase(first: number): Promise<PortClaim> {
  for (let portBase = first; portBase < first + tries * rangeLength && portBase <= 64_000; portBase += rangeLength) {
    const claim = await listenTcp(portBase + claimOffset);
    if (claim === undefined) continue;
    const free = await Promise.all([...tcpOffsets.map((offset) => isTcpFree(portBase + offset)), ...udpOffsets.map((offset) => isUdpFree(portBase + offset))]);
    if (free.every(Boolean)) return { portBase, release: () => { claim.close(); } };
    claim.close();
  }
  throw new Error(`no free ports from ${first} on; set HOTLINE_PORT_BASE to another range`);
}

function listenTcp(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => { resolve(undefined); });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => { resolve(server.unref()); });
  });
}

export async function isTcpFree(port: number): Promise<boolean> {
  const server = await listenTcp(port);
  if (server === undefined) return false;
  return new Promise((resolve) => { server.close(() => { resolve(true); }); });
}

export function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => { resolve(false); });
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => { socket.close(() => { resolve(true); }); });
  });
}
