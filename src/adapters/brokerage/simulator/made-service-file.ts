/** The service file of a simulated client: the same for the same client, out of what she holds and can be reached by. */
import type { BrokerageClient } from '../../../contract/brokerage/client.ts';
import type { ServiceFile } from '../../../contract/brokerage/service-file.ts';
import type { Holding } from '../../../contract/brokerage/account.ts';
import { msPerDay } from '../../../core/calendar/civil.ts';
import type { MadeAccounts } from './account-made.ts';
import { contactKindsOf } from './contact-kinds.ts';

export interface ServiceFileMade {
  readonly client: BrokerageClient;
  readonly email: string | null;
  readonly made: Pick<MadeAccounts, 'funds' | 'holdings' | 'fills'>;
  readonly businessNowMs: number;
}

export function madeServiceFile({ client, email, made, businessNowMs }: ServiceFileMade): ServiceFile {
  const { clientId } = client;
  const [holdings, funds] = [made.holdings(clientId), made.funds(clientId)];
  const turns = (holdings.length % 4) * 5;
  return {
    clientId,
    contacts: contactKindsOf(client, email),
    risk: holdings.length === 0 ? null : { grade: 'C3', validUntil: businessNowMs + 200 * msPerDay },
    assets: {
      totalFen: funds.totalFen,
      shares: [
        ...(['stock', 'fund', 'bond'] as const).map((kind) => ({ kind, valueFen: sumOf(holdings.filter((held) => held.kind === kind).map((held) => held.marketValueFen)) })),
        { kind: 'cash' as const, valueFen: funds.usableFen + funds.frozenFen },
      ].filter(({ valueFen }) => valueFen > 0),
    },
    trading: { months: 12, profitFen: sumOf(holdings.map((held) => held.profitFen)), tradedFen: funds.totalFen * turns, averageFen: funds.totalFen },
    trades: made.fills(clientId).toReversed().slice(0, 10).map(({ code, name, side, price, quantity, atMs }) => ({ code, name, side, price, quantity, at: atMs })),
    services: [{ kind: 'call', at: businessNowMs - 9 * msPerDay, by: '客户经理', text: '沟通持仓情况，提示行业集中度。' }, { kind: 'seminar', at: businessNowMs - 40 * msPerDay, by: '营业部', text: '参加投资者教育讲座。' }],
    alerts: holdings.slice(0, 2).map((held, place) => alertOf(held, { place, at: businessNowMs - (place + 1) * msPerDay })),
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function alertOf({ code, name }: Holding, { place, at }: { place: number; at: number }): ServiceFile['alerts'][number] {
  return place === 0 ? { code, name, kind: 'announcement', at, text: '发布季度报告。' } : { code, name, kind: 'dividend', at, text: '公布分红方案，股权登记日临近。' };
}
