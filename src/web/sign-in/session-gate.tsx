import { Button, Result, Spin } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Navigate } from 'react-router';
import { readMe } from '../api/desk-api.ts';
import { RequestError } from '../api/request.ts';
import { deskProtocol } from '../../contract/desk/protocol.ts';
import type { Me } from '../../contract/desk/session.ts';
import { reloadOnce } from '../realtime/reload-once.ts';
import { useWords } from '../words/use-words.ts';

type Answer = { kind: 'asking' } | { kind: 'in'; me: Me } | { kind: 'out' } | { kind: 'failed'; error: unknown };

/** Shows its children to who is signed in, the sign-in page to everybody else. */
export function SessionGate({ children }: { children: (me: Me) => ReactNode }) {
  const { t, say } = useWords();
  const [answer, setAnswer] = useState<Answer>({ kind: 'asking' });

  const ask = useCallback(async () => {
    try {
      const me = await readMe();
      if (me.protocol !== deskProtocol && reloadOnce()) return;
      setAnswer({ kind: 'in', me });
    } catch (error) {
      setAnswer(error instanceof RequestError && error.code === 'SIGN_IN_REQUIRED' ? { kind: 'out' } : { kind: 'failed', error });
    }
  }, []);
  useEffect(() => void ask(), [ask]);

  switch (answer.kind) {
    case 'asking':
      return <Spin size="large" fullscreen description={t('error.loading')} />;
    case 'out':
      return <Navigate to="/sign-in" replace />;
    case 'failed':
      return (
        <Result
          status="warning"
          title={say(answer.error)}
          extra={<Button type="primary" onClick={() => void ask()}>{t('error.retry')}</Button>}
        />
      );
    case 'in':
      return children(answer.me);
  }
}
