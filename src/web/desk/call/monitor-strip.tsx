import { AudioOutlined } from '@ant-design/icons';
import { useWords } from '../../words/use-words.ts';
import { monitorActionsOf } from './situation.ts';
import type { Situation } from './situation.ts';
import { useMonitor } from './use-monitor.ts';

/** For the agent: who is at her call, and whether she is heard. For the supervisor: whose call it is, and how else she may take part. */
export function MonitorStrip({ situation }: { situation: Situation }) {
  const { t } = useWords();
  const { view, kind, callId } = situation;
  const change = useMonitor(callId);
  if (view?.monitor === undefined || kind === 'ended' || kind === 'none') return null;
  const { name, mode } = view.monitor;
  const isOwn = view.lead !== undefined;
  return (
    <span className="guest-strip" data-monitor={mode}>
      <span role="status"><AudioOutlined /> {t(`call.monitor.${isOwn ? 'own' : 'shown'}.${mode}`, { name: view.lead ?? name })}</span>
      {monitorActionsOf(view).map((to) => (
        <button key={to} type="button" data-monitor-to={to} onClick={() => change(to)}>{t(`call.monitor.act.${to}`)}</button>
      ))}
    </span>
  );
}
