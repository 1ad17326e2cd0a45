import type { BrokerageOperation } from '../../../contract/brokerage/operations.ts';
import type { Fault } from './control-contract.ts';

/** The faults that wait to strike. One asked for an operation by name goes before one for all. */
export type FaultBook = {
  put(fault: Fault): void;
  clear(): void;
  /** The fault that strikes this request, counted down. */
  take(operation: BrokerageOperation): Fault | undefined;
};

export function createFaultBook(): FaultBook {
  const waiting = new Map<Fault['operation'], Fault>();
  return {
    put: (fault) => void waiting.set(fault.operation, fault),
    clear: () => waiting.clear(),
    take(operation) {
      const fault = waiting.get(operation) ?? waiting.get('all');
      if (fault === undefined) return undefined;
      if (fault.count === 1) waiting.delete(fault.operation);
      else waiting.set(fault.operation, { ...fault, count: fault.count - 1 });
      return fault;
    },
  };
}
