import { randomUUID } from 'node:crypto';
import { type ChannelWatch, createChannelWatch } from '../../../src/lab/carrier/channel-watch.ts';
import { openMediaTap } from '../../../src/lab/carrier/media-tap.ts';
import { type Voice, silence } from '../../../src/lab/sip/voice.ts';
import { type Ari, type AriAccess, type AriEvent, channelOf, connectAri, fieldOf } from '../../../src/lab/carrier/ari.ts';

/** One call as the tiny hotline serves it: a few verbs, each waiting for its end. */
export interface TinyCall {
  channelId: string;
  from: string;
  to: string;
  answer(): Promise<void>;
  /** Plays clips in one request; resolves when they are over, or with the key that cut them. */
  play(ids: readonly string[], options?: { isInterruptible?: boolean }): Promise<string | undefined>;
  /** The next key, pressed already or to come. */
  key(): Promise<string>;
  music(isOn: boolean): Promise<void>;
  /** Joins the call with somebody who sounds, until it ends. */
  talk(voice: Voice): Promise<void>;
  /** What the party at the other end says for so long, as A-law frames. */
  listen(forMs: number, saying?: Voice): Promise<Buffer[]>;
  /** Told of ChannelHold and ChannelUnhold. */
  onHold(listener: (event: string) => void): void;
  hangUp(reason?: string): Promise<void>;
  /** For a call placed by `dialOut`: rings the number; resolves with "answered" or the SIP status that refused it. */
  dial(limitS: number): Promise<string>;
  /** Resolves when the caller is gone. */
  gone: Promise<void>;
}

/**
 * Stands in for the product at the firm's Asterisk: takes the Stasis app that calls are offered to and serves each by a story.
 * So the ear is judged against something that is not the hotline itself.
 */
export async function openTinyHotline(options: { access: AriAccess; app: string; story: (call: TinyCall) => Promise<void> }) {
  const calls = new Map<string, ReturnType<typeof createTinyCall>>();
  const faults: unknown[] = [];
  const watch = createChannelWatch();
  const ari = await connectAri(options.access, {
    app: options.app,
    onEvent(event) {
      watch.take(event);
      const id = channelOf(event) ?? targetOf(event);
      if (id === undefined) return;
      if (event.type === 'StasisStart' && !id.endsWith('.media')) {
        const call = createTinyCall({ ari, watch }, event, id);
        calls.set(id, call);
        options.story(call.verbs).catch((error: unknown) => faults.push(error));
      }
      calls.get(id)?.take(event);
    },
  });
  return {
    ari,
    faults: (): readonly unknown[] => faults,
    close: (): void => ari.close(),
    /** Makes an outgoing call to a client's number or a seat; the story gets it before it is dialled. */
    async dialOut(endpoint: string, from = ''): Promise<void> {
      await ari.request(
        'POST', 'channels/create', { endpoint, app: ari.app, appArgs: 'out', channelId: `tiny.${process.pid}.${randomUUID()}`, formats: 'alaw' },
        from === '' ? undefined : { variables: { 'CONNECTEDLINE(num)': from } },
      );
    },
  };
}

function targetOf(event: AriEvent): string | undefined {
  const playback = event['playback'] as { target_uri?: string } | undefined;
  return playback?.target_uri?.replace(/^channel:/, '');
}

function createTinyCall(line: { ari: Ari; watch: ChannelWatch }, start: AriEvent, channelId: string) {
  const { ari, watch } = line;
  const caller = (start['channel'] as { caller?: { number?: string } }).caller?.number ?? '';
  const [, to = ''] = Array.isArray(start['args']) ? start['args'].map(String) : [];
  const keys: string[] = [];
  const finished = new Map<string, () => void>();
  let onKey: (() => void) | undefined;
  let holdListener: (event: string) => void = () => undefined;
  let playing: { id: string; cut: boolean } | undefined;
  let count = 0;
  let leave: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (leave = resolve));
  let settle: (outcome: string) => void = () => undefined;
  const outcome = new Promise<string>((resolve) => (settle = resolve));
  const path = `channels/${channelId}`;

  /** Puts somebody into a bridge with the caller for a while. */
  async function joined(voice: Voice, onFrame: (frame: Buffer) => void, until: () => Promise<void>): Promise<void> {
    count += 1;
    const id = `${channelId}.joined.${count}`;
    const tap = await openMediaTap({ ari, id, entered: watch.entered, onFrame: ({ frame }) => onFrame(frame), onIdle: () => undefined });
    tap.rtp.say(voice);
    await ari.request('POST', `bridges/${tap.bridgeId}/addChannel`, { channel: channelId });
    await until();
    await tap.close();
  }

  const verbs: TinyCall = {
    channelId,
    from: caller,
    to,
    gone,
    answer: async () => void (await ari.request('POST', `${path}/answer`)),
    async play(ids, { isInterruptible = false } = {}) {
      count += 1;
      const id = `${channelId}.play.${count}`;
      const over = new Promise<void>((resolve) => finished.set(id, resolve));
      playing = { id, cut: isInterruptible };
      await ari.request('POST', `${path}/play/${id}`, {}, { media: ids.map((clip) => `sound:/hotline/prompts/play/zh-CN/${clip}`) });
      await Promise.race([over, gone]);
      playing = undefined;
      return keys.shift();
    },
    async key() {
      while (keys.length === 0) await new Promise<void>((resolve) => (onKey = resolve));
      return keys.shift() ?? '';
    },
    async talk(voice) {
      await joined(voice, () => undefined, () => gone);
    },
    onHold: (listener) => void (holdListener = listener),
    async listen(forMs, saying = silence) {
      const frames: Buffer[] = [];
      await joined(saying, (frame) => frames.push(frame), () => new Promise((resolve) => setTimeout(resolve, forMs)));
      return frames;
    },
    music: async (isOn) => void (await ari.attempt(isOn ? 'POST' : 'DELETE', `${path}/moh`)),
    async dial(limitS) {
      await ari.request('POST', `${path}/dial`, { timeout: String(limitS) });
      return outcome;
    },
    hangUp: async (reason = 'normal') => void (await ari.attempt('DELETE', path, { reason })),
  };

  return {
    verbs,
    take(event: AriEvent): void {
      if (event.type === 'ChannelDtmfReceived') {
        keys.push(fieldOf(event, 'digit'));
        onKey?.();
        if (playing?.cut) void ari.attempt('DELETE', `playbacks/${playing.id}`);
      }
      if (event.type === 'PlaybackFinished') finished.get(String((event['playback'] as { id?: string }).id))?.();
      if (event.type === 'ChannelStateChange' && (event['channel'] as { state?: string }).state === 'Up') settle('answered');
      if (event.type === 'ChannelDestroyed') settle(fieldOf(event, 'tech_cause'));
      if (event.type === 'ChannelHold' || event.type === 'ChannelUnhold') holdListener(event.type);
      if (event.type === 'StasisEnd') leave();
    },
  };
}
