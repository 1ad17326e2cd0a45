/**
 * The exchange of the virtual stage: what Asterisk and the phones around it do, as the conformance suite of the drivers shows it
 * on a real one. People act on it from one side, a server commands it from the other and may die meanwhile.
 */
import type { TelephonyEvent, TelephonySnapshot } from '../../../src/app/ports.ts';
import { createDigitVault } from '../../../src/adapters/asterisk/digit-vault.ts';
import { readEndpoint } from '../../../src/core/seat/endpoint.ts';
import type { PhoneHabit } from '../language/stage.ts';
import { createSound, type Channel } from './channels.ts';
import { clipMs } from './clip-lengths.ts';
import { createSoundFiles } from './sound-files.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Q.850 and SIP code of each way not to be answered (docs of the conformance suite). */
const REFUSALS: Partial<Record<PhoneHabit, { cause: number; sipCode: number }>> = {
  'is busy': { cause: 17, sipCode: 486 }, 'declines the call': { cause: 21, sipCode: 603 }, 'does not exist': { cause: 1, sipCode: 404 },
};
const NORMAL = { cause: 16, sipCode: null };
const NOT_ANSWERED = { cause: 19, sipCode: null };
const LOST = { cause: 27, sipCode: null };
/** A client picks up after so long. */
const PICK_UP_MS = 4_000;
/** The dialplan asks for a server this often, so many times, and then rings the hunt group. */
const ASK_EVERY_MS = 2_000;
const ASK_TIMES = 15;

export type VirtualExchange = ReturnType<typeof createVirtualExchange>;

export function createVirtualExchange(time: VirtualTime) {
  const channels = new Map<string, Channel>();
  const bridges = new Set<string>();
  const registered = new Set<string>();
  const known = new Set<string>();
  const habits = new Map<string, PhoneHabit>();
  /** Numbers of clients that were dialled, each time. */
  const dialled: string[] = [];
  const vault = createDigitVault();
  const files = createSoundFiles(time.now);
  let listener: ((event: TelephonyEvent) => void) | null = null;
  let born = 0;
  const tell = (event: TelephonyEvent): void => listener?.(event);
  const sound = createSound({ now: time.now, durationMs: clipMs, tell, channels: () => channels.values() });

  const open = (channel: Pick<Channel, 'channelId' | 'kind' | 'address' | 'to' | 'isUp'>): Channel => {
    const whole: Channel = {
      ...channel, bornAt: time.now(), isRinging: false, place: 'app', bridgeId: null, isMuted: false, isDead: false, answersItself: false, heard: [], plays: [], silentSince: null, isAsked: false,
    };
    channels.set(channel.channelId, whole);
    return whole;
  };
  const end = (channelId: string, how: { cause: number | null; sipCode: number | null }): boolean => {
    const channel = channels.get(channelId);
    if (channel === undefined) return false;
    vault.forget(channelId);
    files.close(channelId);
    tell({ kind: 'leg-ended', at: time.now(), channelId, end: how });
    sound.stopAll(channel);
    channels.delete(channelId);
    return true;
  };
  const enter = (channel: Channel): void => {
    channel.place = 'app';
    tell({ kind: 'call-arrived', at: time.now(), channelId: channel.channelId, from: channel.address, to: channel.to, isUp: channel.isUp });
  };
  /** No server there: music, another try every 2 s, at last the hunt group. */
  const hold = (channel: Channel, asked: number): void => {
    channel.place = asked >= ASK_TIMES ? 'hunt group' : 'dialplan';
    channel.isUp = true;
    if (channel.place === 'hunt group') return;
    setTimeout(() => {
      if (!channels.has(channel.channelId) || channel.place !== 'dialplan') return;
      if (listener === null) hold(channel, asked + 1);
      else enter(channel);
    }, ASK_EVERY_MS);
  };
  const answer = (channelId: string): boolean => {
    const channel = channels.get(channelId);
    if (channel === undefined || channel.isUp) return false;
    channel.isUp = true;
    channel.isRinging = false;
    tell({ kind: 'leg-answered', at: time.now(), channelId });
    return true;
  };
  const ring = (channel: Channel, timeoutMs: number): void => {
    channel.isRinging = true;
    if (channel.kind === 'client') dialled.push(channel.address);
    tell({ kind: 'leg-ringing', at: time.now(), channelId: channel.channelId });
    setTimeout(() => {
      if (channels.get(channel.channelId)?.isRinging === true) end(channel.channelId, NOT_ANSWERED);
    }, timeoutMs);
  };
  /** At the phone on the desk, or in the page; of two legs (a page came anew) the younger one. */
  const legOf = (extension: string): Channel | undefined =>
    [...channels.values()].filter((one) => one.kind === 'seat' && !one.isDead && readEndpoint(one.address).extension === extension).at(-1);
  const setDead = (endpoint: string, isDead: boolean): void => {
    for (const channel of channels.values()) if (channel.kind === 'seat' && channel.address === endpoint) channel.isDead = isDead;
  };
  const isHeardBy = (channel: Channel): boolean =>
    channel.place !== 'app' || channel.plays.length > 0 || (channel.bridgeId !== null && [...channels.values()].some((one) => one !== channel && one.bridgeId === channel.bridgeId));

  return {
    files,
    sound,
    vault,
    bridges,
    tell,
    open,
    end,
    hold,
    answer,
    ring,
    dialled,
    legOf,
    channel: (channelId: string) => channels.get(channelId),
    all: () => [...channels.values()],
    isRegistered: (extension: string) => registered.has(extension),
    habitOf: (number: string): PhoneHabit => habits.get(number) ?? 'is answered',
    setHabit: (number: string, habit: PhoneHabit) => void habits.set(number, habit),
    refusalOf: (habit: PhoneHabit) => REFUSALS[habit],
    pickUpMs: PICK_UP_MS,
    listen: (next: ((event: TelephonyEvent) => void) | null) => {
      listener = next;
    },
    hasListener: () => listener !== null,
    callIn: (number: string): Channel => {
      const channel = open({ channelId: `trunk-${(born += 1)}`, kind: 'caller', address: number, to: '95500', isUp: false });
      if (listener === null) hold(channel, 0);
      else enter(channel);
      return channel;
    },
    press: (channelId: string, digit: string) => {
      for (const news of vault.hear(channelId, { digit, at: time.now() })) tell({ ...news, at: time.now() });
    },
    hangUp: (channelId: string) => end(channelId, NORMAL),
    /** A phone that is new there tells nothing of the legs it had. */
    register: (extension: string) => {
      registered.add(extension);
      known.add(extension);
      tell({ kind: 'seat-device', at: time.now(), endpoint: extension, isOnline: true, isNews: true });
    },
    unplug: (extension: string) => {
      registered.delete(extension);
      const leg = legOf(extension);
      if (leg !== undefined) end(leg.channelId, LOST);
      tell({ kind: 'seat-device', at: time.now(), endpoint: extension, isOnline: false, isNews: true });
    },
    /** A page that is closed, or whose network is lost: its phone goes, its leg is left behind. */
    loseSight: (endpoint: string) => {
      registered.delete(endpoint);
      setDead(endpoint, true);
      tell({ kind: 'seat-device', at: time.now(), endpoint, isOnline: false, isNews: true });
    },
    /** The same page is back: what it heard before it hears again. */
    seeAgain: (endpoint: string) => {
      registered.add(endpoint);
      setDead(endpoint, false);
      tell({ kind: 'seat-device', at: time.now(), endpoint, isOnline: true, isNews: true });
    },
    forget: (endpoint: string) => {
      registered.delete(endpoint);
      known.delete(endpoint);
    },
    /** What a server learns of phones when it connects. */
    devices: () => [...known].map((endpoint) => ({ endpoint, isOnline: registered.has(endpoint) })),
    snapshot: (playbacks: readonly string[]): TelephonySnapshot => ({
      channels: [...channels.values()].map((one) => ({
        channelId: one.channelId, isUp: one.isUp, inOurApp: one.place === 'app', from: one.address, to: one.to, ageMs: time.now() - one.bornAt,
      })),
      bridges: [...bridges].map((bridgeId) => ({ bridgeId, channelIds: [...channels.values()].filter((one) => one.bridgeId === bridgeId).map((one) => one.channelId) })),
      playbacks: playbacks.filter(sound.isPlaying),
    }),
    /** Who has heard nothing for longer than this, with nobody asking for a key. */
    silentLongerThan: (limitMs: number): Channel[] => {
      for (const channel of channels.values()) {
        const isQuiet = channel.kind !== 'seat' && channel.isUp && !channel.isAsked && !isHeardBy(channel);
        channel.silentSince = isQuiet ? (channel.silentSince ?? time.now()) : null;
      }
      return [...channels.values()].filter((one) => one.silentSince !== null && time.now() - one.silentSince > limitMs);
    },
  };
}
