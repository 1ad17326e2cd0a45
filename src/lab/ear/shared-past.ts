/** A stretch of the stream as one reading of it has it: part of a clip, of music, or anything else. */
export interface Segment {
  parent: Segment | undefined;
  kind: 'clip' | 'music' | 'other';
  clip: number;
  startFrame: number;
  /** Where in the clip's body it was entered; above 0 only after loss. */
  fromPosition: number;
  isTold: boolean;
  isClosed: boolean;
}

export interface Reading {
  segment: Segment;
  position: number;
  cost: number;
}

export interface PathListener {
  started(segment: Segment): void;
  /** `endFrame` is the first frame that no longer belongs to the segment. */
  ended(segment: Segment, endFrame: number, isComplete: boolean): void;
}

export function newSegment(part: Partial<Segment> & Pick<Segment, 'kind' | 'parent' | 'startFrame'>): Segment {
  return { clip: -1, fromPosition: 0, isTold: false, isClosed: false, ...part };
}

/** Tells what all readings alive have in common, each thing once: that part of the past can't change any more. */
export function createSharedPast(options: { lengthOf: (clip: number) => number; listener: PathListener }) {
  const { lengthOf, listener } = options;

  function close(segment: Segment, endFrame: number): void {
    if (segment.isClosed) return;
    segment.isClosed = true;
    const reached = endFrame - segment.startFrame + segment.fromPosition;
    listener.ended(segment, endFrame, reached >= lengthOf(segment.clip));
  }

  function tellPath(path: readonly Segment[]): void {
    path.forEach((segment, at) => {
      if (!segment.isTold) listener.started(segment);
      segment.isTold = true;
      const child = path[at + 1];
      if (child) close(segment, child.startFrame);
    });
    const last = path.at(-1);
    if (last) last.parent = undefined;
  }

  return {
    tell(readings: readonly Reading[]): void {
      const [first, ...rest] = readings;
      if (!first) return;
      let shared = pathTo(first.segment);
      for (const reading of rest) {
        if (shared.at(-1) === reading.segment) continue;
        const other = new Set(pathTo(reading.segment));
        while (shared.length > 0 && !other.has(shared.at(-1) as Segment)) shared = shared.slice(0, -1);
      }
      tellPath(shared);
    },
    /** The only reading left has heard this clip to its end. */
    close,
  };
}

function pathTo(segment: Segment): Segment[] {
  const path: Segment[] = [];
  for (let at: Segment | undefined = segment; at; at = at.parent) path.unshift(at);
  return path;
}
