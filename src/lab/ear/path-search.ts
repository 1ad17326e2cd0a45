import type { ClipIndex } from './clip-index.ts';
import { type PathListener, type Reading, createSharedPast, newSegment } from './shared-past.ts';

/** Beginning a clip costs a little, leaving one early more, entering one in its middle (after loss) yet more. */
const COST = { start: 1, music: 0.5, cut: 4, enter: 6, knownAsOther: 8 } as const;
/** A reading this much dearer than the cheapest is given up. */
const GIVE_UP = 8;
const MAX_READINGS = 64;
/** A frame that stands in more places than this proves nothing. */
const MAX_PLACES = 32;
const OTHER = -1;
const MUSIC = -2;

type Offer = (key: number, reading: Reading) => void;

/**
 * The cheapest reading of a stream of frames as clips, cut clips, music and other sound, kept while it grows (Viterbi over
 * exact bytes). All readings alive share their past but for the last few frames; what they share is final and is told.
 *
 *   start of stream -> other -> clip A (to its end: free) -> clip B (left early: cut) -> music -> other ...
 */
export function createPathSearch(index: ClipIndex, listener: PathListener) {
  const { lengthOf, isAtEnd, leavingCost } = createRules(index);
  const past = createSharedPast({ lengthOf, listener });
  let frame = 0;
  let readings: Reading[] = [{ segment: newSegment({ kind: 'other', parent: undefined, startFrame: 0 }), position: 0, cost: 0 }];

  function take(next: Reading[]): void {
    readings = next;
    frame += 1;
    tell();
  }

  function tell(): void {
    past.tell(readings);
    const [only, another] = readings;
    if (only && !another && isAtEnd(only)) past.close(only.segment, frame);
  }

  function cheapestExit(): Reading {
    return readings.reduce((best, reading) => (leavingCost(reading) < leavingCost(best) ? reading : best));
  }

  return {
    frameCount: (): number => frame,

    /** One frame: its number in the catalogue (-1: none) and the music clip it stands in, if any. */
    advance(number: number, musicClip: number | undefined): void {
      const heard = { number, musicClip, frame };
      const { offer, offered } = createOffers();
      const isCatalogueSound = musicClip !== undefined || (number >= 0 && !index.isSilent(number));
      const asOther = isCatalogueSound ? COST.knownAsOther : 0;
      for (const reading of readings) goOn(index, reading, { ...heard, asOther, offer });
      const exit = cheapestExit();
      begin(index, exit, { ...heard, base: leavingCost(exit), asOther, offer, isExplained: () => [...offered.keys()].some((key) => key !== OTHER) });
      take(kept([...offered.values()]));
    },

    /** A frame that was lost on the way fits every reading; nothing new begins in it. */
    skipLost(): void {
      take(
        readings.map((reading) => {
          if (reading.segment.kind !== 'clip') return reading;
          if (!isAtEnd(reading)) return { ...reading, position: reading.position + 1 };
          const segment = newSegment({ kind: 'other', parent: reading.segment, startFrame: frame });
          return { segment, position: 0, cost: reading.cost };
        }),
      );
    },

    /**
     * The stream paused: the cheapest reading is taken as what was heard. While that one is inside a clip only `isFinal` ends
     * it (a late packet may still bring the rest). True when nothing is left open.
     */
    settle(isFinal: boolean): boolean {
      const best = cheapestExit();
      const { segment } = best;
      if (segment.kind === 'clip' && !isAtEnd(best) && !isFinal) return false;
      const rest = segment.kind === 'other' ? segment : newSegment({ kind: 'other', parent: segment, startFrame: frame });
      readings = [{ segment: rest, position: 0, cost: 0 }];
      tell();
      return true;
    },
  };
}

function createRules(index: ClipIndex) {
  const lengthOf = (clip: number): number => index.clips[clip]?.frames.length ?? 0;
  const isAtEnd = ({ segment, position }: Reading): boolean => segment.kind === 'clip' && position + 1 >= lengthOf(segment.clip);
  const leavingCost = (reading: Reading): number => reading.cost + (reading.segment.kind !== 'clip' || isAtEnd(reading) ? 0 : COST.cut);
  return { lengthOf, isAtEnd, leavingCost };
}

/** The cheapest reading per place; among equals the first stays. */
function createOffers(): { offer: Offer; offered: Map<number, Reading> } {
  const offered = new Map<number, Reading>();
  const offer: Offer = (key, reading) => {
    const there = offered.get(key);
    if (!there || reading.cost < there.cost) offered.set(key, reading);
  };
  return { offer, offered };
}

interface Heard {
  number: number;
  musicClip: number | undefined;
  asOther: number;
  offer: Offer;
}

/** The reading goes on in the segment it is in, if this frame allows it. */
function goOn(index: ClipIndex, reading: Reading, heard: Heard): void {
  const { segment, position, cost } = reading;
  if (segment.kind === 'music' && segment.clip === heard.musicClip) heard.offer(MUSIC, reading);
  if (segment.kind === 'other') heard.offer(OTHER, { ...reading, cost: cost + heard.asOther });
  if (segment.kind !== 'clip' || heard.number < 0 || index.clips[segment.clip]?.frames[position + 1] !== heard.number) return;
  heard.offer(clipKey(segment.clip, position + 1), { segment, position: position + 1, cost });
}

/** What this frame may begin, leaving the cheapest past. */
function begin(index: ClipIndex, exit: Reading, heard: Heard & { frame: number; base: number; isExplained: () => boolean }): void {
  const { number, musicClip, frame: startFrame, base, offer } = heard;
  const parent = exit.segment;
  const enter = (clip: number, fromPosition: number, cost: number): void => {
    const segment = newSegment({ kind: 'clip', parent, startFrame, clip, fromPosition });
    offer(clipKey(clip, fromPosition), { segment, position: fromPosition, cost: base + cost });
  };
  if (musicClip !== undefined) {
    offer(MUSIC, { segment: newSegment({ kind: 'music', parent, startFrame, clip: musicClip }), position: 0, cost: base + COST.music });
  }
  for (const clip of index.startingWith(number)) enter(clip, 0, COST.start);
  if (number >= 0 && !index.isSilent(number) && !heard.isExplained()) {
    for (const place of index.placesOf(number).slice(0, MAX_PLACES)) enter(place.clip, place.position, COST.enter);
  }
  if (parent.kind === 'other') return;
  offer(OTHER, { segment: newSegment({ kind: 'other', parent, startFrame }), position: 0, cost: base + heard.asOther });
}

/** The cheapest readings, their costs counted from the cheapest one's. */
function kept(candidates: Reading[]): Reading[] {
  candidates.sort((a, b) => a.cost - b.cost);
  const floor = candidates[0]?.cost ?? 0;
  return candidates
    .filter((reading) => reading.cost <= floor + GIVE_UP)
    .slice(0, MAX_READINGS)
    .map((reading) => ({ ...reading, cost: reading.cost - floor }));
}

function clipKey(clip: number, position: number): number {
  return clip * 0x1_0000 + position;
}
