/** Driver `ari-client`: events from the package of that name, in a thread of its own, commands by `fetch` (it drops the status). */
import { ariClientLine } from './ari-client-line.ts';
import { createAriTelephony, type AriTelephony, type AriTelephonyOptions } from './ari-telephony.ts';
import { fetchTransport } from './fetch-transport.ts';

export const createAriClientTelephony = (options: AriTelephonyOptions): AriTelephony =>
  createAriTelephony(options, { name: 'ari-client', reach: (place) => ({ transport: fetchTransport(place), line: ariClientLine(place) }) });
