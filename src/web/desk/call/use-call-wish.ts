import { App } from 'antd';
import { useState } from 'react';
import { RequestError } from '../../api/request.ts';
import type { CallAction, CallView, CallWish } from '../../../contract/desk/call-control.ts';
import { useWords } from '../../words/use-words.ts';
import type { Situation } from './situation.ts';

interface Asked {
  readonly action: CallAction;
  readonly view: CallView | null;
  readonly callId: string;
}

/** The server has saved the wish; if the call still stands as it did after this time, the button is free again. */
const seenWithinMs = 5_000;

export interface CallWishes {
  readonly asked: CallAction | null;
  readonly ask: (action: CallAction) => void;
}

/** Sends wishes for the call that is shown, never for another, and one at a time; a refusal is said in words. */
export function useCallWish(situation: Situation, { send, hangUpLocally }: { send: (wish: CallWish) => Promise<void>; hangUpLocally: () => void }): CallWishes {
  const { t, say } = useWords();
  const { notification } = App.useApp();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { callId, view } = situation;
  // Done, or overtaken, as soon as the call is another or stands otherwise.
  const isPending = asked !== null && asked.callId === callId && asked.view === view && situation.kind !== 'ended';

  async function sendIt(action: CallAction, own: Asked): Promise<void> {
    try {
      await send({ callId: own.callId, action });
      setTimeout(() => setAsked((now) => (now === own ? null : now)), seenWithinMs);
    } catch (error) {
      setAsked((now) => (now === own ? null : now));
      const isAlone = error instanceof RequestError && error.code === 'NETWORK';
      // Without the server she must still be able to end the talk.
      if (isAlone && action === 'hang-up') return hangUpLocally();
      notification.warning({ title: t('error.heading'), description: say(error) });
    }
  }

  return {
    asked: isPending ? asked.action : null,
    ask(action) {
      if (callId === null || isPending) return;
      const own = { action, view, callId };
      setAsked(own);
      void sendIt(action, own);
    },
  };
}
