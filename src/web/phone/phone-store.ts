/** The page's phone: gets its password, registers, rings, talks. What it is stands in phone-state.ts; here is what is done. */
import { createBell } from './bell.ts';
import { createLineKeeper } from './line-keeper.ts';
import type { Surroundings } from './line-keeper.ts';
import { closeMicrophone, lookAtMicrophone, meterLevel, openMicrophone, watchMicrophone } from './microphone.ts';
import { afterEvent, emptyPhone } from './phone-state.ts';
import type { PhoneEvent, PhoneState } from './phone-state.ts';
import type { SipCall } from './sip-call.ts';
import { createSpeaker } from './speaker.ts';

export interface PhoneActions {
  answer(): Promise<void>;
  hangUpLocally(): void;
  /** false: there is no talk to send it into. */
  sendKey(key: string): boolean;
  checkMicrophone(): Promise<void>;
  endCheck(): void;
  takeOver(): void;
}

export interface PhoneStore extends PhoneActions {
  readonly subscribe: (listener: () => void) => () => void;
  readonly snapshot: () => PhoneState;
  readonly follow: (surroundings: Surroundings) => void;
  readonly start: () => void;
  readonly stop: () => void;
}

export function createPhoneStore(): PhoneStore {
  let state = emptyPhone;
  const listeners = new Set<() => void>();
  const tell = (event: PhoneEvent): void => {
    const next = afterEvent(state, event);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const talk = createTalk(tell);
  const check = createCheck(tell);
  const keeper = createLineKeeper({ tell, onRing: talk.ring, onLost: talk.end });
  let unwatch: () => void = () => undefined;

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => state,
    follow(surroundings) {
      keeper.follow(surroundings);
      talk.isOver(surroundings.overCallId);
    },
    answer: talk.answer,
    hangUpLocally: talk.hangUp,
    sendKey: talk.sendKey,
    checkMicrophone: check.begin,
    endCheck: check.end,
    takeOver: keeper.takeOver,
    start() {
      unwatch = watchMicrophone(() => void check.look());
      void check.look();
      keeper.start();
    },
    stop() {
      unwatch();
      check.end();
      keeper.stop();
    },
  };
}

/** The one call of the phone. The newest INVITE wins: the server never rings a seat that talks. */
function createTalk(tell: (event: PhoneEvent) => void) {
  let current: SipCall | null = null;
  let microphone: MediaStream | null = null;
  /** Ended by her own hand while nobody of ours was there to see it: when it is rung again, it stays ended. */
  let hungUpCallId: string | null = null;
  const bell = createBell();
  const speaker = createSpeaker({ onPlays: () => tell({ kind: 'sound-plays' }), onBlocked: () => tell({ kind: 'sound-blocked' }) });

  function over(call: SipCall): void {
    if (call !== current) return;
    current = null;
    bell.stop();
    speaker.stop();
    closeMicrophone(microphone);
    microphone = null;
    tell({ kind: 'over' });
  }

  async function answer(): Promise<void> {
    const call = current;
    if (call === null || microphone !== null) return;
    tell({ kind: 'answering' });
    const opened = await openMicrophone();
    if (typeof opened === 'string') {
      tell({ kind: 'microphone', microphone: opened });
      return tell({ kind: 'not-answered' });
    }
    tell({ kind: 'microphone', microphone: 'ready' });
    // The caller may be gone by now, or the agent pressed twice.
    if (call !== current || microphone !== null) return closeMicrophone(opened);
    microphone = opened;
    bell.stop();
    call.answer(opened);
  }

  return {
    answer,
    ring(call: SipCall): void {
      if (call.isAuto && call.callId !== null && call.callId === hungUpCallId) return call.decline();
      const older = current;
      if (older !== null) {
        older.end();
        over(older);
      }
      current = call;
      call.onTalking = () => {
        if (call === current) tell({ kind: 'talking' });
      };
      call.onSound = (sound) => {
        if (call === current) speaker.play(sound);
      };
      call.onOver = () => over(call);
      tell({ kind: 'rang', callId: call.callId });
      if (call.isAuto) void answer();
      else bell.start();
    },
    end: () => current?.end(),
    hangUp(): void {
      hungUpCallId = current?.callId ?? null;
      current?.end();
    },
    sendKey: (key: string): boolean => /^[0-9*#A-D]$/.test(key) && (current?.sendKey(key) ?? false),
    isOver(callId: string | null): void {
      if (callId !== null && current?.callId === callId) current.end();
    },
  };
}

/** The microphone check, and what is known of the microphone without one. */
function createCheck(tell: (event: PhoneEvent) => void) {
  let stream: MediaStream | null = null;
  let stopMeter: () => void = () => undefined;

  const look = async (): Promise<void> => tell({ kind: 'microphone', microphone: await lookAtMicrophone() });
  function end(): void {
    if (stream === null) return;
    stopMeter();
    closeMicrophone(stream);
    stream = null;
    tell({ kind: 'level', level: null });
  }
  return {
    look,
    end,
    async begin(): Promise<void> {
      createBell().ask();
      end();
      tell({ kind: 'microphone', microphone: 'asking' });
      const opened = await openMicrophone();
      if (typeof opened === 'string') return tell({ kind: 'microphone', microphone: opened });
      tell({ kind: 'microphone', microphone: 'ready' });
      end();
      stream = opened;
      stopMeter = meterLevel(opened, (level) => tell({ kind: 'level', level }));
    },
  };
}
