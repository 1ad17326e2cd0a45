/** Events by a websocket of our own. */
import WebSocket from 'ws';
import type { OpenLine } from './line.ts';

export function websocketLine(settings: { url: string; authorization: string; apps: readonly string[] }): OpenLine {
  const url = `${settings.url.replace(/^http/, 'ws').replace(/\/$/, '')}/ari/events?app=${settings.apps.join(',')}`;
  return (news) => {
    const socket = new WebSocket(url, { headers: { authorization: settings.authorization }, perMessageDeflate: false, handshakeTimeout: 2_000 });
    socket.on('open', news.opened);
    socket.on('pong', news.pong);
    socket.on('message', (message: Buffer) => { news.event(message.toString()); });
    // The error's message can hold the address; its code cannot.
    socket.on('error', (error: NodeJS.ErrnoException) => { news.closed(error.code ?? (error.message.includes('timed out') ? 'not open in time' : 'connection error')); });
    socket.on('close', (closeCode) => { news.closed(`closed ${closeCode}`); });
    return { ping: () => { socket.ping(); }, close: () => { socket.terminate(); } };
  };
}
