/**
 * An exchange that is acted, under a virtual clock: legs, clips, keys and bridges behave as on a good day, unless the director
 * gives one command a mood. It outlives the process that commands it, as Asterisk does.
 */
import { createSecret } from '../../../../src/app/secret.ts';
import type { CommandOutcome, Telephony, TelephonyEvent, TelephonySnapshot } from '../../../../src/app/ports.ts';
import { createLegs, type Legs } from './legs.ts';

/** What becomes of one command and of the events it causes. */
export type Mood =
  | 'gone' | 'refused' | 'silent' | 'swallowed' | 'slow' | 'fast'
  | 'events late' | 'events twice' | 'events lost' | 'socket cut';

export interface Performed {
  readonly name: string;
  readonly subject: string;
}

/** Told before and after every command; may give it a mood. */
export interface Director {
  mood?(index: number, command: Performed): Mood | null;
  before?(index: number, command: Performed): void;
  after?(index: number, command: Performed): void;
}

/** As the driver's own time-out. */
const REQUEST_TIMEOUT_MS = 2_000;
const LATE_MS = 3_000;
const CUT_MS = 1_000;

export interface ActedTelephone {
  readonly legs: Legs;
  readonly performed: Performed[];
  /** The port for one process; what a dead one commands is heard by nobody. */
  connect(): { telephony: Telephony; die(): void };
  direct(director: Director): void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function createActedTelephone(): ActedTelephone {
  let director: Director = {};
  let mood: Mood | null = null;
  let emit: ((event: TelephonyEvent) => void) | null = null;
  let cuts = 0;
  const performed: Performed[] = [];
  const send = (event: TelephonyEvent): void => emit?.(event);
  const legs = createLegs((told) => {
    const event = { ...told, at: Math.round(performance.timeOrigin + performance.now()) };
    if (mood === 'events lost' || cuts > 0) return;
    if (mood === 'events late') return void setTimeout(() => send(event), LATE_MS);
    send(event);
    if (mood === 'events twice') setTimeout(() => send(event), 1);
  });

  const cutSocket = (): void => {
    cuts += 1;
    send({ kind: 'disconnected', at: 0 });
    setTimeout(() => {
      cuts -= 1;
      send({ kind: 'connected', at: 0 });
    }, CUT_MS);
  };
  const inMood = async (own: Mood | null, subject: string, work: () => CommandOutcome): Promise<CommandOutcome> => {
    const act = (): CommandOutcome => {
      mood = own;
      const outcome = work();
      mood = null;
      return outcome;
    };
    switch (own) {
      case 'gone':
        legs.vanish(subject);
        return { kind: 'gone' };
      case 'refused':
        return { kind: 'not-possible', detail: 'http 409' };
      case 'silent':
        await pause(REQUEST_TIMEOUT_MS);
        return { kind: 'unknown', detail: 'time-out' };
      case 'swallowed':
        act();
        await pause(REQUEST_TIMEOUT_MS);
        return { kind: 'unknown', detail: 'time-out' };
      case 'slow': {
        await pause(REQUEST_TIMEOUT_MS - 100);
        return act();
      }
      case 'socket cut':
        cutSocket();
        return act();
      case 'fast': {
        // Its events, and what people do at once, are there before the reply.
        const outcome = act();
        await pause(50);
        return outcome;
      }
      default:
        return act();
    }
  };

  const connect: ActedTelephone['connect'] = () => {
    let isDead = false;
    const command = (name: string, subject: string, work: () => CommandOutcome): Promise<CommandOutcome> => {
      if (isDead) return new Promise(() => {});
      const told = { name, subject };
      const index = performed.push(told) - 1;
      director.before?.(index, told);
      if (isDead) return new Promise(() => {});
      const outcome = inMood(director.mood?.(index, told) ?? null, subject, work);
      director.after?.(index, told);
      return isDead ? new Promise(() => {}) : outcome;
    };
    const listener = (onEvent: (event: TelephonyEvent) => void) => (event: TelephonyEvent): void => {
      if (!isDead) onEvent(event);
    };
    const telephony = portOf(legs, command, (onEvent) => {
      emit = listener(onEvent);
      onEvent({ kind: 'connected', at: 0 });
    });
    return {
      telephony,
      die: () => {
        isDead = true;
        emit = null;
      },
    };
  };
  return { legs, performed, connect, direct: (next) => { director = next; } };
}

type Command = (name: string, subject: string, work: () => CommandOutcome) => Promise<CommandOutcome>;

function portOf(legs: Legs, command: Command, start: (onEvent: (event: TelephonyEvent) => void) => void): Telephony {
  const ofLeg = (name: string) => (channelId: string): Promise<CommandOutcome> => command(name, channelId, () => legs.has(channelId));
  return {
    start: async (onEvent) => start(onEvent),
    isConnected: () => true,
    answer: (channelId) => command('answer', channelId, () => legs.answer(channelId)),
    hangUp: (channelId) => command('hangUp', channelId, () => legs.end(channelId, { cause: 16, sipCode: null })),
    watch: ofLeg('watch'),
    createLeg: (leg) => command('createLeg', leg.channelId, () => legs.create(leg.channelId, leg.endpoint.kind)),
    dial: (leg) => command('dial', leg.channelId, () => legs.dial(leg.channelId, leg.timeoutMs)),
    play: (play) => command('play', play.playbackId, () => legs.play(play)),
    stopPlay: (playbackId) => command('stopPlay', playbackId, () => legs.stopPlay(playbackId, 'done')),
    openSlot: (channelId, spec) => command('openSlot', channelId, () => legs.openSlot(channelId, spec)),
    endSlot: ofLeg('endSlot'),
    closeSlot: ofLeg('closeSlot'),
    clearKeys: ofLeg('clearKeys'),
    heldDigits: (channelId) => (legs.has(channelId).kind === 'done' ? createSecret('836152') : null),
    createSnoop: ({ channelId, ofChannelId }) => command('createSnoop', channelId, () => legs.createEar(channelId, ofChannelId)),
    createBridge: (bridgeId) => command('createBridge', bridgeId, () => legs.createBridge(bridgeId)),
    addToBridge: (bridgeId, channelIds) => command('addToBridge', bridgeId, () => legs.addToBridge(bridgeId, channelIds)),
    removeFromBridge: (bridgeId, channelId) => command('removeFromBridge', channelId, () => legs.removeFromBridge(bridgeId, channelId)),
    mute: ofLeg('mute'),
    sendKeys: ofLeg('sendKeys'),
    destroyBridge: (bridgeId) => command('destroyBridge', bridgeId, () => legs.destroyBridge(bridgeId)),
    startRecording: ({ channelId, path }) => command('startRecording', channelId, () => legs.record(channelId, path)),
    stopRecording: ofLeg('stopRecording'),
    pauseRecording: ofLeg('pauseRecording'),
    transfer: (channelId) => command('transfer', channelId, () => legs.end(channelId, { cause: 16, sipCode: null })),
    passOn: (channelId) => command('passOn', channelId, () => legs.end(channelId, { cause: 16, sipCode: null })),
    answerRefer: (channelId) => command('answerRefer', channelId, () => ({ kind: 'done' })),
    handBack: (channelId) => command('handBack', channelId, () => legs.end(channelId, { cause: 16, sipCode: null })),
    snapshot: (ask): Promise<TelephonySnapshot> => Promise.resolve(legs.snapshot(ask.playbacks)),
    stop: async () => {},
  };
}
