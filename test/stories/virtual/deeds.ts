/** What people do on the virtual stage. */
import { changeSeat } from '../../../src/app/seats.ts';
import type { SeatEvent } from '../../../src/core/seat/events.ts';
import { pageEndpoint } from '../../../src/core/seat/endpoint.ts';
import type { CallClick, Click, Deeds, World } from '../language/stage.ts';
import { agentAt } from './memory-desk.ts';
import { seatIdOf } from './memory-tables.ts';
import type { Scene } from './scene.ts';

const instantOf = (businessTime: string): number => Date.parse(`${businessTime.replace(' ', 'T')}+08:00`);
/** Between two keys of one hand. */
const KEY_MS = 200;

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

function requestOf(click: Click): Unstamped<SeatEvent> {
  switch (click.kind) {
    case 'sign in':
      return { kind: 'signed-in' };
    case 'ready':
      return { kind: 'ready-asked' };
    case 'not ready':
      return { kind: 'not-ready-asked', reason: click.reason };
    case 'end after-call work':
      return { kind: 'acw-done-asked' };
    case 'sign out':
      return { kind: 'signed-out-asked' };
  }
}

async function click(scene: Scene, extension: string, clicked: Click): Promise<void> {
  const server = scene.server();
  if (server === null) throw new Error('no server is there to hear the click');
  const outcome = await changeSeat(server.seatDeps, seatIdOf(extension), requestOf(clicked));
  scene.clickCodes.set(extension, outcome.kind === 'refused' ? outcome.code : null);
  await scene.time.settle();
}

const actions = { hold: 'hold', retrieve: 'retrieve', mute: 'mute', unmute: 'unmute', 'check the PIN': 'check-pin', 'cancel the check': 'end-check', 'hang up': 'hang-up' } as const;

async function clickForCall(scene: Scene, extension: string, clicked: CallClick): Promise<void> {
  const server = scene.server();
  const seat = scene.seat(extension);
  const callId = seat.pops.at(-1)?.callId;
  if (server === null || callId === undefined) throw new Error('there is no call on the desk');
  const outcome = await server.control.wish(agentAt(seat), { callId, action: actions[clicked] });
  scene.clickCodes.set(extension, outcome.kind === 'refused' ? outcome.code : null);
  await scene.time.settle();
}

let pages = 0;
/** A page that is loaded asks for its phone, and registers it. */
async function openPage(scene: Scene, extension: string): Promise<void> {
  const granted = await scene.server()?.pagePhone.grant(agentAt(scene.seat(extension)), { pageId: `page-${(pages += 1)}-of-${extension}` });
  if (granted?.kind === 'refused') throw new Error(`the page gets no phone: ${granted.code}`);
  scene.exchange.register(pageEndpoint(extension));
  await scene.time.settle();
}

export function createWorldWords(scene: Scene): World {
  const { exchange, office } = scene;
  return {
    itIs: async (businessTime) => scene.setBusinessTime(instantOf(businessTime)),
    agentComes: async (extension, isReady, phone) => {
      if (phone === 'on the desk') exchange.register(extension);
      await click(scene, extension, { kind: 'sign in' });
      if (phone === 'in the page') await openPage(scene, extension);
      if (isReady) await click(scene, extension, { kind: 'ready' });
    },
    agentIsOfSeries: async (extension, series) => {
      scene.seat(extension).series = series;
    },
    backOffice: async (mood) => office.setMood(mood),
    isSuspended: async (code) => office.suspend(code),
    recordingFails: async () => exchange.files.fill(),
    phoneOf: async (who, habit) => exchange.setHabit(scene.part(who).numbers[0], habit),
  };
}

export function createDeeds(scene: Scene): Deeds {
  const { time, exchange, tables } = scene;
  const legOf = (extension: string) => {
    const leg = exchange.legOf(extension);
    if (leg === undefined) throw new Error(`seat ${extension} has no call`);
    return leg;
  };
  return {
    dials: async (who) => {
      const part = scene.part(who);
      part.channel = exchange.callIn(part.numbers[0]);
      part.heardUpTo = 0;
      await time.settle();
    },
    presses: async (who, keys) => {
      const { channel } = scene.part(who);
      for (const key of keys) {
        if (channel !== null) exchange.press(channel.channelId, key);
        await time.pass(KEY_MS);
      }
    },
    callerHangsUp: async (who) => {
      const channel = scene.channelOf(who);
      if (channel === null || !exchange.hangUp(channel.channelId)) throw new Error(`${who.name} is not on the phone`);
      await time.settle();
    },
    answers: async (extension) => {
      await scene.see(() => exchange.legOf(extension)?.isRinging === true, () => 'the phone does not ring');
      exchange.answer(legOf(extension).channelId);
      await time.settle();
    },
    agentHangsUp: async (extension) => {
      exchange.hangUp(legOf(extension).channelId);
      await time.settle();
    },
    clicks: (extension, clicked) => click(scene, extension, clicked),
    clicksForCall: (extension, clicked) => clickForCall(scene, extension, clicked),
    pageGoesAway: async (extension) => {
      exchange.loseSight(pageEndpoint(extension));
      await time.settle();
    },
    pageComesBack: async (extension, page) => {
      if (page === 'new') return openPage(scene, extension);
      exchange.seeAgain(pageEndpoint(extension));
      await time.settle();
    },
    phoneIsUnplugged: async (extension) => {
      exchange.unplug(extension);
      await time.settle();
    },
    phoneIsPluggedIn: async (extension) => {
      exchange.register(extension);
      await time.settle();
    },
    callbackIsAskedFor: async (who) => {
      const answer = await scene.worker.request(scene.part(who).numbers[0]);
      if (answer.kind === 'refused') throw new Error(`refused: ${answer.code}`);
      await time.settle();
    },
    timePasses: (seconds) => time.pass(seconds * 1_000),
    itBecomes: async (businessTime) => {
      const ms = instantOf(businessTime) - scene.clock.businessNow();
      if (ms < 0) throw new Error('time does not run backwards');
      await time.leap(ms);
    },
    serverDies: async () => {
      await scene.setServer(false);
      await time.settle();
    },
    serverComesBack: async () => {
      await scene.setServer(true);
      await time.settle();
    },
    storeGoesAway: async () => tables.setAway(true),
    storeComesBack: async () => tables.setAway(false),
  };
}
