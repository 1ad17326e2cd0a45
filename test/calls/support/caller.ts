import type { CarrierLine, PlacedCall } from '../../../src/lab/carrier/line.ts';
import type { PartyEnd, PartyEvent } from '../../../src/lab/carrier/party.ts';
import { nowMs } from '../../../src/lab/sip/pacer.ts';
import { voiceOf } from '../../../src/lab/sip/voice.ts';

type ClipEvent = Extract<PartyEvent, { kind: 'clip-started' | 'clip-ended' }>;

/** A client on the phone, played by hand: a test says what is pressed, and what must be heard before. */
export interface Caller {
  readonly number: string;
  readonly party: PlacedCall;
  /** Ids of the clips heard, in order; music and voices are not among them. */
  heard(): string[];
  events(): readonly PartyEvent[];
  /** Waits until this prompt begins, after what was waited for before. The story goes on from there. */
  hears(prompt: string, limitMs?: number): Promise<ClipEvent>;
  /** The same for whichever of these comes first. */
  hearsOneOf(prompts: readonly string[], limitMs?: number): Promise<ClipEvent>;
  /** The same, but to its end. */
  hearsOut(prompt: string, limitMs?: number): Promise<ClipEvent>;
  hearsMusic(limitMs?: number): Promise<PartyEvent>;
  /** A voice that no catalogue holds: the agent. */
  hearsVoice(limitMs?: number): Promise<PartyEvent>;
  press(keys: string): Promise<void>;
  hangUp(): Promise<PartyEnd>;
  /** The hotline has ended the call. */
  isHungUp(limitMs?: number): Promise<PartyEnd>;
}

const USUAL_LIMIT_MS = 20_000;

/** Calls the hotline from this number, and speaks at its own pitch from the start. */
export async function callIn(line: CarrierLine, call: { number: string; to: string; maxMs?: number; isSilent?: boolean }): Promise<Caller> {
  const story = createStory(call.number);
  const party = await line.placeCall({
    from: call.number, to: call.to, onEvent: story.note, maxMs: call.maxMs ?? 120_000,
    ...(call.isSilent === true ? {} : { voice: voiceOf(call.number) }),
  });
  const clip = (kind: ClipEvent['kind'], prompts: readonly string[], limitMs = USUAL_LIMIT_MS): Promise<ClipEvent> =>
    story.next(`${kind} ${prompts.join(' or ')}`, (event): event is ClipEvent => event.kind === kind && prompts.includes(event.clip.id) && (event.kind === 'clip-started' || event.isComplete), limitMs);
  return {
    number: call.number,
    party,
    heard: () => story.events.flatMap((event) => (event.kind === 'clip-started' ? [event.clip.id] : [])),
    events: () => story.events,
    hears: (prompt, limitMs) => clip('clip-started', [prompt], limitMs),
    hearsOneOf: (prompts, limitMs) => clip('clip-started', prompts, limitMs),
    hearsOut: (prompt, limitMs) => clip('clip-ended', [prompt], limitMs),
    hearsMusic: (limitMs = USUAL_LIMIT_MS) => story.next('music', (event): event is PartyEvent => event.kind === 'music-started', limitMs),
    hearsVoice: (limitMs = USUAL_LIMIT_MS) => story.next('a voice', (event): event is PartyEvent => event.kind === 'voice-started', limitMs),
    press: (keys) => party.press(keys),
    hangUp: party.hangUp,
    isHungUp: (limitMs = USUAL_LIMIT_MS) => inTime(party.ended, limitMs, () => `${call.number} was not hung up; ${story.told()}`),
  };
}

/** What happened to a caller, and a place in it up to which the test has followed. */
function createStory(number: string) {
  const events: PartyEvent[] = [];
  const startMs = nowMs();
  let at = 0;
  let wake: () => void = () => undefined;
  const told = (): string =>
    events.map((event) => `${((event.atMs - startMs) / 1000).toFixed(1)} ${event.kind}${'clip' in event ? ` ${event.clip.id}` : ''}`).slice(-30).join(', ');
  return {
    events,
    told,
    note(event: PartyEvent): void {
      events.push(event);
      wake();
    },
    async next<E extends PartyEvent>(what: string, fits: (event: PartyEvent) => event is E, limitMs: number): Promise<E> {
      const find = (): E | undefined => {
        const found = events.findIndex((event, index) => index >= at && fits(event));
        if (found < 0) return undefined;
        at = found + 1;
        return events[found] as E;
      };
      const until = nowMs() + limitMs;
      for (;;) {
        const found = find();
        if (found !== undefined) return found;
        const leftMs = until - nowMs();
        if (leftMs <= 0 || events.at(-1)?.kind === 'ended') throw new Error(`${number} did not hear ${what} within ${limitMs} ms; heard: ${told()}`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, leftMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}

export async function inTime<T>(work: Promise<T>, limitMs: number, why: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(why())), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
