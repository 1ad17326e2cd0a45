interface State {
  readonly phase: 'idle' | 'talking';
  readonly heldAt: number | null;
}
type Kind = 'ring' | 'hang-up';
type Table = { readonly [P in State['phase']]: { readonly [K in Kind]: ((state: State) => State) | 'ignore' } };

/** A cell may well spread its state, and a function beside the table may have a default. */
export const phoneTable = {
  idle: { ring: (state) => ({ ...state, phase: 'talking' }), 'hang-up': 'ignore' },
  talking: { ring: 'ignore', 'hang-up': (state) => ({ ...state, phase: 'idle', heldAt: null }) },
} satisfies Table;

export const named = (words: Record<string, string>): Record<string, string> => ({ ...words, default: 'none' });
