import { useCallback, useEffect, useRef, useState } from 'react';
import { readCalls } from '../api/desk-api.ts';
import type { ListedCall } from '../../contract/desk/calls.ts';

export interface Calls {
  readonly calls: readonly ListedCall[];
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
  readonly more: () => void;
}

/** Looks again soon, then less and less often, while something on the first page is not final. */
const looksAgainAfterMs = [1_000, 2_000, 3_000, 5_000, 10_000, 20_000];

const isOpen = (call: ListedCall): boolean => call.outcome === 'live' || call.recordings.some(({ status }) => status === 'due');

/** The newest page, then older ones on demand. `version` grows when a call of this seat began or ended. */
export function useCalls(scope: 'mine' | 'all', version: number): Calls {
  const [pages, setPages] = useState<{ calls: readonly ListedCall[]; next: string | null }>({ calls: [], next: null });
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(0);

  const load = useCallback(async (before: string | null): Promise<readonly ListedCall[]> => {
    const mine = (asked.current += 1);
    setLoading(true);
    try {
      const page = await readCalls(before === null ? { scope } : { scope, before });
      if (mine !== asked.current) return [];
      setPages((old) => (before === null ? renewed(old, page) : { calls: [...old.calls, ...page.calls], next: page.next }));
      setError(null);
      return page.calls;
    } catch (fault) {
      if (mine === asked.current) setError(fault);
      return [];
    } finally {
      if (mine === asked.current) setLoading(false);
    }
  }, [scope]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isHere = true;
    const look = async (looks: number): Promise<void> => {
      const newest = await load(null);
      const waitMs = looksAgainAfterMs[looks];
      if (isHere && waitMs !== undefined && newest.some(isOpen)) timer = setTimeout(() => void look(looks + 1), waitMs);
    };
    void look(0);
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [load, version]);
  useEffect(() => () => setPages({ calls: [], next: null }), [scope]);

  return { ...pages, isLoading, hasMore: pages.next !== null, error, refresh: () => void load(null), more: () => void load(pages.next) };
}

/** The newest page put in front; older pages that were opened stay, unless there is a hole between them. */
function renewed(old: { calls: readonly ListedCall[]; next: string | null }, page: { calls: readonly ListedCall[]; next: string | null }): { calls: readonly ListedCall[]; next: string | null } {
  const last = page.calls.at(-1);
  const from = last === undefined ? -1 : old.calls.findIndex((call) => call.callId === last.callId);
  return from === -1 ? page : { calls: [...page.calls, ...old.calls.slice(from + 1)], next: old.calls.length > page.calls.length ? old.next : page.next };
}
