export const everything = (): unknown => globalThis;
