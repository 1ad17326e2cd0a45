/**
 * What every new connection of the events socket needs before anything is heard on it: the event filter of our app, and the
 * subscriptions to the seats' devices.
 *
 * Devices have an app of their own on the same socket. In ours a subscription to an endpoint would send every event of its
 * channels a second time, and so every key (tried: each digit came twice).
 */
import type { Log } from '../../app/log.ts';
import { notAboutDevices, unusedEvents } from './events.ts';
import type { SeatDevices } from './seat-devices.ts';
import type { Wire } from './wire.ts';

const sourcesPerRequest = 100;

export const devicesAppOf = (app: string): string => `${app}-seats`;
const filterOf = (types: readonly string[]) => ({ disallowed: types.map((type) => ({ type })) });

async function filterOurApp(wire: Wire, log: Log): Promise<void> {
  const path = { applicationName: wire.app };
  const answer = await wire.http.call('PUT /applications/{applicationName}/eventFilter', { path, body: filterOf(unusedEvents) });
  if (answer.kind !== 'reply' || answer.status !== 200) throw new Error('event filter was not taken');
  // Subscriptions outlive their maker while the app has channels; nothing of ours asks for endpoints here.
  const foreign = answer.body.endpoint_ids.map((id) => `endpoint:${id}`);
  if (foreign.length === 0) return;
  log.warn({ count: foreign.length }, 'foreign subscriptions of our app cut: they would double every key');
  await wire.http.call('DELETE /applications/{applicationName}/subscription', { path, query: { eventSource: foreign } });
}

async function hearDevices(wire: Wire, devices: SeatDevices): Promise<(() => void) | null> {
  const path = { applicationName: devicesAppOf(wire.app) };
  const filter = await wire.http.call('PUT /applications/{applicationName}/eventFilter', { path, body: filterOf(notAboutDevices) });
  const list = await wire.http.call('GET /endpoints/{tech}', { path: { tech: 'PJSIP' } });
  if (filter.kind !== 'reply' || filter.status !== 200 || list.kind !== 'reply' || list.status !== 200) return null;
  const seats = list.body.map(({ resource }) => resource).filter((resource) => resource !== wire.trunkEndpoint);
  for (let start = 0; start < seats.length; start += sourcesPerRequest) {
    const eventSource = seats.slice(start, start + sourcesPerRequest).map((resource) => `endpoint:PJSIP/${resource}`);
    const answer = await wire.http.call('POST /applications/{applicationName}/subscription', { path, query: { eventSource } });
    if (answer.kind !== 'reply' || answer.status !== 200) return null;
  }
  // Asked again after subscribing, so that no registration falls between list and subscription.
  const now = await wire.http.call('GET /endpoints/{tech}', { path: { tech: 'PJSIP' } });
  if (now.kind !== 'reply' || now.status !== 200) return null;
  return () => {
    for (const { resource, state } of now.body) devices.learn(resource, state === 'online');
  };
}

/** One request, and one event that comes back by the socket if Asterisk still takes it for our app's. */
export async function sayWord(wire: Wire): Promise<'said' | 'app unknown' | null> {
  const answer = await wire.http.call('POST /events/user/{eventName}', { path: { eventName: 'word' }, query: { application: wire.app } });
  if (answer.kind !== 'reply') return null;
  return answer.status === 404 ? 'app unknown' : 'said';
}

/** Throws when the connection cannot be used. Returns what is to be told once it counts as made: the seats' devices. */
export async function setUpConnection(wire: Wire, devices: SeatDevices, log: Log): Promise<() => void> {
  await filterOurApp(wire, log);
  const tellDevices = await hearDevices(wire, devices);
  if (tellDevices === null) throw new Error('devices of seats cannot be followed');
  return tellDevices;
}
