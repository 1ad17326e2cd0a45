import { Modal, Switch } from 'antd';
import { useWords } from '../../words/use-words.ts';
import './keys.css';
import { keyOf, shortcutIds } from './shortcuts.ts';
import type { Shortcuts } from './use-shortcuts.ts';

export function KeysHelp({ isOpen, close, shortcuts }: { isOpen: boolean; close: () => void; shortcuts: Shortcuts }) {
  const { t } = useWords();
  return (
    <Modal open={isOpen} onCancel={close} footer={null} width={520} title={t('keys.heading')}>
      <dl className="keys">
        {shortcutIds.map((id) => (
          <div key={id}>
            <dt><kbd>Ctrl</kbd> <kbd>Shift</kbd> <kbd>{keyOf[id]}</kbd></dt>
            <dd>{t(`keys.of.${id}`)}</dd>
          </div>
        ))}
        <div><dt><kbd>Ctrl</kbd> <kbd>Enter</kbd></dt><dd>{t('keys.file')}</dd></div>
        <div><dt><kbd>0</kbd>–<kbd>9</kbd> <kbd>*</kbd> <kbd>#</kbd></dt><dd>{t('keys.digits')}</dd></div>
      </dl>
      <label className="keys-switch"><Switch checked={shortcuts.isOn} onChange={shortcuts.turn} /> {t('keys.on')}</label>
    </Modal>
  );
}
