import { type Transcript, type TranscriptStep, createTranscript } from '../ear/transcript.ts';
import { nowMs } from '../sip/pacer.ts';
import { voiceOf } from '../sip/voice.ts';
import { type CallProgress, createProgress } from './call-progress.ts';
import { type KeyGroup, shownKeys } from './call-keys.ts';
import type { CarrierLine } from './line.ts';
import type { Party, PartyEnd, PartyEvent } from './party.ts';

export interface CallScript {
  from: string;
  to: string;
  keys: readonly KeyGroup[];
  /** How long a talk is held before the caller hangs up. */
  holdMs: number;
  maxMs: number;
  /** Stay on the line when everything is said, until the other side hangs up. */
  isStaying?: boolean;
  keyTiming?: { pressMs: number; pauseMs: number };
  signal?: AbortSignal;
  onStep?: (step: TranscriptStep) => void;
  onEvent?: (event: PartyEvent) => void;
  onPlaced?: (call: Party) => void;
}

/**
 * served: all keys were asked for and pressed, and the answer was heard; talked: and the talk was held; hung-up: the other side
 * ended it before that; not-done: time was up; cancelled: by us, from outside.
 */
export type CallOutcome = 'served' | 'talked' | 'hung-up' | 'no-answer' | 'busy' | 'refused' | 'not-done' | 'cancelled';

export interface CallReport {
  callId: string;
  from: string;
  to: string;
  outcome: CallOutcome;
  durationMs: number;
  steps: TranscriptStep[];
}

export const isDone = (report: CallReport): boolean => report.outcome === 'served' || report.outcome === 'talked';

/** Places a call, presses each group of keys when a prompt has asked for it, and reports what the caller's ear heard. */
export async function runCall(line: CarrierLine, script: CallScript): Promise<CallReport> {
  const early: PartyEvent[] = [];
  let listen = (event: PartyEvent): void => void early.push(event);
  const call = await line.placeCall({
    from: script.from, to: script.to, maxMs: script.maxMs, onEvent: (event) => listen(event),
  });
  script.onPlaced?.(call);
  const transcript = createTranscript({ dialledAtMs: call.dialledAtMs, ...(script.onStep ? { onStep: script.onStep } : {}) });
  const progress = createProgress({ groups: script.keys, transcript, isStaying: script.isStaying === true, holdMs: script.holdMs });
  const caller = createCaller({ call, script, transcript, progress });
  listen = (event) => {
    caller.take(event);
    script.onEvent?.(event);
  };
  for (const event of early) listen(event);
  const cancel = (): void => caller.finish('cancelled');
  script.signal?.addEventListener('abort', cancel, { once: true });
  if (script.signal?.aborted) cancel();
  const end = await call.ended;
  script.signal?.removeEventListener('abort', cancel);
  caller.stop();
  return {
    callId: call.channelId,
    from: call.from,
    to: call.to,
    outcome: caller.outcome() ?? outcomeOf(end, { wasAnswered: call.isAnswered(), progress }),
    durationMs: Math.round(nowMs() - call.dialledAtMs),
    steps: transcript.steps(),
  };
}

/** How often the caller thinks about what to do next. */
const THINK_MS = 50;

function createCaller(parts: { call: Party; script: CallScript; transcript: Transcript; progress: CallProgress }) {
  const { call, script, transcript, progress } = parts;
  let outcome: CallOutcome | undefined;
  let isPressing = false;
  const thinking = setInterval(() => setImmediate(think), THINK_MS);

  function finish(as: CallOutcome): void {
    if (outcome) return;
    outcome = as;
    void call.hangUp();
  }

  async function press(group: KeyGroup): Promise<void> {
    isPressing = true;
    const atMs = nowMs();
    progress.pressing(atMs);
    if (group.digits !== '') {
      transcript.key(atMs, shownKeys(group));
      await call.press(group.digits, script.keyTiming).catch(() => undefined);
    }
    isPressing = false;
    progress.pressed(nowMs());
  }

  function think(): void {
    if (outcome || isPressing) return;
    const next = progress.next(nowMs());
    if (next === 'wait') return;
    if (next === 'served' || next === 'talked') return finish(next);
    void press(next);
  }

  return {
    outcome: () => outcome,
    finish,
    take(event: PartyEvent): void {
      if (event.kind === 'ended') return transcript.end(event.atMs);
      if (event.kind === 'ringing' || event.kind === 'answered' || event.kind === 'key') return;
      const wasTalking = transcript.isTalking();
      transcript.hear(event);
      progress.hear(event);
      if (transcript.isTalking() && !wasTalking) call.say(voiceOf(script.from));
    },
    stop: () => clearInterval(thinking),
  };
}

function outcomeOf(end: PartyEnd, call: { wasAnswered: boolean; progress: CallProgress }): CallOutcome {
  if (end.by === 'limit') return 'not-done';
  if (call.wasAnswered) return call.progress.isServed() ? 'served' : 'hung-up';
  if (end.cause === 17) return 'busy';
  return end.cause === 18 || end.cause === 19 ? 'no-answer' : 'refused';
}
