/**
 * The 200 clients of the demo firm, the same every time. Their numbers are one block (138001380 00 and on), so that nobody
 * takes them for real ones. 13800138000 is the first client; 13800138002 belongs to two (a couple); 13800138900 and on to nobody.
 */
export interface DemoClient {
  readonly clientId: string;
  readonly clientNo: string;
  readonly name: string;
  readonly gender: 'female' | 'male';
  readonly tier: 'diamond' | 'gold' | 'wealth' | 'ordinary';
  readonly branch: string;
  /** Extension of the agent who looks after this client; null: nobody. */
  readonly owner: string | null;
  /** One to three, the preferred one first. */
  readonly numbers: readonly string[];
  /** Up to five, the main one first. */
  readonly banks: readonly { readonly bank: string; readonly cardTail: string }[];
}

const surnames = [...'陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐周叶苏庄吕江何萧罗高'];
const given = {
  male: ['伟', '建国', '晓明', '志强', '浩然', '文杰', '俊', '海涛', '立新', '国华', '子轩', '鹏飞'],
  female: ['芳', '秀英', '晓燕', '丽娟', '雨欣', '淑贞', '静', '玉兰', '佳怡', '美玲', '慧敏', '思琪'],
};
const banks = ['ICBC', 'CCB', 'ABC', 'BOC', 'CMB', 'BOCOM', 'CIB', 'SPDB'];
const branches = ['hq', 'sh', 'bj', 'sz'];
const areaCodes: Readonly<Record<string, string>> = { hq: '021', sh: '021', bj: '010', sz: '0755' };
const owners: Readonly<Record<string, string>> = { sh: '1010', bj: '1011', sz: '1012' };
const count = 200;

const pickFrom = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function tierOf(index: number): DemoClient['tier'] {
  if (index % 20 === 0) return 'diamond';
  if (index % 5 === 0) return 'gold';
  return index % 2 === 0 ? 'wealth' : 'ordinary';
}

function numbersOf(index: number, branch: string): string[] {
  const mobile = `13800138${String(index).padStart(3, '0')}`;
  const second = `13800138${String(count + index).padStart(3, '0')}`;
  const landline = `${areaCodes[branch] ?? '021'}5550${String(1000 + index)}`;
  if (index === 0) return [mobile, landline];
  // The wife's number is her husband's second one.
  if (index === 3) return ['13800138003', '13800138002'];
  return [mobile, second, landline].slice(0, 1 + (index % 3));
}

function clientOf(index: number): DemoClient {
  const gender = index % 2 === 0 ? 'female' : 'male';
  const branch = pickFrom(branches, index);
  return {
    clientId: `0193a000-0000-7000-8000-${String(index).padStart(12, '0')}`,
    clientNo: String(10_000_001 + index),
    name: pickFrom(surnames, index * 7) + pickFrom(given[gender], index * 5 + Math.floor(index / 60)),
    gender,
    tier: tierOf(index),
    branch,
    owner: owners[branch] ?? null,
    numbers: numbersOf(index, branch),
    banks: Array.from({ length: 1 + (index % 5) }, (_, place) => ({
      bank: pickFrom(banks, index + place * 3),
      cardTail: String((index * 37 + place * 1009) % 10_000).padStart(4, '0'),
    })),
  };
}

export const demoClients: readonly DemoClient[] = Array.from({ length: count }, (_, index) => clientOf(index));

/** The same clients as the back office tells them (contract/brokerage), for the simulator's look-up by number. */
export function demoBrokerageClients() {
  return demoClients.map(({ clientId, clientNo, name, gender, tier, branch, numbers, banks: bound }) => ({
    clientId,
    names: { full: name, address: name.slice(0, 1) + (gender === 'male' ? '先生' : '女士') },
    tier, branch,
    numbers: [...numbers],
    email: `client${clientNo}@example.cn`,
    banks: bound.map(({ bank, cardTail }) => ({ bankCode: bank, cardTail })),
  }));
}

/** Their accounts (the client number) and trading passwords: 42, the last three digits of the first number block, 7 (420007 for 13800138000). */
export function demoBrokerageAccounts() {
  return demoClients.map(({ clientId, clientNo }, index) => ({ clientId, account: clientNo, password: `42${String(index).padStart(3, '0')}7` }));
}
