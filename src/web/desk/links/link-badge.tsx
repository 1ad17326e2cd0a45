import { CloudServerOutlined, PhoneOutlined } from '@ant-design/icons';
import { useWords } from '../../words/use-words.ts';
import type { LinkState } from './links.ts';

/** One line's state, always in the top bar: a sign, a colour and a word. */
export function LinkBadge({ of, state, word }: { of: 'server' | 'phone'; state: LinkState; word: string }) {
  const { t } = useWords();
  return (
    <span className="link" data-link={state} role="status" aria-label={t(`link.of.${of}`)}>
      {of === 'server' ? <CloudServerOutlined aria-hidden="true" /> : <PhoneOutlined aria-hidden="true" />}
      <i aria-hidden="true" />
      {t(`link.${word}`)}
    </span>
  );
}
