import type { ClipIndex } from '../ear/clip-index.ts';
import { type HearingGap, type HeardFrame, quietGaps } from '../ear/levels.ts';
import { type EarEvent, createRecogniser } from '../ear/recogniser.ts';
import { nowMs } from '../sip/pacer.ts';
import type { ArrivedFrame } from '../sip/rtp-session.ts';
import type { Voice } from '../sip/voice.ts';
import type { Ari } from './ari.ts';
import type { ChannelEnd, ChannelWatch } from './channel-watch.ts';
import { type MediaTap, openMediaTap } from './media-tap.ts';

/** What happens to one phone of the public network; times are monotonic ms (see `nowMs`). */
export type PartyEvent = EarEvent | { kind: 'ringing'; atMs: number } | { kind: 'answered'; atMs: number } | { kind: 'key'; atMs: number; digit: string } | { kind: 'ended'; atMs: number; end: PartyEnd };

export interface PartyEnd extends ChannelEnd {
  by: 'us' | 'far-end' | 'limit';
}

/** A phone of the public network in a call: what it hears, what it says, and its end. */
export interface Party {
  channelId: string;
  bridgeId: string;
  isAnswered(): boolean;
  say(voice: Voice): void;
  /** Presses keys one after the other (RFC 4733); resolves when the last is up. Pauses below 45 ms are heard twice by Asterisk. */
  press(keys: string, timing?: { pressMs: number; pauseMs: number }): Promise<void>;
  /** Ends the call; resolves when everything of it is cleaned up. */
  hangUp(): Promise<PartyEnd>;
  ended: Promise<PartyEnd>;
  on(listener: (event: PartyEvent) => void): () => void;
  /** Every frame heard so far, for checks of level and gaps. */
  frames(): readonly HeardFrame[];
  /** Lost packets, and pauses in the sound of more than `longerThanMs` within the given span. */
  lost(): readonly HearingGap[];
  quiet(span: { fromMs: number; toMs: number; longerThanMs: number }): HearingGap[];
}

export const USUAL_KEYS = { pressMs: 100, pauseMs: 100 } as const;
export const FAST_KEYS = { pressMs: 80, pauseMs: 60 } as const;

/** The ear and its listeners, before there is a channel. */
export function createHearing(index: ClipIndex) {
  const listeners = new Set<(event: PartyEvent) => void>();
  const frames: HeardFrame[] = [];
  const emit = (event: PartyEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const ear = createRecogniser({ index, onEvent: emit });
  return {
    emit,
    ear,
    frames,
    on(listener: (event: PartyEvent) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onFrame({ atMs, arrivedMs, frame, lostBefore }: ArrivedFrame): void {
      frames.push({ atMs, frame });
      ear.hear(atMs, frame, lostBefore, arrivedMs);
    },
  };
}
export type Hearing = ReturnType<typeof createHearing>;

export interface PartyParts {
  ari: Ari;
  watch: ChannelWatch;
  hearing: Hearing;
  tap: MediaTap;
  channelId: string;
  /** The call is ended from here after this long, whatever happens. */
  maxMs: number;
}

/** Opens the tap that a party's hearing listens through. */
export function openTapFor(hearing: Hearing, options: { ari: Ari; watch: ChannelWatch; id: string }): Promise<MediaTap> {
  const { ari, watch, id } = options;
  return openMediaTap({ ari, id, entered: watch.entered, onFrame: hearing.onFrame, onIdle: hearing.ear.idle });
}

/** Watches the channel as a party of the call; call it before the channel can produce events. */
export function createParty(parts: PartyParts): Party {
  const { ari, hearing, tap, channelId } = parts;
  let isAnswered = false;
  let endedBy: PartyEnd['by'] = 'far-end';
  const up = Promise.withResolvers<void>();
  const ended = new Promise<PartyEnd>((resolve) => {
    const limit = setTimeout(() => void endAs('limit'), parts.maxMs);
    parts.watch.watch(channelId, {
      ringing: () => hearing.emit({ kind: 'ringing', atMs: nowMs() }),
      answered: () => {
        isAnswered = true;
        up.resolve();
        hearing.emit({ kind: 'answered', atMs: nowMs() });
      },
      key: (digit) => hearing.emit({ kind: 'key', atMs: nowMs(), digit }),
      ended: (channelEnd) => {
        clearTimeout(limit);
        const atMs = nowMs();
        hearing.ear.end();
        const end = { ...channelEnd, by: endedBy };
        hearing.emit({ kind: 'ended', atMs, end });
        tap.close().catch(() => undefined).finally(() => resolve(end));
      },
    });
  });

  async function endAs(by: PartyEnd['by']): Promise<void> {
    if (endedBy === 'far-end') endedBy = by;
    const isThere = await ari.attempt('DELETE', `channels/${channelId}`, { reason_code: '16' }).catch(() => false);
    // Nobody will tell us of a channel that is gone already or a carrier that doesn't answer.
    if (!isThere) parts.watch.take({ type: 'ChannelDestroyed', channel: { id: channelId }, cause: 0 });
  }

  return {
    channelId,
    bridgeId: tap.bridgeId,
    isAnswered: () => isAnswered,
    say: (voice) => tap.rtp.say(voice),
    async press(keys, timing) {
      // Sound can be here before the answer is; until then Asterisk sends no keys.
      await Promise.race([up.promise, ended]);
      await pressKeys({ ari, channelId, keys, timing: timing ?? USUAL_KEYS });
    },
    async hangUp() {
      await endAs('us');
      return ended;
    },
    ended,
    on: hearing.on,
    frames: () => hearing.frames,
    lost: hearing.ear.gaps,
    quiet: (span) => quietGaps(hearing.frames, span),
  };
}

async function pressKeys(options: { ari: Ari; channelId: string; keys: string; timing: { pressMs: number; pauseMs: number } }): Promise<void> {
  const { keys, timing } = options;
  if (!/^[0-9*#A-D]+$/.test(keys)) throw new Error('keys are digits, * and #');
  await options.ari.request('POST', `channels/${options.channelId}/dtmf`, {
    dtmf: keys, duration: String(timing.pressMs), between: String(timing.pauseMs), before: '0', after: '0',
  });
  const sendingMs = keys.length * (timing.pressMs + timing.pauseMs);
  await new Promise((resolve) => setTimeout(resolve, sendingMs));
}
