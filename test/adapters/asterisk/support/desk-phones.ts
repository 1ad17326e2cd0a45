/** Desk phones of the real world: each answers the call it gets, and may make a second one. */
import type { Secrets, Settings } from '../../../../src/config.ts';
import { openSeatPhone, type SeatPhone } from '../../../../src/lab/sip/seat-phone.ts';
import type { SeatLeg } from '../../../../src/lab/sip/seat-leg.ts';
import type { WorldDeskPhone } from './world.ts';

interface Account { readonly secrets: Secrets; readonly ports: Pick<Settings['ports'], 'pbxSip'> }

export function createDeskPhones({ secrets, ports }: Account) {
  const phones: SeatPhone[] = [];
  return {
    async open(extension: string): Promise<WorldDeskPhone> {
      let leg: SeatLeg | undefined;
      let second: SeatLeg | undefined;
      const phone = await openSeatPhone({
        extension, password: secrets.seatPasswords[extension] ?? '', registrar: { host: '127.0.0.1', port: ports.pbxSip },
        onLeg: (offered) => {
          leg = offered;
          void offered.answer().catch(() => undefined);
        },
      });
      phones.push(phone);
      await phone.register();
      return {
        extension,
        async refer(_channelId, to, replacedChannelId) {
          if (leg === undefined) throw new Error('the phone has no call');
          return leg.refer(to, replacedChannelId === undefined || second === undefined ? {} : { replaced: second.ends() });
        },
        async dial(to) {
          second = await phone.dial(to);
        },
      };
    },
    async close(): Promise<void> {
      await Promise.all(phones.splice(0).map((phone) => phone.close()));
    },
  };
}
