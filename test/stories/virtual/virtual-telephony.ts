/** The port `Telephony` of one life of a server on the virtual exchange. A dead server commands nothing and hears nothing. */
import type { CommandOutcome, Telephony, TelephonyEvent } from '../../../src/app/ports.ts';
import { createSecret } from '../../../src/app/secret.ts';
import { answerHeader } from '../../../src/contract/desk/phone.ts';
import type { Channel } from './channels.ts';
import type { VirtualExchange } from './virtual-exchange.ts';
import type { VirtualTime } from './virtual-time.ts';

const DONE: CommandOutcome = { kind: 'done' };
const GONE: CommandOutcome = { kind: 'gone' };
const NOT_POSSIBLE: CommandOutcome = { kind: 'not-possible', detail: 'not now' };
const UNKNOWN: CommandOutcome = { kind: 'unknown', detail: 'this server is dead' };
/** A page that is rung to go on with its talk. */
const PAGE_ANSWERS_MS = 300;
const NORMAL = { cause: 16, sipCode: null };

export function createVirtualTelephony(exchange: VirtualExchange, time: VirtualTime): Telephony & { die(): void } {
  let isAlive = true;
  const alive = async (work: () => CommandOutcome): Promise<CommandOutcome> => (isAlive ? work() : UNKNOWN);
  const on = (channelId: string, work: (channel: Channel) => CommandOutcome | undefined): Promise<CommandOutcome> =>
    alive(() => {
      const channel = exchange.channel(channelId);
      return channel === undefined ? GONE : (work(channel) ?? DONE);
    });
  const dial = (channel: Channel, timeoutMs: number): void => {
    exchange.ring(channel, timeoutMs);
    if (channel.answersItself) setTimeout(() => exchange.answer(channel.channelId), PAGE_ANSWERS_MS);
    if (channel.kind !== 'client') return;
    const habit = exchange.habitOf(channel.address);
    const refusal = exchange.refusalOf(habit);
    if (refusal !== undefined) exchange.end(channel.channelId, refusal);
    if (habit === 'is answered') setTimeout(() => exchange.answer(channel.channelId), exchange.pickUpMs);
  };
  const news = (channelId: string, told: ReturnType<VirtualExchange['vault']['hear']>): void => {
    const channel = exchange.channel(channelId);
    for (const one of told) {
      if (one.kind === 'slot-complete' && channel !== undefined) channel.isAsked = false;
      exchange.tell({ ...one, at: time.now() });
    }
  };

  return {
    start: async (onEvent) => {
      exchange.listen((event: TelephonyEvent) => {
        if (isAlive) onEvent(event);
      });
      onEvent({ kind: 'connected', at: time.now() });
      for (const device of exchange.devices()) onEvent({ kind: 'seat-device', at: time.now(), ...device, isNews: false });
    },
    isConnected: () => isAlive,
    answer: (channelId) => on(channelId, (channel) => {
      channel.isUp = true;
      return DONE;
    }),
    hangUp: (channelId) => alive(() => (exchange.end(channelId, NORMAL) ? DONE : GONE)),
    watch: (channelId) => on(channelId, () => DONE),
    createLeg: ({ channelId, endpoint }) => alive(() => {
      if (exchange.channel(channelId) !== undefined) return DONE;
      if (endpoint.kind === 'seat' && !exchange.isRegistered(endpoint.name)) return NOT_POSSIBLE;
      const address = endpoint.kind === 'seat' ? endpoint.name : endpoint.number;
      const channel = exchange.open({ channelId, kind: endpoint.kind === 'seat' ? 'seat' : 'client', address, to: address, isUp: false });
      channel.answersItself = endpoint.kind === 'seat' && endpoint.headers[answerHeader] === 'auto';
      exchange.tell({ kind: 'leg-entered', at: time.now(), channelId });
      return DONE;
    }),
    dial: ({ channelId, timeoutMs }) => on(channelId, (channel) => {
      if (!channel.isRinging && !channel.isUp) dial(channel, timeoutMs);
      return DONE;
    }),
    play: ({ channelId, playbackId, clips }) => on(channelId, (channel) => {
      if (!channel.isUp && channel.kind !== 'caller') return NOT_POSSIBLE;
      exchange.sound.play(channel, playbackId, clips);
      return DONE;
    }),
    stopPlay: (playbackId) => alive(() => (exchange.sound.stop(playbackId) ? DONE : GONE)),
    openSlot: (channelId, spec) => on(channelId, (channel) => {
      channel.isAsked = true;
      news(channelId, exchange.vault.open(channelId, spec, time.now()));
      return DONE;
    }),
    endSlot: (channelId, slot) => on(channelId, () => {
      news(channelId, exchange.vault.end(channelId, slot));
      return DONE;
    }),
    closeSlot: (channelId, slot) => on(channelId, (channel) => {
      channel.isAsked = false;
      exchange.vault.close(channelId, slot);
      return DONE;
    }),
    clearKeys: (channelId) => on(channelId, () => {
      exchange.vault.clear(channelId);
      return DONE;
    }),
    heldDigits: (channelId, slot) => {
      const digits = exchange.vault.heldOf(channelId, slot);
      return digits === null ? null : createSecret(digits);
    },
    createSnoop: ({ channelId, ofChannelId }) => on(ofChannelId, () => {
      exchange.open({ channelId, kind: 'seat', address: 'ear', to: 'ear', isUp: true });
      exchange.tell({ kind: 'leg-entered', at: time.now(), channelId });
      return DONE;
    }),
    createBridge: (bridgeId) => alive(() => {
      exchange.bridges.add(bridgeId);
      return DONE;
    }),
    addToBridge: (bridgeId, channelIds) => alive(() => {
      if (!exchange.bridges.has(bridgeId)) return GONE;
      for (const id of channelIds) {
        const channel = exchange.channel(id);
        if (channel === undefined) return GONE;
        channel.bridgeId = bridgeId;
      }
      return DONE;
    }),
    removeFromBridge: (bridgeId, channelId) => on(channelId, (channel) => {
      if (channel.bridgeId === bridgeId) channel.bridgeId = null;
      return DONE;
    }),
    mute: (channelId, isMuted) => on(channelId, (channel) => {
      channel.isMuted = isMuted;
      return DONE;
    }),
    destroyBridge: (bridgeId) => alive(() => {
      for (const channel of exchange.all()) if (channel.bridgeId === bridgeId) channel.bridgeId = null;
      return exchange.bridges.delete(bridgeId) ? DONE : GONE;
    }),
    startRecording: ({ channelId, path }) => on(channelId, () => (exchange.files.start(path.slice(path.lastIndexOf('/') + 1), channelId) ? DONE : NOT_POSSIBLE)),
    stopRecording: (channelId) => on(channelId, () => {
      exchange.files.close(channelId);
      return DONE;
    }),
    pauseRecording: (channelId, isPaused) => on(channelId, () => (exchange.files.pause(channelId, isPaused) ? DONE : NOT_POSSIBLE)),
    /** The destination's phone is out of sight here: the caller is gone from us. */
    transfer: (channelId) => on(channelId, (channel) => {
      exchange.sound.stopAll(channel);
      exchange.vault.forget(channelId);
      return exchange.hangUp(channelId) ? DONE : GONE;
    }),
    sendKeys: (channelId) => on(channelId, () => DONE),
    passOn: (channelId) => on(channelId, () => DONE),
    answerRefer: (channelId) => on(channelId, () => DONE),
    handBack: (channelId) => on(channelId, (channel) => {
      exchange.sound.stopAll(channel);
      exchange.vault.forget(channelId);
      exchange.tell({ kind: 'leg-ended', at: time.now(), channelId, end: { cause: null, sipCode: null } });
      exchange.hold(channel, 0);
      return DONE;
    }),
    snapshot: async ({ playbacks }) => exchange.snapshot(playbacks),
    stop: async () => undefined,
    die: () => {
      isAlive = false;
      exchange.listen(null);
    },
  };
}
