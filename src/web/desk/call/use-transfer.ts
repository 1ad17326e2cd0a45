import { App } from 'antd';
import type { TransferWish } from '../../../contract/desk/transfers.ts';
import { handOn } from '../../api/transfer-api.ts';
import { useWords } from '../../words/use-words.ts';

/** Sends the wish for the call that is shown; a refusal is said in words. */
export function useTransfer(callId: string | null): (mode: TransferWish['mode'], to: TransferWish['to']) => void {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  return (mode, to) => {
    if (callId === null) return;
    handOn({ callId, mode, to }).catch((error: unknown) => notification.warning({ title: t('error.heading'), description: say(error) }));
  };
}
