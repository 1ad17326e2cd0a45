export const spoken = (amount: number): string => new Intl.NumberFormat('zh-CN').format(amount);
