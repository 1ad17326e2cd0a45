import type { PromptLanguage } from '../../contract/prompt-catalogue.ts';
import { FRAME_MS } from './alaw.ts';
import type { IndexedClip } from './clip-index.ts';
import type { EarEvent } from './recogniser.ts';

/** One line of what a caller lived through; `atMs` counts from dialling. Empty fields do not apply to the kind. */
export interface TranscriptStep {
  atMs: number;
  kind: 'prompt' | 'key' | 'queued' | 'offered' | 'ringing' | 'talking' | 'ended';
  promptIds: string[];
  /** The language of the words heard. */
  language: PromptLanguage | '';
  text: string;
  digits: string;
  seat: string;
}

/** Prompt ids the ear gives a meaning of their own; all others are prompts and nothing else. */
const OFFERED = 'queue.offered';
const RINGBACK = 'tone.ringback';
const QUEUE_NOTICE = /^queue\.(joining|place|comfort|wait)/;
const AGENT_BEFORE = /^agent\.(id-)?before$/;
const AGENT_AFTER = /^agent\.(id-)?after$/;

/** Whoever hears these asked for a person, also when he is told that there is none. */
const TO_PERSON = /^queue\.|\.to-person$/;

/** Clips that follow each other with less silence than this are one prompt: nodes of a flow follow within some 50 ms. */
const SAME_PROMPT_MS = 250;

/**
 * Writes the transcript of one call from the ear's events and the keys pressed; knows nothing else. Talk is: a voice no catalogue
 * holds, after the caller was announced to an agent, offered, or queued.
 */
export function createTranscript(options: { dialledAtMs: number; onStep?: (step: TranscriptStep) => void }) {
  const steps: TranscriptStep[] = [];
  const seat = createSeatReader();
  let group: { step: TranscriptStep; untilMs: number } | undefined;
  const seen = { queued: false, person: false, ringing: false, talking: false };

  function add(kind: TranscriptStep['kind'], atMs: number, fields: Partial<TranscriptStep> = {}): TranscriptStep {
    const step: TranscriptStep = { atMs: Math.max(0, Math.round(atMs - options.dialledAtMs)), kind, promptIds: [], language: '', text: '', digits: '', seat: '', ...fields };
    steps.push(step);
    options.onStep?.(step);
    return step;
  }

  function hearSpeech(atMs: number, clip: IndexedClip): void {
    const kind = kindOf(clip);
    const startsMs = atMs - clip.leadFrames * FRAME_MS;
    const language = clip.language ?? '';
    if (group?.step.language === language && kind === 'prompt' && !AGENT_BEFORE.test(clip.id) && startsMs - group.untilMs <= SAME_PROMPT_MS) {
      group.step.promptIds.push(clip.id);
      group.step.text = joined(group.step.text, clip);
    } else {
      group = { step: add(kind, atMs, { promptIds: [clip.id], language, text: clip.text }), untilMs: atMs };
    }
    seat.hear(clip);
    if (TO_PERSON.test(clip.id)) seen.person = true;
    if (kind === 'offered') seen.ringing = false;
  }

  function kindOf({ id }: IndexedClip): 'prompt' | 'queued' | 'offered' {
    if (id === OFFERED) return 'offered';
    if (seen.queued || !QUEUE_NOTICE.test(id)) return 'prompt';
    seen.queued = true;
    return 'queued';
  }

  function hearTone(atMs: number, clip: IndexedClip): void {
    group = undefined;
    if (clip.id !== RINGBACK || seen.ringing) return;
    seen.ringing = true;
    seen.person = true;
    add('ringing', atMs, { promptIds: [clip.id] });
  }

  function hearMusic(atMs: number, clip: IndexedClip): void {
    group = undefined;
    if (!seen.queued && !seen.talking) add('queued', atMs, { promptIds: [clip.id] });
    seen.queued = true;
    seen.person = true;
  }

  function hearVoice(atMs: number): void {
    group = undefined;
    if (seen.talking || !(seen.person || seat.number() !== '')) return;
    seen.talking = true;
    add('talking', atMs, { seat: seat.number() });
  }

  return {
    hear(event: EarEvent): void {
      if (event.kind === 'clip-started') (event.clip.kind === 'tone' ? hearTone : hearSpeech)(event.atMs, event.clip);
      if (event.kind === 'clip-ended' && group) group.untilMs = event.atMs + event.clip.tailFrames * FRAME_MS;
      if (event.kind === 'music-started') hearMusic(event.atMs, event.clip);
      if (event.kind === 'voice-started') hearVoice(event.atMs);
    },
    /** What is heard after a key is another prompt, however soon it comes. */
    key(atMs: number, digits: string): void {
      group = undefined;
      add('key', atMs, { digits });
    },
    end: (atMs: number): void => void add('ended', atMs),
    /** Steps in the order of their times: a voice is recognised a little later than a clip. */
    steps: (): TranscriptStep[] => steps.toSorted((a, b) => a.atMs - b.atMs),
    /** The caller was queued, offered, or hears a seat ring: the way leads to a person. */
    isOnWayToPerson: (): boolean => seen.person,
    isTalking: (): boolean => seen.talking,
  };
}
export type Transcript = ReturnType<typeof createTranscript>;

/** English has spaces between words, none before a comma. */
function joined(text: string, clip: IndexedClip): string {
  return clip.language === 'en' && !clip.text.startsWith(',') ? `${text} ${clip.text}` : text + clip.text;
}

const SPOKEN_DIGITS: Readonly<Record<string, string>> = {
  zero: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9',
  零: '0', 〇: '0', 一: '1', 幺: '1', 二: '2', 两: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
};

/** Reads the agent's number between its two frame clips, from the words of the clips. */
function createSeatReader() {
  let digits: string | undefined;
  let announced = '';
  return {
    number: (): string => announced,
    hear({ id, text, language }: IndexedClip): void {
      if (AGENT_BEFORE.test(id)) digits = '';
      else if (digits !== undefined && !AGENT_AFTER.test(id)) digits += (language === 'en' ? text.split(' ') : [...text]).map((word) => SPOKEN_DIGITS[word] ?? '').join('');
      if (!AGENT_AFTER.test(id)) return;
      announced = digits ?? '';
      digits = undefined;
    },
  };
}
