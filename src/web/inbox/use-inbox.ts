import { useCallback, useEffect, useRef, useState } from 'react';
import type { InboxCase } from '../../contract/desk/inbox.ts';
import { closeCase, readInbox, takeCase } from '../api/inbox-api.ts';

export interface InboxView {
  readonly cases: readonly InboxCase[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
  readonly take: (caseId: string) => void;
  /** true: it is closed. */
  readonly close: (caseId: string, result: string) => Promise<boolean>;
}

/** New messages come a few times an hour: looking each half minute is enough. */
const everyMs = 30_000;

export function useInbox(version: number): InboxView {
  const [cases, setCases] = useState<readonly InboxCase[]>([]);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(0);

  const load = useCallback(async (): Promise<void> => {
    const mine = (asked.current += 1);
    setLoading(true);
    try {
      const inbox = await readInbox();
      if (mine !== asked.current) return;
      setCases(inbox.cases);
      setError(null);
    } catch (fault) {
      if (mine === asked.current) setError(fault);
    } finally {
      if (mine === asked.current) setLoading(false);
    }
  }, []);

  /** What came of it is read anew, also when it was refused: somebody else was faster. */
  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      await load();
      return true;
    } catch (fault) {
      await load();
      setError(fault);
      return false;
    }
  };

  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), everyMs);
    return () => clearInterval(timer);
  }, [load, version]);

  return { cases, isLoading, error, refresh: () => void load(), take: (caseId) => void act(() => takeCase(caseId)), close: (caseId, result) => act(() => closeCase(caseId, result)) };
}
