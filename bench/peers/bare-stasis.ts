/**
 * The peer of "calls set up per second": a Stasis client as bare as one can be. Events and commands share one websocket, a caller
 * is answered and hears the welcome, and nothing is kept, checked or followed.
 */
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';

const [url = '', user = '', password = '', welcome = ''] = process.argv.slice(2);
const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ari/events?app=bare`, { headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }, perMessageDeflate: false });

function ask(method: string, uri: string, body?: unknown): void {
  const message = { type: 'RESTRequest', request_id: randomUUID(), method, uri, ...(body === undefined ? {} : { content_type: 'application/json', message_body: JSON.stringify(body) }) };
  socket.send(JSON.stringify(message));
}

socket.on('open', () => process.send?.('ready'));
socket.on('message', (data: Buffer) => {
  const event = JSON.parse(data.toString()) as { type: string; channel?: { id: string } };
  if (event.type !== 'StasisStart' || event.channel === undefined) return;
  ask('POST', `channels/${event.channel.id}/answer`);
  ask('POST', `channels/${event.channel.id}/play`, { media: [`sound:${welcome}`] });
});
socket.on('close', () => process.exit(1));
socket.on('error', () => process.exit(1));
process.on('disconnect', () => process.exit(0));
