import { Tag } from 'antd';
import type { ServiceFile } from '../../../contract/brokerage/service-file.ts';
import { dayText, decimalText } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';

const SHOWN = 4;

export function AlertLines({ alerts }: { alerts: ServiceFile['alerts'] }) {
  const { t } = useWords();
  if (alerts.length === 0) return <p className="muted">{t('service.noAlerts')}</p>;
  return (
    <ul className="service-lines">
      {alerts.slice(0, SHOWN).map(({ code, name, kind, at, text }) => (
        <li key={`${code}${kind}${String(at)}`} data-alert={kind}><Tag color={kind === 'suspension' || kind === 'delisting-risk' ? 'red' : 'gold'}>{t(`service.alert.${kind}`)}</Tag><strong>{name}</strong> <code>{code}</code> <span className="muted">{dayText(at)}</span><p>{text}</p></li>
      ))}
    </ul>
  );
}

/** F-09 */
export function ServiceLines({ services }: { services: ServiceFile['services'] }) {
  const { t } = useWords();
  if (services.length === 0) return <p className="muted">{t('service.noServices')}</p>;
  return (
    <ul className="service-lines">
      {services.slice(0, SHOWN).map(({ kind, at, by, text }) => (
        <li key={`${kind}${String(at)}`}><Tag>{t(`service.serviceOf.${kind}`)}</Tag><span className="muted">{dayText(at)} {by}</span><p>{text}</p></li>
      ))}
    </ul>
  );
}

export function TradeLines({ trades }: { trades: ServiceFile['trades'] }) {
  const { t } = useWords();
  if (trades.length === 0) return <p className="muted">{t('service.noTrades')}</p>;
  return (
    <ul className="service-lines">
      {trades.slice(0, SHOWN).map(({ code, name, side, price, quantity, at }) => (
        <li key={`${code}${side}${String(at)}`}><span data-side={side}>{t(`service.side.${side}`)}</span> <strong>{name}</strong> {decimalText(price)} × {quantity} <span className="muted">{dayText(at)}</span></li>
      ))}
    </ul>
  );
}
