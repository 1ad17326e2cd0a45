import { App } from 'antd';
import type { MonitorChange } from '../../../contract/desk/monitor.ts';
import { changeMonitor } from '../../api/monitor-api.ts';
import { useWords } from '../../words/use-words.ts';

/** Sends a supervisor's wish for the call she is at; a refusal is said in words. */
export function useMonitor(callId: string | null): (mode: MonitorChange['mode']) => void {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  return (mode) => {
    if (callId === null) return;
    changeMonitor(callId, { mode }).catch((error: unknown) => notification.warning({ title: t('error.heading'), description: say(error) }));
  };
}
