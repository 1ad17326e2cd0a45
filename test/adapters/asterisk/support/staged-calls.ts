/** The channels, bridges and playbacks of the staged Asterisk, and what its requests do to them. */
import type { PhoneManner } from './world.ts';

export interface StagedReply {
  readonly status: number;
  readonly body?: unknown;
}
interface StagedChannel {
  readonly id: string;
  readonly name: string;
  readonly caller: string;
  readonly args: readonly string[];
  readonly isInbound: boolean;
  state: 'Down' | 'Ring' | 'Ringing' | 'Up';
  isWatched: boolean;
  timer: NodeJS.Timeout | undefined;
  readonly told: { end: (end: { cause: number; sipStatus: number }) => void; up: () => void };
}
type Params = Readonly<Record<string, unknown>>;

export interface StagedCalls {
  perform(line: string, params: Params): Promise<StagedReply>;
  /** A call of the dialplan; resolves functions of the caller's side. */
  arrive(from: string, told: StagedChannel['told']): string;
  /** A seat's own phone dials. */
  dialled(extension: string, to: string): void;
  press(channelId: string, keys: string): void;
  hangUp(channelId: string, end: { cause: number; sipCode: number; isLocal: boolean }): void;
  /** Keys that requests have pressed for whoever is at this channel. */
  keysHeard(channelId: string): string;
  setManner(number: string, manner: PhoneManner): void;
  channels(): readonly string[];
  bridges(): readonly string[];
  /** Members of bridges that have more than one. */
  talking(): readonly (readonly string[])[];
  /** What a request is about ends just before it comes. */
  vanish(line: string, params: Params): void;
  /** PlaybackFinished is not sent any more. */
  loseFinished(): void;
}

const refusals: Readonly<Partial<Record<PhoneManner, readonly [number, number]>>> = {
  'busy': [17, 486], 'declines': [21, 603], 'unavailable': [19, 480], 'unknown-number': [1, 404], 'congested': [34, 503],
};
const reasonCodes: Readonly<Record<string, readonly [number, number]>> = { busy: [17, 486], congestion: [34, 503], normal: [16, 603] };
const clipMs = (media: readonly string[]): number => media.reduce((sum, one) => sum + (one.endsWith('long') ? 20_000 : 50), 0);
const no = (status: number): StagedReply => ({ status, body: { message: 'staged' } });

export function createStagedCalls(emit: (event: Params) => void): StagedCalls {
  const channels = new Map<string, StagedChannel>();
  const bridges = new Map<string, string[]>();
  const playbacks = new Map<string, { channelId: string; end: () => void; over: Promise<void> }>();
  const manners = new Map<string, PhoneManner>();
  const numberOf = new Map<string, string>();
  const keysAt = new Map<string, string>();
  let count = 0;
  let losesFinished = false;

  const shape = ({ id, name, state, caller, args }: StagedChannel): Params => ({
    id, name, state, caller: { name: '', number: caller }, creationtime: new Date().toISOString(),
    dialplan: { app_name: 'Stasis', app_data: ['hotline-s1', ...args].join(','), context: 'from-carrier', exten: 's', priority: 1 },
  });
  const add = (channel: Omit<StagedChannel, 'name' | 'timer'>): StagedChannel => {
    count += 1;
    const made: StagedChannel = { ...channel, name: `PJSIP/carrier-${String(count).padStart(8, '0')}`, timer: undefined };
    channels.set(made.id, made);
    emit({ type: 'StasisStart', channel: shape(made), args: made.args });
    return made;
  };
  const change = (channel: StagedChannel, state: StagedChannel['state']): void => {
    if (!channels.has(channel.id) || channel.state === state) return;
    channel.state = state;
    emit({ type: 'ChannelStateChange', channel: shape(channel) });
    if (state === 'Up') channel.told.up();
  };
  const hangUp: StagedCalls['hangUp'] = (channelId, { cause, sipCode, isLocal }) => {
    const channel = channels.get(channelId);
    if (channel === undefined) return;
    clearTimeout(channel.timer);
    channels.delete(channelId);
    const whole = { channel: shape(channel) };
    const code = sipCode === 0 ? {} : { tech_cause: sipCode };
    emit(isLocal ? { type: 'ChannelHangupRequest', ...whole, cause: 32, soft: true } : { type: 'ChannelHangupRequest', ...whole, cause, ...code });
    for (const [id, playback] of playbacks) if (playback.channelId === channelId) stop(id, 'failed');
    emit({ type: 'StasisEnd', ...whole });
    if (!channel.isInbound || channel.isWatched) emit({ type: 'ChannelDestroyed', ...whole, cause, cause_txt: '', ...code });
    channel.told.end({ cause, sipStatus: sipCode });
  };
  const stop = (playbackId: string, state: 'done' | 'failed'): void => {
    const playback = playbacks.get(playbackId);
    if (playback === undefined) return;
    playbacks.delete(playbackId);
    playback.end();
    if (!losesFinished) emit({ type: 'PlaybackFinished', playback: { id: playbackId, state, media_uri: '', target_uri: `channel:${playback.channelId}` } });
  };
  const play = (channelId: string, playbackId: string, media: readonly string[]): StagedReply => {
    if (!channels.has(channelId)) return no(404);
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => { end = resolve; });
    const timer = setTimeout(() => { stop(playbackId, 'done'); }, clipMs(media));
    playbacks.set(playbackId, { channelId, over, end: () => { clearTimeout(timer); end(); } });
    return { status: 201, body: { id: playbackId } };
  };
  const dial = (channel: StagedChannel, timeoutS: number): StagedReply => {
    const manner = manners.get(numberOf.get(channel.id) ?? '') ?? 'unavailable';
    const refusal = refusals[manner];
    if (refusal !== undefined) queueMicrotask(() => { hangUp(channel.id, { cause: refusal[0], sipCode: refusal[1], isLocal: false }); });
    else {
      queueMicrotask(() => { change(channel, 'Ringing'); });
      if (manner === 'answers') queueMicrotask(() => { change(channel, 'Up'); });
      else channel.timer = setTimeout(() => { hangUp(channel.id, { cause: 19, sipCode: 480, isLocal: true }); }, timeoutS * 1_000);
    }
    return { status: 204 };
  };

  const create = (params: Params): StagedReply => {
    const [endpoint, id] = [String(params['endpoint']), String(params['channelId'])];
    if (channels.has(id)) return no(409);
    const seat = /^PJSIP\/(\d+)$/.exec(endpoint)?.[1];
    const number = seat !== undefined && manners.has(seat) ? seat : /^PJSIP\/([^@]+)@carrier$/.exec(endpoint)?.[1];
    if (number === undefined) return { status: 500, body: { error: 'Allocation failed' } };
    numberOf.set(id, number);
    const silentSide = { end: () => undefined, up: () => undefined };
    return { status: 200, body: shape(add({ id, caller: '', args: ['leg'], isInbound: false, isWatched: false, state: 'Down', told: silentSide })) };
  };
  const onChannel = (id: string, action: string, params: Params): StagedReply => {
    const channel = channels.get(id);
    if (channel === undefined) return no(404);
    if (action === 'dial') return dial(channel, Number(params['timeout']));
    if (action === 'answer') change(channel, 'Up');
    if (action === 'dtmf') keysAt.set(id, `${keysAt.get(id) ?? ''}${String(params['dtmf'])}`);
    if (action === 'DELETE') {
      const [cause, sipCode] = reasonCodes[String(params['reason'])] ?? [16, 0];
      hangUp(id, { cause, sipCode: channel.state === 'Ring' ? sipCode : 0, isLocal: true });
    }
    if (action === 'GET') return { status: 200, body: shape(channel) };
    return action === 'variable' ? { status: 200, body: { value: '0x1' } } : { status: 204 };
  };
  const onBridge = async (id: string, action: string, params: Params): Promise<StagedReply> => {
    if (action === 'POST') {
      if (bridges.has(id)) return no(409);
      bridges.set(id, []);
      return { status: 200, body: { id } };
    }
    const members = bridges.get(id);
    if (members === undefined) return no(404);
    if (action === 'GET') return { status: 200, body: { id, channels: members } };
    if (action === 'DELETE') return bridges.delete(id) ? { status: 204 } : no(404);
    const added = String(params['channel']).split(',');
    if (added.some((channelId) => !channels.has(channelId))) return no(400);
    await Promise.all([...playbacks.values()].filter(({ channelId }) => added.includes(channelId)).map(({ over }) => over));
    bridges.set(id, [...new Set([...members, ...added])]);
    return { status: 204 };
  };

  const subscribe = (source: string): StagedReply => {
    const channel = channels.get(source.replace(/^channel:/, ''));
    if (channel === undefined) return source.startsWith('channel:') ? no(422) : { status: 200, body: {} };
    channel.isWatched = true;
    return { status: 200, body: {} };
  };

  return {
    async perform(line, params) {
      const [method = '', path = ''] = line.split(' ');
      const [kind = '', id = '', action = '', last = ''] = path.slice(1).split('/').map(decodeURIComponent);
      if (kind === 'endpoints') return { status: 200, body: [{ technology: 'PJSIP', resource: '1009', state: 'offline', channel_ids: [] }] };
      if (kind === 'applications') return action === 'subscription' ? subscribe(String(params['eventSource'])) : { status: 200, body: { channel_ids: [...channels.keys()], endpoint_ids: [] } };
      if (kind === 'playbacks') {
        const playback = playbacks.get(id);
        if (playback === undefined) return no(404);
        if (method === 'DELETE') stop(id, 'done');
        return method === 'DELETE' ? { status: 204 } : { status: 200, body: { id, state: 'playing', target_uri: `channel:${playback.channelId}` } };
      }
      if (kind === 'bridges') return id === '' ? { status: 200, body: [...bridges].map(([bridgeId, members]) => ({ id: bridgeId, channels: members.filter((one) => channels.has(one)) })) } : onBridge(id, action === '' ? method : action, params);
      if (id === 'create') return create(params);
      if (id === '') return { status: 200, body: [...channels.values()].map(shape) };
      return action === 'play' ? play(id, last, params['media'] as readonly string[]) : onChannel(id, action === '' ? method : action, params);
    },
    arrive(from, told) {
      const id = `staged-${count}.${Date.now()}`;
      add({ id, caller: from, args: ['in', '95500', '0'], isInbound: true, isWatched: false, state: 'Ring', told });
      return id;
    },
    dialled(extension, to) {
      const silentSide = { end: () => undefined, up: () => undefined };
      add({ id: `staged-${count}.${Date.now()}`, caller: extension, args: ['seat', extension, to], isInbound: true, isWatched: false, state: 'Ring', told: silentSide });
    },
    press(channelId, keys) {
      const channel = channels.get(channelId);
      if (channel === undefined) throw new Error('the call is over');
      let at = Date.now();
      for (const digit of keys) {
        at += 200;
        emit({ type: 'ChannelDtmfReceived', channel: shape(channel), digit, duration_ms: 100, timestamp: new Date(at).toISOString() });
      }
    },
    hangUp,
    vanish(line, { channel }) {
      const [, kind = '', id = ''] = (line.split(' ')[1] ?? '').split('/').map(decodeURIComponent);
      if (kind === 'bridges') bridges.delete(id);
      if (kind === 'playbacks') stop(id, 'failed');
      for (const channelId of [id, ...(typeof channel === 'string' ? channel.split(',') : [])]) hangUp(channelId, { cause: 44, sipCode: 0, isLocal: false });
    },
    keysHeard: (channelId) => keysAt.get(channelId) ?? '',
    setManner: (number, manner) => { manners.set(number, manner); },
    channels: () => [...channels.keys()],
    bridges: () => [...bridges.keys()],
    talking: () => [...bridges.values()].map((members) => members.filter((id) => channels.has(id))).filter((members) => members.length > 1),
    loseFinished: () => { losesFinished = true; },
  };
}
