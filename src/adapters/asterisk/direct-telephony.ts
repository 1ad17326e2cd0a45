/** Driver `direct`, the default: events on a websocket of ours, commands that never wait on the same one, the others over HTTP connections. */
import { createAriTelephony, type AriPlace, type AriTelephony, type AriTelephonyOptions } from './ari-telephony.ts';
import { poolTransport } from './pool-transport.ts';
import { createSocketRequests } from './socket-transport.ts';
import { websocketLine } from './websocket-line.ts';

export function createDirectTelephony(options: AriTelephonyOptions): AriTelephony {
  return createAriTelephony(options, {
    name: 'direct',
    reach(place: AriPlace) {
      const requests = createSocketRequests(poolTransport(place));
      return { transport: requests, line: websocketLine(place, requests) };
    },
  });
}
