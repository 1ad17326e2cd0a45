/** Every operation that a flow may name. `flows check` reads it; who implements one adds its row to the table of its room. */
import type { Operations } from '../../core/ivr/operation.ts';
import { brokerageOperations } from './brokerage.ts';
import { houseOperations } from './house.ts';

export const operations: Operations = { ...brokerageOperations, ...houseOperations };
