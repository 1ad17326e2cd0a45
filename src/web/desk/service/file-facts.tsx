import type { SeatServiceFile } from '../../../contract/desk/service-file.ts';
import { decimalText, dayText } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

type File = Extract<SeatServiceFile['office'], { kind: 'found' }>['file'];
const yuan = (fen: number): string => decimalText({ mantissa: fen, decimals: 2 });

/** Risk, assets, profit and style, in one line. F-01, F-10 */
export function FileFacts({ file: { risk, assets, trading, style } }: { file: File }) {
  const { t } = useWords();
  const isExpired = risk !== null && risk.validUntil < Date.now();
  return (
    <dl className="service-facts">
      <div data-expired={isExpired}><dt>{t('service.risk')}</dt><dd>{risk === null ? t('service.noRisk') : t(isExpired ? 'service.riskExpired' : 'service.riskUntil', { grade: risk.grade, day: dayText(risk.validUntil) })}</dd></div>
      <div><dt>{t('service.style')}</dt><dd data-style={style ?? 'none'}>{style === null ? t('service.noStyle') : t(`service.styleOf.${style}`)}</dd></div>
      <div>
        <dt>{t('service.assets')}</dt>
        <dd>{assets === null ? t('service.none') : yuan(assets.totalFen)}{assets !== null && assets.totalFen > 0 && <small>{assets.shares.map(({ kind, valueFen }) => `${t(`service.assetOf.${kind}`)} ${Math.round((valueFen * 100) / assets.totalFen)}%`).join(' · ')}</small>}</dd>
      </div>
      {/* Red is a gain here, green a loss: the mainland's colours. */}
      {trading !== null && <div><dt>{t('service.profit', { months: trading.months })}</dt><dd data-move={Math.sign(trading.profitFen)}>{yuan(trading.profitFen)}</dd></div>}
    </dl>
  );
}
