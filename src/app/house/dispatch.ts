/** Every question of a flow goes through here: by its name to the back office or to the house (contract/operations/table.ts). */
import type { Operations } from '../../core/ivr/operation.ts';
import type { Answerer } from './answerer.ts';
import type { CallOwners } from './ports.ts';

export interface DispatchDeps {
  readonly operations: Operations;
  readonly brokerage: Answerer;
  readonly house: Answerer;
  readonly owners: CallOwners;
}

export function createDispatch({ operations, brokerage, house, owners }: DispatchDeps): Answerer {
  return async (ask) => {
    const operation = Object.hasOwn(operations, ask.operation) ? operations[ask.operation] : undefined;
    if (operation === undefined) return { kind: 'failed', reason: 'unknown-operation' };
    if (operation.by === 'house') return house(ask);
    // A password is checked of the account that was keyed, else of the one client whose number it is.
    if (ask.operation !== 'verify-password' || ask.held['account'] !== undefined || (ask.args['client'] ?? '') !== '') return brokerage(ask);
    const clientId = owners.of(ask.callId)?.clientId ?? null;
    return clientId === null ? { kind: 'refused', code: 'CLIENT_UNKNOWN' } : brokerage({ ...ask, args: { ...ask.args, client: clientId } });
  };
}
