/** T-06: a client's tier gives steps of priority; what a step is worth stands in order.ts. */
export type Tier = 'diamond' | 'gold' | 'wealth' | 'ordinary';

export const PRIORITY_OF_TIER: Readonly<Record<Tier, number>> = { diamond: 3, gold: 2, wealth: 1, ordinary: 0 };
