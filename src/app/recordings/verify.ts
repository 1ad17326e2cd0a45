/**
 * Is the evidence whole? Three verdicts: the chain of links day by day; every sealed file against its seal, stored bytes and sound;
 * and completeness: what should be there and is not.
 */

/** Of one sealed file. */
export type StoredProof = 'whole' | 'absent' | 'stored-bytes-differ' | 'sound-differs';

export interface SealedRecording {
  readonly recordingId: string;
  readonly path: string;
  readonly sha256: string;
  readonly storedSha256: string;
}

export type SealProof = (sealed: SealedRecording) => Promise<StoredProof>;

export interface EvidenceReads {
  /** Days that have links, `2026-11-23`, ascending. */
  days(): Promise<readonly string[]>;
  /** Sealed recordings with the sums of their seals' links, after this id, ascending. */
  sealed(afterId: string, limit: number): Promise<readonly SealedRecording[]>;
  /** Rows that say something else than their links: sealed without a link, or another sum than the link's. */
  contradictions(limit: number): Promise<readonly string[]>;
  /** Expected for longer than it takes to seal, the call being over. */
  overdue(orderedBefore: number, limit: number): Promise<readonly string[]>;
  missing(limit: number): Promise<readonly string[]>;
}

/** n: the first link that is wrong, or where one is missing. */
export type DayVerdict = { readonly day: string } & ({ readonly kind: 'intact'; readonly links: number } | { readonly kind: 'broken'; readonly n: number; readonly flaw: string });

export interface EvidenceReport {
  readonly isWhole: boolean;
  readonly days: readonly DayVerdict[];
  readonly sealedFiles: number;
  readonly faults: readonly { readonly recordingId: string; readonly fault: Exclude<StoredProof, 'whole'> | 'row-contradicts-link' | 'not-sealed-in-time' }[];
  /** Known gaps: in the ledger, so the evidence is whole, but the sound is not there. */
  readonly knownMissing: readonly string[];
}

export interface VerifyDeps {
  readonly reads: EvidenceReads;
  readonly verifyChain: (day: string) => Promise<{ readonly kind: 'intact'; readonly links: number } | { readonly kind: 'broken'; readonly n: number; readonly flaw: string }>;
  readonly proof: SealProof;
  readonly now: () => number;
}

const PAGE = 500;
const SHOWN = 1_000;
const SEAL_WITHIN_MS = 10 * 60_000;

export async function verifyEvidence({ reads, verifyChain, proof, now }: VerifyDeps): Promise<EvidenceReport> {
  const days: DayVerdict[] = [];
  for (const day of await reads.days()) {
    const verdict = await verifyChain(day);
    days.push(verdict.kind === 'intact' ? { day, kind: 'intact', links: verdict.links } : { day, kind: 'broken', n: verdict.n, flaw: verdict.flaw });
  }
  const faults: EvidenceReport['faults'][number][] = [];
  let sealedFiles = 0;
  for (let page = await reads.sealed('', PAGE); page.length > 0; page = await reads.sealed(page.at(-1)?.recordingId ?? '', PAGE)) {
    for (const sealed of page) {
      sealedFiles += 1;
      const fault = await proof(sealed);
      if (fault !== 'whole') faults.push({ recordingId: sealed.recordingId, fault });
    }
  }
  for (const recordingId of await reads.contradictions(SHOWN)) faults.push({ recordingId, fault: 'row-contradicts-link' });
  for (const recordingId of await reads.overdue(now() - SEAL_WITHIN_MS, SHOWN)) faults.push({ recordingId, fault: 'not-sealed-in-time' });
  const knownMissing = await reads.missing(SHOWN);
  const isWhole = faults.length === 0 && days.every((day) => day.kind === 'intact');
  return { isWhole, days, sealedFiles, faults, knownMissing };
}
