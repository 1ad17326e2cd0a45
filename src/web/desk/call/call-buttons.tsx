import { AppstoreOutlined, SwapOutlined, AudioMutedOutlined, AudioOutlined, LoadingOutlined, PauseOutlined, PhoneFilled, PlayCircleOutlined, SafetyOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import type { ReactNode, Ref } from 'react';
import { keyOf } from '../keys/shortcuts.ts';
import type { ShortcutId } from '../keys/shortcuts.ts';
import { useWords } from '../../words/use-words.ts';
import type { CallBarProps } from './call-bar-props.ts';
import { Keypad } from './keypad.tsx';
import { TransferList } from './transfer-list.tsx';
import { useTransfer } from './use-transfer.ts';
import { buttonsOf } from './situation.ts';
import type { CallButton } from './situation.ts';

/** Seven places that stay; what stands on them changes with the situation. */
export function CallButtons({ situation, place, phone, asked, ask, isKeypadOpen, openKeypad, isTransferOpen, openTransfer }: CallBarProps) {
  const handOn = useTransfer(situation.callId);
  const can = buttonsOf(situation, place);
  const isHeld = situation.kind === 'held';
  const isMuted = situation.view?.isMuted === true;
  const { phase } = phone.phone.call;
  const isAnswering = phase === 'answering';
  const hold = isHeld ? 'retrieve' : 'hold';
  const isChecking = situation.kind === 'checking';
  const check = isChecking ? 'end-check' : 'check-pin';
  const mute = isMuted ? 'unmute' : 'mute';
  return (
    <div className="call-buttons">
      <Action name="answer" keyId="answer" icon={<PhoneFilled />} isOn={can.includes('answer') && phase === 'ringing'} isBusy={isAnswering} press={() => void phone.actions.answer()} />
      <Action name={hold} keyId="hold" icon={isHeld ? <PlayCircleOutlined /> : <PauseOutlined />} isOn={can.includes(hold)} isDown={isHeld} isBusy={asked === 'hold' || asked === 'retrieve'} press={() => ask(hold)} />
      <Action name={mute} keyId="mute" icon={isMuted ? <AudioMutedOutlined /> : <AudioOutlined />} isOn={can.includes(mute)} isDown={isMuted} isBusy={asked === 'mute' || asked === 'unmute'} press={() => ask(mute)} />
      <Action name={check} keyId="check" icon={<SafetyOutlined />} isOn={can.includes(check)} isDown={isChecking} isBusy={asked === 'check-pin' || asked === 'end-check'} press={() => ask(check)} />
      <Popover
        open={isKeypadOpen}
        trigger={[]}
        placement="bottomRight"
        destroyOnHidden
        content={<Keypad send={phone.actions.sendKey} close={() => openKeypad(false)} />}
      >
        <Action name="keypad" keyId="keypad" icon={<AppstoreOutlined />} isOn={can.includes('keypad')} isDown={isKeypadOpen} press={() => openKeypad(!isKeypadOpen)} />
      </Popover>
      <Popover
        open={isTransferOpen}
        trigger={[]}
        placement="bottomRight"
        destroyOnHidden
        content={
          <TransferList
            choose={(mode, to) => { openTransfer(false); handOn(mode, to); }}
            survey={() => { openTransfer(false); ask('survey'); }}
            close={() => openTransfer(false)}
          />
        }
      >
        <Action name="transfer" keyId="transfer" icon={<SwapOutlined />} isOn={can.includes('transfer')} isDown={isTransferOpen} press={() => openTransfer(!isTransferOpen)} />
      </Popover>
      <Action name="hang-up" keyId="end" icon={<PhoneFilled rotate={225} />} isOn={can.includes('hang-up')} isBusy={asked === 'hang-up'} press={() => ask('hang-up')} />
    </div>
  );
}

interface ActionProps {
  readonly name: CallButton;
  readonly keyId: ShortcutId;
  readonly icon: ReactNode;
  readonly isOn: boolean;
  readonly isDown?: boolean;
  readonly isBusy?: boolean;
  readonly press: () => void;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** Off is `aria-disabled`: a button that has the focus keeps it when the situation changes. */
function Action({ name, keyId, icon, isOn, isDown = false, isBusy = false, press, ref }: ActionProps) {
  const { t } = useWords();
  return (
    <button
      ref={ref}
      type="button"
      className="call-button"
      data-button={name}
      data-down={isDown}
      aria-disabled={!isOn || isBusy}
      aria-busy={isBusy}
      aria-keyshortcuts={`Control+Shift+${keyOf[keyId]}`}
      title={`${t(`call.act.${name}`)} · Ctrl+Shift+${keyOf[keyId]}`}
      onClick={() => {
        if (isOn && !isBusy) press();
      }}
    >
      <span className="call-button-icon" aria-hidden="true">{isBusy ? <LoadingOutlined /> : icon}</span>
      <span>{t(`call.act.${name}`)}</span>
    </button>
  );
}
