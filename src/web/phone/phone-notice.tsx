import { Alert, Button } from 'antd';
import { useWords } from '../words/use-words.ts';
import type { PhoneProblem, PhoneState } from './phone-state.ts';
import type { PhoneActions } from './phone-store.ts';

/** A minute or two is nobody's concern; hours make recordings and notes hard to find. */
const clockOffMs = 5 * 60_000;

/** What keeps the phone from working, in words, with what the agent can do about it. `offsetMs`: server's clock minus this machine's. */
export function PhoneNotice({ phone, actions, offsetMs }: { phone: PhoneState; actions: PhoneActions; offsetMs: number }) {
  const { t } = useWords();
  const { problem } = phone;
  if (problem !== null) {
    return (
      <Alert banner role="alert" type={problem === 'asleep' || problem === 'sound-blocked' ? 'info' : 'warning'} title={t(`phone.problem.${problem}`)}
        description={t(`phone.hint.${problem}`)} action={<ProblemAction problem={problem} actions={actions} />} />
    );
  }
  if (Math.abs(offsetMs) < clockOffMs) return null;
  return <Alert banner closable type="info" title={t('phone.clockOff', { hours: span(Math.abs(offsetMs), t) })} description={t('phone.clockOffHint')} />;
}

function ProblemAction({ problem, actions }: { problem: PhoneProblem; actions: PhoneActions }) {
  const { t } = useWords();
  if (problem === 'taken-by-tab' || problem === 'taken-elsewhere') return <Button type="primary" onClick={actions.takeOver}>{t('phone.useHere')}</Button>;
  if (problem === 'microphone-missing' || problem === 'microphone-denied' || problem === 'microphone-busy') {
    return <Button onClick={() => void actions.checkMicrophone()}>{t('phone.allow')}</Button>;
  }
  return null;
}

function span(ms: number, t: ReturnType<typeof useWords>['t']): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 90 ? t('phone.minutes', { count: minutes }) : t('phone.hours', { count: Math.round(minutes / 60) });
}
