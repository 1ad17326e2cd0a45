import { BankOutlined, QuestionOutlined, TeamOutlined } from '@ant-design/icons';
import { Avatar } from 'antd';
import type { PopClient, ScreenPop } from '../../contract/desk/pop.ts';
import { useWords } from '../words/use-words.ts';

interface Choice {
  readonly chosenId: string | null;
  readonly choose: (clientId: string) => void;
}

/** None, one or many clients have this number. T-07 */
export function ClientPanel({ match, ...choice }: Choice & { match: ScreenPop['match'] }) {
  switch (match.kind) {
    case 'none':
      return <Nobody />;
    case 'one':
      return <Client client={match.client} />;
    case 'many':
      return <Several clients={match.clients} total={match.total} {...choice} />;
  }
}

function Nobody() {
  const { t } = useWords();
  return (
    <div className="client client-none">
      <Avatar size={52} icon={<QuestionOutlined />} />
      <div>
        <strong className="client-name">{t('pop.none')}</strong>
        <p className="muted">{t('pop.noneHint')}</p>
      </div>
    </div>
  );
}

function TierBadge({ tier }: { tier: PopClient['tier'] }) {
  const { t } = useWords();
  return <span className="tier" data-tier={tier}>{t(`pop.tier.${tier}`)}</span>;
}

function Client({ client }: { client: PopClient }) {
  const { t } = useWords();
  return (
    <div className="client">
      <Avatar size={52} className="client-avatar" data-tier={client.tier}>{client.name.slice(0, 1)}</Avatar>
      <div className="client-words">
        <div className="client-title"><strong className="client-name">{client.name}</strong><TierBadge tier={client.tier} /></div>
        <dl className="client-facts">
          <div><dt>{t('pop.branch')}</dt><dd>{client.branch}</dd></div>
          <div><dt>{t('pop.owner')}</dt><dd>{client.owner ?? t('pop.noOwner')}</dd></div>
          <div className="client-banks">
            <dt>{t('pop.banks')}</dt>
            <dd>
              {client.banks.length === 0 && t('pop.noBanks')}
              {client.banks.map(({ bank, cardTail }, position) => (
                <span key={`${bank}${cardTail}`} className="bank"><BankOutlined /> {bank} {t('pop.cardTail', { tail: cardTail })}{position === 0 && client.banks.length > 1 && <em>{t('pop.mainBank')}</em>}</span>
              ))}
            </dd>
          </div>
        </dl>
      </div>
    </div>
  );
}

function Several({ clients, total, chosenId, choose }: Choice & { clients: readonly PopClient[]; total: number }) {
  const { t } = useWords();
  const chosen = clients.find((client) => client.clientId === chosenId);
  return (
    <div className="clients">
      <div className="clients-note"><TeamOutlined /> <strong>{t('pop.many', { count: total })}</strong> <span className="muted">{t('pop.manyHint')}</span></div>
      <div className="clients-choice" role="radiogroup" aria-label={t('pop.many', { count: total })}>
        {clients.map((client) => (
          <label key={client.clientId} className="clients-one" data-chosen={client.clientId === chosenId}>
            <input type="radio" name="client" checked={client.clientId === chosenId} onChange={() => choose(client.clientId)} />
            <strong>{client.name}</strong>
            <TierBadge tier={client.tier} />
            <small>{client.branch}</small>
          </label>
        ))}
      </div>
      {total > clients.length && <p className="muted">{t('pop.manyMore', { count: total - clients.length })}</p>}
      {chosen !== undefined && <Client client={chosen} />}
    </div>
  );
}
