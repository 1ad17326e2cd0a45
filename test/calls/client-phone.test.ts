import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestAri } from '../../src/lab/carrier/ari.ts';
import { carrierAccess } from '../../src/lab/carrier/access.ts';
import type { ClientPhone, ClientPhoneOptions, PhoneBehaviour } from '../../src/lab/carrier/client-phone.ts';
import { runClients } from '../../src/lab/carrier/clients.ts';
import { toneShare } from '../../src/lab/ear/levels.ts';
import type { PartyEvent } from '../../src/lab/carrier/party.ts';
import { voiceFrequency, voiceOf } from '../../src/lab/sip/voice.ts';
import type { TinyCall } from './support/tiny-hotline.ts';
import { type TwoAsterisks, startTwoAsterisks } from './support/two-asterisks.ts';

let world: TwoAsterisks;
let clients: Awaited<ReturnType<typeof runClients>>;
beforeAll(async () => {
  world = await startTwoAsterisks();
  clients = await runClients(world.environment.settings, (reason) => expect.unreachable(reason));
});
afterAll(async () => {
  await clients?.close();
  await world?.stop();
});

/** The hotline calls a number and follows the story. */
const callOut = (number: string, story: (call: TinyCall) => Promise<void>): Promise<void> => world.callOut({ endpoint: `PJSIP/${number}@carrier` }, story);

async function withPhone(options: Omit<ClientPhoneOptions, 'line'>, act: (phone: ClientPhone) => Promise<void>): Promise<void> {
  const phones = await world.openPhones();
  await act(await phones.client(options.number, options.behaviour, options));
  await phones.close();
}

describe("a client's phone", () => {
  it('of the demo rings, answers, sounds, and ends with the hotline', async () => {
    let outcome = '';
    await callOut('13900139001', async (call) => {
      outcome = await call.dial(10);
      await call.hangUp();
    });
    expect(outcome).toBe('answered');
  });

  it('lent to a test is heard by its ear and sounds at its own pitch', async () => {
    const events: PartyEvent[] = [];
    await withPhone({ number: '13900139002', behaviour: { kind: 'answer', afterMs: 200 }, voice: voiceOf('13900139002'), onEvent: (event) => events.push(event) }, async (phone) => {
      const heard: Buffer[] = [];
      await callOut('13900139002', async (call) => {
        expect(await call.dial(10)).toBe('answered');
        await call.play(['welcome', 'goodbye']);
        heard.push(...(await call.listen(1000)));
        await call.hangUp();
      });
      const [answered] = phone.calls();
      expect(await answered?.ended).toMatchObject({ by: 'far-end' });
      expect(toneShare(Buffer.concat(heard.slice(-25)), voiceFrequency('13900139002'))).toBeGreaterThan(0.9);
    });
    expect(events.flatMap((event) => (event.kind === 'clip-ended' ? [event.clip.id] : []))).toEqual(['welcome', 'goodbye']);
    expect(events.at(-1)?.kind).toBe('ended');
  });

  const refusals: [PhoneBehaviour, string][] = [
    [{ kind: 'busy' }, '486'],
    [{ kind: 'reject' }, '603'],
    [{ kind: 'unknown-number' }, '404'],
    [{ kind: 'no-answer', afterMs: 300 }, '480'],
  ];
  it.each(refusals)('%o answers with SIP %s', async (behaviour, sipStatus) => {
    await withPhone({ number: '13900139003', behaviour }, async () => {
      await callOut('13900139003', async (call) => expect(await call.dial(5)).toBe(sipStatus));
    });
  });

  it('that rings for ever is given up by the hotline', async () => {
    await withPhone({ number: '13900139004', behaviour: { kind: 'ring-for-ever' } }, async (phone) => {
      const ringing = phone.nextCall(5_000);
      await callOut('13900139004', async (call) => expect(await call.dial(1)).not.toBe('answered'));
      await (await ringing).ended;
    });
  });

  it('hangs up by itself when told to', async () => {
    await withPhone({ number: '13900139005', behaviour: { kind: 'answer', afterMs: 0, hangUpAfterMs: 300 } }, async () => {
      await callOut('13900139005', async (call) => {
        expect(await call.dial(5)).toBe('answered');
        await call.gone;
      });
    });
  });

  it('is given back when its borrower is gone, and leaves nothing at the carrier', async () => {
    await withPhone({ number: '13900139006', behaviour: { kind: 'busy' } }, async () => undefined);
    await callOut('13900139006', async (call) => {
      expect(await call.dial(10)).toBe('answered');
      await call.hangUp();
    });
    const access = carrierAccess(world.environment.settings);
    await expect.poll(async () => [await requestAri(access, { method: 'GET', path: 'channels' }), await requestAri(access, { method: 'GET', path: 'bridges' })]).toEqual([[], []]);
  });
});
