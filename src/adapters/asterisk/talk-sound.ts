/** How much sound has come from the leg of a phone: packets, as Asterisk counts them. */
import type { Wire } from './wire.ts';

/** null: the phone has no leg of ours, or Asterisk does not say. */
export async function packetsFrom(wire: Pick<Wire, 'http' | 'node'>, endpoint: string): Promise<number | null> {
  const there = await wire.http.call('GET /endpoints/{tech}', { path: { tech: 'PJSIP' } });
  if (there.kind !== 'reply' || there.status !== 200) return null;
  const channelId = there.body.find(({ resource }) => resource === endpoint)?.channel_ids.find((id) => id.startsWith(`${wire.node}.`));
  if (channelId === undefined) return null;
  const told = await wire.http.call('GET /channels/{channelId}/rtp_statistics', { path: { channelId } });
  return told.kind === 'reply' && told.status === 200 ? told.body.rxcount : null;
}
