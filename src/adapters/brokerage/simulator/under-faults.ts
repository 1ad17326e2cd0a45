import { setTimeout as delay } from 'node:timers/promises';
import type { BrokerageOperation } from '../../../contract/brokerage/operations.ts';
import type { FaultBook } from './faults.ts';
import { refused } from './refused.ts';
import type { Reply } from './router.ts';

/** Does the work of one request, or spoils it as the fault that waits for it says (control-contract.ts). */
export async function underFaults(faults: FaultBook, operation: BrokerageOperation, work: () => Reply): Promise<Reply> {
  const fault = faults.take(operation);
  switch (fault?.fault) {
    case undefined:
      return work();
    case 'before':
      return 'hang-up';
    case 'error':
      return refused(500, 'SIMULATED_ERROR', 'asked for by a fault, nothing was done');
    case 'after':
      work();
      return refused(500, 'SIMULATED_ERROR', 'asked for by a fault, after the work');
    case 'reply-lost':
      work();
      return 'hang-up';
    case 'late': {
      const reply = work();
      await delay(fault?.delayMs);
      return reply;
    }
    case 'twice':
      work();
      return work();
    case 'nonsense':
      work();
      return { status: 200, body: { verdict: 'maybe', rows: 'three' } };
  }
}
