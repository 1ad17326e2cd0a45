/**
 * A phone whose sound stays away, on a real Asterisk: gone in the middle of a talk, and on hold, where sending nothing is agreed. By an
 * endpoint with shorter times than the shipped ones (asterisk-config/pbx/pjsip.conf).
 */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nowMs } from '../../../../src/lab/sip/pacer.ts';
import { openSeatPhone } from '../../../../src/lab/sip/seat-phone.ts';
import type { SeatLeg } from '../../../../src/lab/sip/seat-leg.ts';
import { silence } from '../../../../src/lab/sip/voice.ts';
import type { RealWorld } from '../support/real-world.ts';
import { done, type Suite } from './use-world.ts';

const NAME = 'silent-1';
const [TALK_S, HOLD_S] = [2, 6];

const fieldsOf = (password: string): readonly (readonly [type: string, fields: Readonly<Record<string, string>>])[] => [
  ['auth', { auth_type: 'digest', username: NAME, password }],
  ['aor', { max_contacts: '1', remove_existing: 'yes' }],
  ['endpoint', {
    transport: 'transport-udp', context: 'from-seats', auth: NAME, aors: NAME, identify_by: 'username,auth_username', disallow: 'all', allow: 'alaw', direct_media: 'no', rtp_symmetric: 'yes',
    force_rport: 'yes', rewrite_contact: 'yes', rtp_timeout: String(TALK_S), rtp_timeout_hold: String(HOLD_S),
  }],
];

export function describeSilentPhones({ driver, real }: { readonly driver: Suite['driver']; readonly real: () => RealWorld }): void {
  async function openPhone(onLeg: (leg: SeatLeg) => void) {
    const { settings } = real().environment;
    const password = randomBytes(8).toString('hex');
    const authorization = `Basic ${Buffer.from(`${settings.ariUser}:${settings.secrets.ariPassword}`).toString('base64')}`;
    for (const [type, values] of fieldsOf(password)) {
      const body = JSON.stringify({ fields: Object.entries(values).map(([attribute, value]) => ({ attribute, value })) });
      const answer = await fetch(`${settings.ariUrl}/ari/asterisk/config/dynamic/res_pjsip/${type}/${NAME}`, { method: 'PUT', headers: { authorization, 'content-type': 'application/json' }, body });
      expect(answer.status, type).toBe(200);
    }
    const phone = await openSeatPhone({ extension: NAME, password, registrar: { host: '127.0.0.1', port: settings.ports.pbxSip }, onLeg });
    await phone.register();
    return phone;
  }

  async function talking() {
    const { telephony, events, mint } = driver();
    const rung = Promise.withResolvers<SeatLeg>();
    const phone = await openPhone(rung.resolve);
    const channelId = mint('seat');
    expect(await telephony.createLeg({ channelId, endpoint: { kind: 'seat', name: NAME, headers: {} }, callerId: '' })).toEqual(done);
    expect(await telephony.dial({ channelId, timeoutMs: 20_000 })).toEqual(done);
    const leg = await rung.promise;
    leg.rtp.say(silence);
    await leg.answer();
    await events.wait('leg-answered', { channelId }, { limitMs: 20_000 });
    return { events, phone, leg, channelId };
  }

  describe('a phone whose sound stays away', () => {
    it('ends its leg by rtp_timeout in a talk, and only by rtp_timeout_hold on hold, where sending nothing is agreed', async () => {
      const ends = async (isHeld: boolean): Promise<number> => {
        const { events, phone, leg, channelId } = await talking();
        if (isHeld) await leg.hold(true);
        leg.rtp.close();
        const sinceMs = nowMs();
        await events.wait('leg-ended', { channelId }, { limitMs: 30_000 });
        const afterMs = nowMs() - sinceMs;
        await phone.close();
        return afterMs;
      };
      const [inTalk, onHold] = [await ends(false), await ends(true)];
      // The last packet came a moment before.
      expect(inTalk).toBeGreaterThan(TALK_S * 1_000 - 500);
      expect(onHold).toBeGreaterThan(HOLD_S * 1_000 - 500);
    });
  });
}
