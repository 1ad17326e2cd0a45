import { chance } from '../core/rolls-dice.ts';

export const schema = { chance: chance() };
