import { SafetyCertificateFilled, SafetyOutlined, UnlockOutlined } from '@ant-design/icons';
import type { Auth } from '../../contract/desk/auth.ts';
import { clockTime } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';
import './auth-badge.css';

/** Who the client has proven to be: level, how (not where room is short), and when. Never whose account it is, and no digit. */
export function AuthBadge({ auth: { level, method, at }, isShort = false }: { auth: Auth; isShort?: boolean }) {
  const { t } = useWords();
  const Icon = level === 'password' ? SafetyCertificateFilled : level === 'account' ? SafetyOutlined : UnlockOutlined;
  return (
    <span className="auth" data-level={level} role="status" aria-label={t('pop.auth.heading')}>
      <Icon aria-hidden="true" />
      <strong>{t(`pop.auth.${level}`)}</strong>
      {method !== null && !isShort && <span>{t(`pop.auth.by.${method}`)}</span>}
      {at !== null && <time>{t('pop.auth.at', { time: clockTime(at) })}</time>}
    </span>
  );
}
