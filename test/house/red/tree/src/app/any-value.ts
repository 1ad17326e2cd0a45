export const trusts = (value: any): string => String(value);
