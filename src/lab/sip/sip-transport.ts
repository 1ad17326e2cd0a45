import { createSocket } from 'node:dgram';
import { type SipRequest, type SipResponse, parseSip } from './sip-message.ts';

export interface SipPeer {
  host: string;
  port: number;
}

export interface SipTransport {
  host: string;
  port: number;
  send(datagram: Buffer, peer: SipPeer): void;
  close(): void;
}

/** A UDP port for SIP; hands over what parses. A datagram that makes the receiver throw is dropped, not the port. */
export async function openSipTransport(options: { onMessage: (message: SipRequest | SipResponse, from: SipPeer) => void; onFault: (error: unknown) => void }): Promise<SipTransport> {
  const host = '127.0.0.1';
  const socket = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, host, () => resolve());
  });
  socket.on('error', options.onFault);
  socket.on('message', (datagram, from) => {
    const message = parseSip(datagram);
    if (!message) return;
    try {
      options.onMessage(message, { host: from.address, port: from.port });
    } catch (error) {
      options.onFault(error);
    }
  });
  let isClosed = false;
  return {
    host,
    port: socket.address().port,
    send: (datagram, peer) => {
      if (!isClosed) socket.send(datagram, peer.port, peer.host);
    },
    close() {
      isClosed = true;
      socket.close();
    },
  };
}
