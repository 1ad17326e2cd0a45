import { useEffect, useState } from 'react';
import type { Draft } from './drafts.ts';
import { draftsSchema, forCall } from './drafts.ts';

const key = 'hotline.dispositions';

function kept(): readonly Draft[] {
  try {
    const parsed = draftsSchema.safeParse(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

export function forgetDrafts(): void {
  sessionStorage.removeItem(key);
}

export type ChangeDrafts = (change: (drafts: readonly Draft[]) => readonly Draft[]) => void;

/** Forms of this tab, kept over a reload of the page and gone with the tab or the sign-out. `now` is the server's. */
export function useDrafts(callId: string | null, now: () => number): { drafts: readonly Draft[]; change: ChangeDrafts } {
  const [all, change] = useState(kept);
  const drafts = forCall(all, callId, now());
  if (drafts !== all) change(drafts);
  useEffect(() => {
    if (drafts.length === 0) forgetDrafts();
    else sessionStorage.setItem(key, JSON.stringify(drafts));
  }, [drafts]);
  return { drafts, change };
}
