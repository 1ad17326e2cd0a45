import { type ArrivedFrame, type RtpSession, openRtp } from '../sip/rtp-session.ts';
import { type Ari, AriError } from './ari.ts';

export interface MediaTap {
  bridgeId: string;
  rtp: RtpSession;
  close(): Promise<void>;
}

/**
 * A bridge at the carrier with our own media in it: whatever channel joins it, its sound arrives here live as A-law, byte for
 * byte (two A-law channels in one bridge are never transcoded), and what we say goes to it.
 */
export async function openMediaTap(options: {
  ari: Ari;
  id: string;
  /** Resolves once the channel with this id has entered our app. */
  entered: (channelId: string) => Promise<void>;
  onFrame: (frame: ArrivedFrame) => void;
  onIdle: (nowMs: number) => void;
}): Promise<MediaTap> {
  const { ari, id } = options;
  const bridgeId = `${id}.bridge`;
  const mediaId = `${id}.media`;
  const rtp = await openRtp({ onFrame: options.onFrame, onIdle: options.onIdle });
  const close = async (): Promise<void> => {
    rtp.close();
    await ari.attempt('DELETE', `channels/${mediaId}`);
    await ari.attempt('DELETE', `bridges/${bridgeId}`);
  };
  try {
    const entered = options.entered(mediaId);
    const [, media] = await Promise.all([
      ari.request('POST', `bridges/${bridgeId}`, { type: 'mixing' }),
      ari.request('POST', 'channels/externalMedia', {
        app: ari.app, channelId: mediaId, external_host: `127.0.0.1:${rtp.port}`, format: 'alaw', encapsulation: 'rtp', transport: 'udp', direction: 'both',
      }),
      entered,
    ]);
    // Without it the bridge takes the caller's number away: his connected line becomes our nameless media channel's.
    await ari.request('POST', `bridges/${bridgeId}/addChannel`, { channel: mediaId, inhibitConnectedLineUpdates: 'true' });
    rtp.sendTo({ host: '127.0.0.1', port: mediaPortOf(media) });
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  return { bridgeId, rtp, close };
}

function mediaPortOf(channel: unknown): number {
  const variables = (channel as { channelvars?: Record<string, unknown> } | undefined)?.channelvars;
  const port = Number(variables?.['UNICASTRTP_LOCAL_PORT']);
  if (!Number.isInteger(port) || port <= 0) throw new AriError('POST channels', 0, 'the carrier names no port for our media');
  return port;
}
