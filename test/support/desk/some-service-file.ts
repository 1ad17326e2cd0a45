import type { ServiceFile } from '../../../src/contract/brokerage/service-file.ts';

/** A client who can be reached by her mobile only, trades often, and holds a stock with an alert. */
export const someServiceFile = (more: Partial<ServiceFile> = {}): ServiceFile => ({
  clientId: 'k-zhang',
  contacts: ['mobile'],
  risk: { grade: 'C3', validUntil: 4e12 },
  assets: { totalFen: 100_000_000, shares: [{ kind: 'stock', valueFen: 70_000_000 }, { kind: 'cash', valueFen: 30_000_000 }] },
  trading: { months: 12, profitFen: 1_234_567, tradedFen: 1_400_000_000, averageFen: 100_000_000 },
  trades: [{ code: '600519', name: '贵州茅台', side: 'buy', price: { mantissa: 168_888, decimals: 2 }, quantity: 100, at: 1_795_400_000_000 }],
  services: [{ kind: 'visit', at: 1_795_000_000_000, by: '李伟', text: '拜访客户，介绍新股申购。' }],
  alerts: [{ code: '600519', name: '贵州茅台', kind: 'announcement', at: 1_795_400_000_000, text: '发布季度报告。' }],
  ...more,
});
