type Phase = 'idle' | 'talking';
type Kind = 'ring' | 'hang-up';
type Table = { readonly [P in Phase]: { readonly [K in Kind]: 'move' | 'ignore' } };

export const phoneTable = {
  idle: { ring: 'move', 'hang-up': 'ignore' },
  talking: { ring: 'ignore' },
} satisfies Table;
