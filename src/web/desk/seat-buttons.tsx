import { CheckCircleOutlined, CoffeeOutlined, DownOutlined, LoginOutlined, LogoutOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, Segmented, Select, Tag } from 'antd';
import { useState } from 'react';
import { chosenReasons } from '../../contract/desk/seat.ts';
import type { ChosenReason, SeatChange, SeatState } from '../../contract/desk/seat.ts';
import { useWords } from '../words/use-words.ts';
import type { PhoneChoice } from './phone-choice.ts';
import type { DeskPhone } from './use-phone-place.ts';

export interface SeatButtonsProps {
  state: SeatState;
  extension: string;
  extensions: readonly string[];
  change: (change: SeatChange) => Promise<void>;
  phone: Pick<DeskPhone, 'choice' | 'choose'>;
}

type Ask = (change: SeatChange) => void;

/** What the agent may ask for in this phase; the server decides, a refusal is shown with its reason. */
export function SeatButtons({ state, extension, extensions, change, phone }: SeatButtonsProps) {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  const [asked, setAsked] = useState<SeatChange['action'] | null>(null);

  const ask: Ask = (wish) => {
    setAsked(wish.action);
    change(wish)
      .catch((error: unknown) => notification.warning({ title: t('error.heading'), description: say(error) }))
      .finally(() => setAsked(null));
  };

  switch (state.phase) {
    case 'signed-out':
      return <SignInOn extension={extension} extensions={extensions} isBusy={asked !== null} ask={ask} phone={phone} />;
    case 'not-ready':
      return (
        <div className="seat-buttons">
          <Button className="act-ready" type="primary" size="large" block icon={<CheckCircleOutlined />} loading={asked === 'ready'} onClick={() => ask({ action: 'ready' })}>{t('seat.act.ready')}</Button>
          <ReasonMenu label={t('seat.act.changeReason')} isBusy={asked === 'not-ready'} ask={ask} />
          <SignOut label={t('seat.act.signOut')} isBusy={asked === 'sign-out'} ask={ask} />
        </div>
      );
    case 'ready':
      return (
        <div className="seat-buttons">
          <ReasonMenu label={t('seat.act.notReady')} isMain isBusy={asked === 'not-ready'} ask={ask} />
          <SignOut label={t('seat.act.signOut')} isBusy={asked === 'sign-out'} ask={ask} />
        </div>
      );
    case 'reserved':
    case 'ringing':
    case 'talking':
    case 'acw':
      return (
        <div className="seat-buttons">
          {state.phase === 'acw' && (
            <Button className="act-ready" type="primary" size="large" block icon={<CheckCircleOutlined />} loading={asked === 'acw-done'} onClick={() => ask({ action: 'acw-done' })}>
              {t(state.pending === null ? 'seat.act.acwDone' : 'seat.act.acwDoneInto')}
            </Button>
          )}
          {state.phase === 'acw' && state.isExtended !== true && (
            <Button className="act-extend" block loading={asked === 'acw-extend'} onClick={() => ask({ action: 'acw-extend' })}>
              {t('seat.act.acwExtend')}
            </Button>
          )}
          <Pending pending={state.pending} isBusy={asked === 'ready'} ask={ask} />
          <ReasonMenu label={t('seat.act.later')} isBusy={asked === 'not-ready'} ask={ask} />
          <SignOut label={t('seat.act.laterSignOut')} isBusy={asked === 'sign-out'} ask={ask} />
        </div>
      );
  }
}

interface SignInOnProps extends Pick<SeatButtonsProps, 'extension' | 'extensions' | 'phone'> {
  isBusy: boolean;
  ask: Ask;
}

function SignInOn({ extension, extensions, isBusy, ask, phone }: SignInOnProps) {
  const { t } = useWords();
  const [chosen, choose] = useState(extension);
  return (
    <div className="seat-buttons">
      {extensions.length > 1 && (
        <Select size="large" aria-label={t('seat.chooseExtension')} value={chosen} onChange={choose} options={extensions.map((value) => ({ value, label: t('seat.extension', { extension: value }) }))} />
      )}
      <Segmented<PhoneChoice>
        block
        aria-label={t('seat.choosePhone')}
        value={phone.choice}
        onChange={phone.choose}
        options={[{ value: 'page', label: t('seat.phone.page') }, { value: 'desk', label: t('seat.phone.desk') }]}
      />
      <Button type="primary" size="large" block icon={<LoginOutlined />} loading={isBusy} onClick={() => ask({ action: 'sign-in', extension: chosen })}>
        {t('seat.act.signInOn', { extension: chosen })}
      </Button>
    </div>
  );
}

function ReasonMenu({ label, isMain = false, isBusy, ask }: { label: string; isMain?: boolean; isBusy: boolean; ask: Ask }) {
  const { t } = useWords();
  return (
    <Dropdown
      autoFocus
      trigger={['click']}
      menu={{
        items: chosenReasons.map((reason) => ({ key: reason, label: t(`seat.reason.${reason}`) })),
        onClick: ({ key }) => ask({ action: 'not-ready', reason: key as ChosenReason }),
      }}
    >
      <Button block size={isMain ? 'large' : 'middle'} danger={isMain} icon={<CoffeeOutlined />} loading={isBusy}>
        {label} <DownOutlined />
      </Button>
    </Dropdown>
  );
}

function SignOut({ label, isBusy, ask }: { label: string; isBusy: boolean; ask: Ask }) {
  return <Button block type="text" icon={<LogoutOutlined />} loading={isBusy} onClick={() => ask({ action: 'sign-out' })}>{label}</Button>;
}

function Pending({ pending, isBusy, ask }: { pending: Extract<SeatState, { callId: string }>['pending']; isBusy: boolean; ask: Ask }) {
  const { t, known } = useWords();
  if (pending === null) return null;
  const reason = pending.phase === 'not-ready' ? known('seat.reason', pending.reason) : '';
  return (
    <div className="seat-pending">
      <Tag color="orange">{t(`seat.pending.${pending.phase}`, { reason })}</Tag>
      <Button size="small" type="link" loading={isBusy} onClick={() => ask({ action: 'ready' })}>{t('seat.act.cancel')}</Button>
    </div>
  );
}
