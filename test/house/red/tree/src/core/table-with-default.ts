type Table = Record<string, Record<string, string>>;

export const phone: Table = { idle: { ring: 'move', default: 'ignore' } };
