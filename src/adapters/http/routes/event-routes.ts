import { cloudEvent } from '../../../app/api/cloud-event.ts';
import type { ApiToken } from '../../../app/api/tokens.ts';
import { deskErrorSchema } from '../../../contract/desk/error.ts';
import { eventRowsQuerySchema, eventRowsSchema, eventSocketQuerySchema } from '../../../contract/events.ts';
import type { Access } from '../access.ts';
import type { App, HttpDeps } from '../deps.ts';
import type { EventSockets } from '../events/event-sockets.ts';

const tags = ['events'];

export interface EventRouteOptions {
  readonly deps: Pick<HttpDeps, 'events'>;
  readonly access: Access;
  readonly sockets: EventSockets;
}

export function registerEventRoutes(app: App, { deps: { events }, access, sockets }: EventRouteOptions): void {
  app.get('/api/events', {
    onRequest: access.allow('events'),
    schema: { tags, summary: 'Rows of the stream of events above `after`, oldest first. What comes next is told by the socket /api/events/socket.', querystring: eventRowsQuerySchema, response: { 200: eventRowsSchema, '4xx': deskErrorSchema } },
    handler: async ({ query: { after, limit } }) => {
      const { head, oldest } = await events.ends();
      return { events: (await events.read(after, limit)).map(cloudEvent), head, oldest };
    },
  });

  const tokens = new WeakMap<object, ApiToken>();
  app.get('/api/events/socket', {
    websocket: true,
    onRequest: async (request) => {
      tokens.set(request, await access.tokenOf(request, 'events'));
    },
    schema: { hide: true, querystring: eventSocketQuerySchema },
  }, (socket, request) => {
    const token = tokens.get(request);
    if (token !== undefined) sockets.attach(socket, token, request.query.after);
  });
}
