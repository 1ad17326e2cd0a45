import { DownOutlined, LogoutOutlined } from '@ant-design/icons';
import { App, Avatar, Dropdown } from 'antd';
import { useNavigate } from 'react-router';
import { signOut } from '../api/desk-api.ts';
import { RequestError } from '../api/request.ts';
import type { Me } from '../../contract/desk/session.ts';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { Logo } from '../look/logo.tsx';
import { useWords } from '../words/use-words.ts';
import type { DeskState } from './desk-state.ts';

export function DeskHeader({ me, desk }: { me: Me; desk: DeskState }) {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  const navigate = useNavigate();

  async function leave(): Promise<void> {
    try {
      await signOut();
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'SIGN_IN_REQUIRED')) return notification.error({ title: t('error.heading'), description: say(error) });
    }
    await navigate('/sign-in', { replace: true });
  }

  return (
    <header className="desk-header">
      <div className="desk-brand"><Logo size={30} /><strong>{t('product')}</strong><span>{t('title')}</span></div>
      <div className="desk-header-right">
        {desk.problem !== 'NO_SEAT' && (
          <span className="connection" data-connection={desk.connection} role="status"><i aria-hidden="true" />{t(`connection.${desk.connection}`)}</span>
        )}
        <LanguageSwitch />
        <Dropdown
          autoFocus
          trigger={['click']}
          menu={{ items: [{ key: 'out', icon: <LogoutOutlined />, label: t('header.signOut') }], onClick: () => void leave() }}
        >
          <button type="button" className="desk-agent">
            <Avatar size={32} className="desk-avatar">{me.agent.name.slice(0, 1)}</Avatar>
            <span className="desk-agent-words">
              <strong>{me.agent.name}</strong>
              <small>{me.agent.branch} · {t(`header.seriesOf.${me.agent.series}`)}</small>
            </span>
            <DownOutlined aria-hidden="true" />
          </button>
        </Dropdown>
      </div>
    </header>
  );
}
