const common = { ring: 'ignore', answer: 'ignore' } as const;

export const phoneTable = { idle: { ...common, answer: 'move' }, talking: { ...common } } as const;
