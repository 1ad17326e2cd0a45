import type { MediaAddress } from './rtp-session.ts';

export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export interface MediaOffer {
  remote: MediaAddress;
  /** What the sender of this description does. */
  direction: MediaDirection;
  /** Payload type of telephone-event, if it is offered. */
  eventPayload: number | undefined;
}

/** Reads the audio part of a description (RFC 8866); undefined when there is none with A-law. */
export function parseSdp(body: string): MediaOffer | undefined {
  const lines = body.split(/\r?\n/);
  const start = lines.findIndex((line) => line.startsWith('m=audio '));
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const next = rest.findIndex((line) => line.startsWith('m='));
  const media = next < 0 ? rest : rest.slice(0, next);
  const session = lines.slice(0, start);
  const [, port, formats = ''] = /^m=audio (\d+)(?:\/\d+)? RTP\/\S+ (.+)$/.exec(lines[start] ?? '') ?? [];
  const host = connectionOf(media) ?? connectionOf(session);
  const hasAlaw = formats.split(' ').includes('8');
  if (port === undefined || host === undefined || !hasAlaw) return undefined;
  const event = media.map((line) => /^a=rtpmap:(\d+) telephone-event\/8000/i.exec(line)?.[1]).find((found) => found !== undefined);
  const isHeld = host === '0.0.0.0' || Number(port) === 0;
  return {
    remote: { host, port: Number(port) },
    direction: isHeld ? 'inactive' : (directionOf(media) ?? directionOf(session) ?? 'sendrecv'),
    eventPayload: event === undefined ? undefined : Number(event),
  };
}

function connectionOf(lines: readonly string[]): string | undefined {
  return lines.map((line) => /^c=IN IP4 ([\d.]+)/.exec(line)?.[1]).find((found) => found !== undefined);
}

function directionOf(lines: readonly string[]): MediaDirection | undefined {
  return lines.map((line) => /^a=(sendrecv|sendonly|recvonly|inactive)$/.exec(line)?.[1] as MediaDirection | undefined).find((found) => found !== undefined);
}

/** Our description: A-law and telephone-event, 20 ms. `version` grows with each new one of a call. */
export function formatSdp(own: { host: string; port: number; version: number; direction: MediaDirection; eventPayload: number | undefined }): string {
  const event = own.eventPayload ?? 101;
  return [
    'v=0', `o=- 1 ${own.version} IN IP4 ${own.host}`, 's=-', `c=IN IP4 ${own.host}`, 't=0 0', `m=audio ${own.port} RTP/AVP 8 ${event}`,
    'a=rtpmap:8 PCMA/8000', `a=rtpmap:${event} telephone-event/8000`, `a=fmtp:${event} 0-16`, 'a=ptime:20', `a=${own.direction}`, '',
  ].join('\r\n');
}

/** What the answerer does when the other side offers this. */
export function answerTo(offered: MediaDirection): MediaDirection {
  return offered === 'sendonly' ? 'recvonly' : offered === 'recvonly' ? 'sendonly' : offered;
}
