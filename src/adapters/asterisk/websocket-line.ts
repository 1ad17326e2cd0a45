/** Events by a websocket of our own, which carries requests too. */
import WebSocket from 'ws';
import type { OpenLine } from './line.ts';
import type { SocketRequests } from './socket-transport.ts';

export function websocketLine(settings: { url: string; authorization: string; apps: readonly string[] }, requests: Pick<SocketRequests, 'opened' | 'take' | 'closed'>): OpenLine {
  const url = `${settings.url.replace(/^http/, 'ws').replace(/\/$/, '')}/ari/events?app=${settings.apps.join(',')}`;
  return (news) => {
    const socket = new WebSocket(url, { headers: { authorization: settings.authorization }, perMessageDeflate: false, handshakeTimeout: 2_000 });
    socket.on('open', () => {
      requests.opened((message) => { socket.send(message); });
      news.opened();
    });
    socket.on('pong', news.pong);
    socket.on('message', (message: Buffer) => {
      const text = message.toString();
      if (!requests.take(text)) news.event(text);
    });
    // The error's message can hold the address; its code cannot.
    socket.on('error', (error: NodeJS.ErrnoException) => { news.closed(error.code ?? (error.message.includes('timed out') ? 'not open in time' : 'connection error')); });
    socket.on('close', (closeCode) => { news.closed(`closed ${closeCode}`); });
    const close = (): void => {
      requests.closed();
      socket.terminate();
    };
    return { ping: () => { socket.ping(); }, close };
  };
}
