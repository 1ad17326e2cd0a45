import { AudioOutlined, DownOutlined, LogoutOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { App, Avatar, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { signOut } from '../api/desk-api.ts';
import { RequestError } from '../api/request.ts';
import type { Me } from '../../contract/desk/session.ts';
import { LanguageSwitch } from '../look/language-switch.tsx';
import { Logo } from '../look/logo.tsx';
import { useWords } from '../words/use-words.ts';
import { forgetDrafts } from './wrap-up/use-drafts.ts';

export interface DeskHeaderProps {
  readonly me: Me;
  /** State and connections of the seat, when there is one. */
  readonly children: ReactNode;
  readonly showKeys: () => void;
  /** null: the seat's phone is not in this page. */
  readonly checkMicrophone: (() => void) | null;
}

export function DeskHeader({ me, children, showKeys, checkMicrophone }: DeskHeaderProps) {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  const navigate = useNavigate();

  async function leave(): Promise<void> {
    try {
      await signOut();
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'SIGN_IN_REQUIRED')) return notification.error({ title: t('error.heading'), description: say(error) });
    }
    forgetDrafts();
    await navigate('/sign-in', { replace: true });
  }
  const act: Readonly<Record<string, () => void>> = { microphone: () => checkMicrophone?.(), keys: showKeys, out: () => void leave() };

  return (
    <header className="desk-header">
      <div className="desk-brand"><Logo size={28} /><strong>{t('product')}</strong><span>{t('title')}</span></div>
      <div className="desk-header-right">
        {children}
        <LanguageSwitch />
        <Dropdown
          autoFocus
          trigger={['click']}
          menu={{
            items: [
              ...(checkMicrophone === null ? [] : [{ key: 'microphone', icon: <AudioOutlined />, label: t('header.microphone') }]),
              { key: 'keys', icon: <QuestionCircleOutlined />, label: t('header.keys') },
              { key: 'out', icon: <LogoutOutlined />, label: t('header.signOut') },
            ],
            onClick: ({ key }) => act[key]?.(),
          }}
        >
          <button type="button" className="desk-agent">
            <Avatar size={30} className="desk-avatar">{me.agent.name.slice(0, 1)}</Avatar>
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
