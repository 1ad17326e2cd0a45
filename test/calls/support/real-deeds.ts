/** What people do on the real stage. */
import { PhoneFault } from '../../../src/lab/ear/phone-fault.ts';
import type { PhoneBehaviour } from '../../../src/lab/carrier/client-phone.ts';
import { voiceOf } from '../../../src/lab/sip/voice.ts';
import type { SeatChange } from '../../../src/contract/desk/seat.ts';
import type { Click, Deeds, PhoneHabit, World } from '../../stories/language/stage.ts';
import { openDeskPage } from './desk-page.ts';
import { runHotline } from './command.ts';
import { onlyVirtual, type RealScene } from './real-scene.ts';
import { talkFor } from './stage.ts';
import { found } from './until.ts';

const RINGS_WITHIN_MS = 30_000;
/** More questions than any story asks. */
const FAULTS = 50;

const habits: Readonly<Record<PhoneHabit, PhoneBehaviour>> = {
  'is answered': { kind: 'answer', afterMs: 1_000 }, 'is not answered': { kind: 'ring-for-ever' }, 'is busy': { kind: 'busy' }, 'declines the call': { kind: 'reject' }, 'does not exist': { kind: 'unknown-number' },
};

function changeOf(click: Click): SeatChange {
  switch (click.kind) {
    case 'sign in':
    case 'sign out':
      return { action: click.kind === 'sign in' ? 'sign-in' : 'sign-out' };
    case 'ready':
      return { action: 'ready' };
    case 'end after-call work':
      return { action: 'acw-done' };
    case 'not ready':
      if (click.reason !== 'break' && click.reason !== 'lunch' && click.reason !== 'training') throw new Error(`no button says ${click.reason}`);
      return { action: 'not-ready', reason: click.reason };
  }
}

const actions = { hold: 'hold', retrieve: 'retrieve', mute: 'mute', unmute: 'unmute', 'check the PIN': 'check-pin', 'cancel the check': 'end-check', 'hang up': 'hang-up' } as const;

export function createRealWorld(scene: RealScene): World {
  const { hotline } = scene;
  return {
    itIs: (businessTime) => hotline.setClock(`${businessTime.replace(' ', 'T')}+08:00`),
    agentComes: async (extension, isReady, phone) => {
      if (!isReady || phone === 'in the page') return onlyVirtual();
      scene.seats.set(extension, await hotline.phones.seat(extension, { kind: 'no-answer' }));
    },
    agentIsOfSeries: onlyVirtual,
    backOffice: async (mood) => {
      if (mood !== 'fails') return onlyVirtual();
      await hotline.simulator.putFault({ operation: 'all', fault: 'error', count: FAULTS });
    },
    isSuspended: onlyVirtual,
    recordingFails: onlyVirtual,
    phoneOf: async (who, habit) => {
      const number = scene.numberOf(who);
      scene.clients.set(who.name, await hotline.phones.client(number, habits[habit], { voice: voiceOf(number) }));
    },
  };
}

export function createRealDeeds(scene: RealScene): Deeds {
  const { hotline } = scene;
  return {
    dials: async (who) => void scene.callers.set(who.name, await hotline.caller({ number: scene.numberOf(who) })),
    presses: (who, keys) => scene.caller(who).press(keys),
    callerHangsUp: async (who) => void (await scene.party(who)?.hangUp()),
    answers: async (extension) => {
      const leg = await found('the phone rings', async () => scene.seat(extension).leg(), RINGS_WITHIN_MS);
      leg.rtp.say(voiceOf(extension));
      await leg.answer();
    },
    agentHangsUp: async (extension) => void (await scene.seat(extension).leg()?.hangUp()),
    clicks: async (extension, click) => {
      const answer = await scene.seat(extension).desk?.change(changeOf(click)).then(() => null, (error: unknown) => {
        if (error instanceof PhoneFault) return error.code;
        throw error;
      });
      scene.clickCodes.set(extension, answer ?? null);
    },
    clicksForCall: async (extension, click) => {
      const callId = scene.seat(extension).events().filter(({ kind }) => kind === 'pop').at(-1)?.detail['callId'];
      const page = await openDeskPage(hotline.config, extension);
      scene.clickCodes.set(extension, await page.ask('/api/seat/call', { callId, action: actions[click] }));
    },
    pageGoesAway: onlyVirtual,
    pageComesBack: onlyVirtual,
    phoneIsUnplugged: onlyVirtual,
    phoneIsPluggedIn: onlyVirtual,
    callbackIsAskedFor: async (who) => {
      if (!scene.clients.has(who.name)) await createRealWorld(scene).phoneOf(who, 'is answered');
      // Left running: the story goes on while the case does.
      void runHotline(hotline.config, ['callback', scene.numberOf(who), '--kind', 'new-account', '--max', '30', '--json']);
    },
    timePasses: (seconds) => talkFor(seconds * 1_000),
    itBecomes: onlyVirtual,
    serverDies: onlyVirtual,
    serverComesBack: onlyVirtual,
    storeGoesAway: onlyVirtual,
    storeComesBack: onlyVirtual,
  };
}
