/**
 * The door for ARI events: text in, our own small words out. Past this file nobody has seen a raw event. Field names are
 * checked by the compiler against Asterisk's description, values at run time; what cannot be read is named, never thrown.
 */
import { ariEventTypes } from './generated/event-types.ts';
import type {
  ApplicationReplaced, AriEvent, ChannelDestroyed, ChannelDtmfReceived, ChannelHangupRequest, ChannelStateChange, ChannelTalkingFinished, ChannelTalkingStarted, ChannelTransfer, ChannelUnhold, ChannelUserevent,
  ContactStatusChange, EndpointStateChange, PlaybackFinished, StasisEnd, StasisStart,
} from './generated/models.ts';

/** An ARI event as we speak of it. `soft`: asked for in Asterisk (by us or by a dial time-out), not by the other side. */
export type AriNews =
  | { readonly kind: 'entered'; readonly channelId: string; readonly technology: string; readonly isUp: boolean; readonly from: string; readonly args: readonly string[]; readonly isReplacement: boolean }
  | { readonly kind: 'left'; readonly channelId: string; readonly technology: string }
  | { readonly kind: 'state'; readonly channelId: string; readonly technology: string; readonly state: string }
  | { readonly kind: 'digit'; readonly channelId: string; readonly technology: string; readonly digit: string; readonly endedAt: number | null; readonly pressMs: number }
  | { readonly kind: 'hangup-request'; readonly channelId: string; readonly cause: number | null; readonly sipCode: number | null; readonly soft: boolean }
  | { readonly kind: 'destroyed'; readonly channelId: string; readonly technology: string; readonly cause: number | null; readonly sipCode: number | null }
  | { readonly kind: 'playback-finished'; readonly playbackId: string; readonly hasFailed: boolean }
  /** `isAsked`: not word of how an earlier one fares. */
  | { readonly kind: 'refer'; readonly channelId: string; readonly to: string | null; readonly withChannelId: string | null; readonly isAsked: boolean }
  | { readonly kind: 'resumed'; readonly channelId: string; readonly technology: string }
  /** Of a channel that was asked to tell it. */
  | { readonly kind: 'talking'; readonly channelId: string; readonly isTalking: boolean }
  | { readonly kind: 'contact'; readonly extension: string; readonly isOnline: boolean; readonly isNew: boolean }
  | { readonly kind: 'endpoint'; readonly extension: string; readonly isOnline: boolean }
  | { readonly kind: 'replaced'; readonly app: string }
  /** A word that was said to an app of ours, to hear whether it comes back. */
  | { readonly kind: 'word'; readonly app: string }
  | { readonly kind: 'unreadable'; readonly type: string };

/** A raw event: fields by Asterisk's names, values not yet looked at. */
type Raw<T> = { readonly [K in keyof T]?: NonNullable<T[K]> extends readonly unknown[] ? unknown : NonNullable<T[K]> extends object ? Raw<NonNullable<T[K]>> : unknown };
type Reader = (event: never) => AriNews | null;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
/** 0 is Asterisk's word for "not known". */
const code = (value: unknown): number | null => number(value) || null;
const technologyOf = (name: unknown): string => (text(name) ?? '').split('/', 1)[0] ?? '';
const timeOf = (value: unknown): number | null => number(Date.parse((text(value) ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2')));

/** How a transfer that Asterisk makes fares; a request has none of them. */
const referStates = ['channel_progress', 'channel_answered', 'channel_unavailable', 'channel_declined'] as const;

function talking(id: unknown, isTalking: boolean): AriNews | null {
  const channelId = text(id);
  return channelId === null ? null : { kind: 'talking', channelId, isTalking };
}

const readers = {
  StasisStart: (event: Raw<StasisStart>) => {
    const channelId = text(event.channel?.id);
    if (channelId === null || !Array.isArray(event.args)) return null;
    return {
      kind: 'entered', channelId, technology: technologyOf(event.channel?.name), isUp: event.channel?.state === 'Up',
      from: text(event.channel?.caller?.number) ?? '', args: event.args.map((arg) => text(arg) ?? ''), isReplacement: event.replace_channel !== undefined,
    };
  },
  StasisEnd: (event: Raw<StasisEnd>) => {
    const channelId = text(event.channel?.id);
    return channelId === null ? null : { kind: 'left', channelId, technology: technologyOf(event.channel?.name) };
  },
  ChannelStateChange: (event: Raw<ChannelStateChange>) => {
    const channelId = text(event.channel?.id);
    const state = text(event.channel?.state);
    return channelId === null || state === null ? null : { kind: 'state', channelId, technology: technologyOf(event.channel?.name), state };
  },
  ChannelDtmfReceived: (event: Raw<ChannelDtmfReceived>) => {
    const channelId = text(event.channel?.id);
    const digit = text(event.digit);
    return channelId === null || digit?.length !== 1 ? null : { kind: 'digit', channelId, technology: technologyOf(event.channel?.name), digit, endedAt: timeOf(event.timestamp), pressMs: number(event.duration_ms) ?? 0 };
  },
  ChannelHangupRequest: (event: Raw<ChannelHangupRequest>) => {
    const channelId = text(event.channel?.id);
    if (channelId === null) return null;
    return { kind: 'hangup-request', channelId, cause: code(event.cause), sipCode: code(event.tech_cause), soft: event.soft === true };
  },
  ChannelDestroyed: (event: Raw<ChannelDestroyed>) => {
    const channelId = text(event.channel?.id);
    if (channelId === null) return null;
    return { kind: 'destroyed', channelId, technology: technologyOf(event.channel?.name), cause: code(event.cause), sipCode: code(event.tech_cause) };
  },
  ChannelTransfer: (event: Raw<ChannelTransfer>) => {
    const channelId = text(event.referred_by?.source_channel?.id);
    if (channelId === null) return null;
    const { refer_to: to, state } = event;
    const isAsked = !referStates.some((one) => one === state);
    return { kind: 'refer', channelId, to: text(to?.requested_destination?.destination) || null, withChannelId: text(to?.destination_channel?.id), isAsked };
  },
  ChannelUnhold: (event: Raw<ChannelUnhold>) => {
    const channelId = text(event.channel?.id);
    return channelId === null ? null : { kind: 'resumed', channelId, technology: technologyOf(event.channel?.name) };
  },
  ChannelTalkingStarted: (event: Raw<ChannelTalkingStarted>) => talking(event.channel?.id, true),
  ChannelTalkingFinished: (event: Raw<ChannelTalkingFinished>) => talking(event.channel?.id, false),
  PlaybackFinished: (event: Raw<PlaybackFinished>) => {
    const playbackId = text(event.playback?.id);
    return playbackId === null ? null : { kind: 'playback-finished', playbackId, hasFailed: event.playback?.state === 'failed' };
  },
  ContactStatusChange: (event: Raw<ContactStatusChange>) => {
    const extension = text(event.endpoint?.resource);
    if (extension === null) return null;
    const isNew = !['Removed', 'Unreachable'].includes(text(event.contact_info?.contact_status) ?? '');
    return { kind: 'contact', extension, isOnline: event.endpoint?.state === 'online', isNew };
  },
  EndpointStateChange: (event: Raw<EndpointStateChange>) => {
    const extension = text(event.endpoint?.resource);
    return extension === null ? null : { kind: 'endpoint', extension, isOnline: event.endpoint?.state === 'online' };
  },
  ApplicationReplaced: (event: Raw<ApplicationReplaced>) => {
    const app = text(event.application);
    return app === null ? null : { kind: 'replaced', app };
  },
  ChannelUserevent: (event: Raw<ChannelUserevent>) => {
    const app = text(event.application);
    return app === null ? null : { kind: 'word', app };
  },
} satisfies { readonly [Type in AriEvent['type']]?: (event: Raw<Extract<AriEvent, { type: Type }>>) => AriNews | null };

const readerOf: ReadonlyMap<string, Reader> = new Map(Object.entries(readers));
const deviceTypes: readonly string[] = ['ContactStatusChange', 'EndpointStateChange'];

/** Event filter of the servers' app: every event type that no reader here asks for. */
export const unusedEvents: readonly string[] = ariEventTypes.filter((type) => !readerOf.has(type) && type !== 'RESTResponse');
/** Event filter of the app that only hears of seats' devices. */
export const notAboutDevices: readonly string[] = ariEventTypes.filter((type) => !deviceTypes.includes(type) && type !== 'ApplicationReplaced' && type !== 'RESTResponse');

function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return null;
  }
}

/**
 * Reads one message of the events socket: its text, or the object made of it. null: an event nobody asks for. What it says
 * goes nowhere else: it may hold digits.
 */
export function readEvent(message: unknown): AriNews | null {
  const event = typeof message === 'string' ? parse(message) : message;
  if (typeof event !== 'object' || event === null) return { kind: 'unreadable', type: 'not an object' };
  const type = text((event as { type?: unknown }).type);
  if (type === null || !/^\w{1,64}$/.test(type)) return { kind: 'unreadable', type: 'no type' };
  const reader = readerOf.get(type);
  if (reader === undefined) return null;
  return reader(event as never) ?? { kind: 'unreadable', type };
}
