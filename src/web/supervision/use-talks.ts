import { App } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { MonitorChange, Talk } from '../../contract/desk/monitor.ts';
import { beginMonitor, changeMonitor, readTalks } from '../api/monitor-api.ts';
import { useWords } from '../words/use-words.ts';

export type TalkAction = MonitorChange['mode'];

export interface TalksView {
  readonly talks: readonly Talk[];
  readonly isLoading: boolean;
  readonly error: unknown;
  readonly refresh: () => void;
  /** `isThere`: she is at this talk already. */
  readonly act: (talk: Talk, action: TalkAction, isThere: boolean) => void;
}

/** Talks come and go by the minute, and nothing of the list decides anything. */
const everyMs = 3_000;

export function useTalks(version: number): TalksView {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  const [talks, setTalks] = useState<readonly Talk[]>([]);
  const [isLoading, setLoading] = useState(true);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(0);

  const load = useCallback(async (): Promise<void> => {
    const mine = (asked.current += 1);
    try {
      const answer = await readTalks();
      if (mine !== asked.current) return;
      setTalks(answer.talks);
      setError(null);
    } catch (fault) {
      if (mine === asked.current) setError(fault);
    } finally {
      if (mine === asked.current) setLoading(false);
    }
  }, []);

  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), everyMs);
    return () => clearInterval(timer);
  }, [load, version]);

  const send = async ({ callId }: Talk, action: TalkAction, isThere: boolean): Promise<void> => {
    try {
      if (isThere) await changeMonitor(callId, { mode: action });
      else if (action !== 'take-over') await beginMonitor(callId, { mode: action });
    } catch (fault) {
      notification.warning({ title: t('error.heading'), description: say(fault) });
    }
    await load();
  };
  return { talks, isLoading, error, refresh: () => void load(), act: (talk, action, isThere) => void send(talk, action, isThere) };
}
