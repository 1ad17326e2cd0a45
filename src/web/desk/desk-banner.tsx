import { DisconnectOutlined, LoadingOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { RequestError } from '../api/request.ts';
import { useWords } from '../words/use-words.ts';
import type { DeskState } from './desk-state.ts';

/** What is wrong with the whole desk now; the worst first. */
export function DeskBanner({ desk }: { desk: DeskState }) {
  const { t, say } = useWords();
  if (desk.isOtherVersion) {
    return (
      <Alert banner type="warning" title={t('connection.otherVersion')} description={t('connection.otherVersionHint')}
        action={<Button onClick={() => location.reload()}>{t('connection.reload')}</Button>} />
    );
  }
  if (desk.connection === 'down') {
    return (
      <div className="reconnecting" role="alert">
        <DisconnectOutlined />
        <div><strong>{t('connection.downTitle')} <LoadingOutlined /></strong><span>{t('connection.downHint')}</span></div>
      </div>
    );
  }
  if (desk.seat !== null && desk.problem !== null) return <Alert banner type="warning" title={say(new RequestError(desk.problem))} />;
  return null;
}
