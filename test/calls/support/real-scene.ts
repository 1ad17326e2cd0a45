/** People of a story that is played on the real stage, and how they are found. */
import { demoClients } from '../../../src/adapters/postgres/demo/clients.ts';
import type { ClientPhone } from '../../../src/lab/carrier/client-phone.ts';
import type { Party } from '../../../src/lab/carrier/party.ts';
import type { SeatRun } from '../../../src/lab/sip/seat-run.ts';
import type { Person } from '../../stories/language/people.ts';
import type { Caller } from './caller.ts';
import type { Hotline } from './hotline.ts';

/** Every third demo client has one number; those below are called back by other files. */
let lastClient = 117;

export interface RealScene {
  readonly hotline: Hotline;
  readonly callers: Map<string, Caller>;
  readonly clients: Map<string, ClientPhone>;
  readonly seats: Map<string, SeatRun>;
  readonly clickCodes: Map<string, string | null>;
  numberOf(who: Person): string;
  caller(who: Person): Caller;
  seat(extension: string): SeatRun;
  /** Her call: the one she placed, or the one her phone got. */
  party(who: Person): Party | undefined;
}

/** Words that cannot be staged with real parts in a quick story; test/chaos has those. */
export const onlyVirtual = (): Promise<never> => Promise.reject(new Error('this word is for the virtual stage only'));

export function createRealScene(hotline: Hotline): RealScene {
  const numbers = new Map<string, string>();
  const callers = new Map<string, Caller>();
  const clients = new Map<string, ClientPhone>();
  const seats = new Map<string, SeatRun>();
  const need = <T>(thing: T | undefined, what: string): T => {
    if (thing === undefined) throw new Error(`${what} is not there`);
    return thing;
  };
  const newNumber = ({ kind }: Person): string => {
    if (kind !== 'client') return hotline.freshNumber();
    lastClient += 3;
    return need(demoClients[lastClient]?.numbers[0], 'a demo client who was not called yet');
  };
  return {
    hotline, callers, clients, seats, clickCodes: new Map(),
    numberOf: (who) => {
      const number = numbers.get(who.name) ?? newNumber(who);
      numbers.set(who.name, number);
      return number;
    },
    caller: (who) => need(callers.get(who.name), `${who.name} on the phone`),
    seat: (extension) => need(seats.get(extension), `an agent at seat ${extension}`),
    party: (who) => callers.get(who.name)?.party ?? clients.get(who.name)?.calls().at(-1),
  };
}
