import { PhoneFilled } from '@ant-design/icons';
import type { ScreenPop } from '../../../contract/desk/pop.ts';
import { grouped } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import type { Situation } from './situation.ts';

/** Who it is, to be read in a blink. */
export function CallerGlance({ situation, pop }: { situation: Situation; pop: ScreenPop | null }) {
  const { t } = useWords();
  const isOn = situation.kind !== 'none';
  const ownPop = pop !== null && pop.callId === situation.callId ? pop : null;
  return (
    <div className="glance">
      <span className="glance-icon" aria-hidden="true"><PhoneFilled /></span>
      <div className="glance-words">
        <strong>{!isOn ? t('call.none') : ownPop === null ? t('pop.waiting') : <ClientName match={ownPop.match} />}</strong>
        <span className="glance-number">{ownPop === null ? '' : ownPop.ani === null ? t('pop.withheld') : ownPop.ani.isWhole ? grouped(ownPop.ani.text) : ownPop.ani.text}</span>
      </div>
      <span className="glance-step">{t(`call.step.${situation.kind}`)}</span>
    </div>
  );
}

function ClientName({ match }: { match: ScreenPop['match'] }) {
  const { t } = useWords();
  switch (match.kind) {
    case 'none':
      return t('pop.none');
    case 'one':
      return <>{match.client.name} <em className="tier" data-tier={match.client.tier}>{t(`pop.tier.${match.client.tier}`)}</em></>;
    case 'many':
      return t('call.many', { count: match.total });
  }
}
