/** Driver `direct`, the default: events on a websocket of ours, commands over a pool of HTTP connections. */
import { createAriTelephony, type AriTelephony, type AriTelephonyOptions } from './ari-telephony.ts';
import { poolTransport } from './pool-transport.ts';
import { websocketLine } from './websocket-line.ts';

export const createDirectTelephony = (options: AriTelephonyOptions): AriTelephony =>
  createAriTelephony(options, { name: 'direct', transport: poolTransport, line: websocketLine });
