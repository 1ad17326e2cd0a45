/** Every operation that a flow may name. `flows check` reads it; who implements one adds its row to the table of its room. */
import type { Operations } from '../../core/ivr/operation.ts';
import { brokerageLookups } from './brokerage.ts';

export const operations: Operations = { ...brokerageLookups };
