import { CopyOutlined, LockOutlined, UnlockOutlined } from '@ant-design/icons';
import { App, Button, Tooltip } from 'antd';
import type { ScreenPop } from '../../contract/desk/pop.ts';
import { grouped } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';

export function CallerNumber({ ani, direction }: Pick<ScreenPop, 'ani' | 'direction'>) {
  const { t } = useWords();
  const { message } = App.useApp();
  if (ani === null) {
    return (
      <div className="caller">
        <h3>{t(`pop.number.${direction}`)}</h3>
        <div className="caller-number caller-withheld">{t('pop.withheld')}</div>
      </div>
    );
  }
  const copy = () => void navigator.clipboard.writeText(ani.text).then(() => message.success(t('pop.copied')));
  return (
    <div className="caller">
      <h3>{t(`pop.number.${direction}`)}</h3>
      <div className="caller-number">
        {ani.isWhole ? grouped(ani.text) : ani.text}
        {ani.isWhole && (
          <Tooltip title={t('pop.copy')}>
            <Button type="text" size="small" aria-label={t('pop.copy')} icon={<CopyOutlined />} onClick={copy} />
          </Tooltip>
        )}
      </div>
      <div className="caller-note">{ani.isWhole ? <UnlockOutlined /> : <LockOutlined />} {t(ani.isWhole ? 'pop.whole' : 'pop.masked')}</div>
    </div>
  );
}
