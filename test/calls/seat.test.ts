import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { levelPerSecond, toneShare } from '../../src/lab/ear/levels.ts';
import { type SeatBehaviour, type SeatRun, type SeatRunOptions, runSeat } from '../../src/lab/sip/seat-run.ts';
import { voiceFrequency, voiceOf } from '../../src/lab/sip/voice.ts';
import { somePop } from '../support/desk/desk-world.ts';
import { password as deskPassword } from '../support/desk/desk-world.ts';
import { serveDesk } from '../support/desk/serve.ts';
import type { TinyCall } from './support/tiny-hotline.ts';
import { type TwoAsterisks, startTwoAsterisks } from './support/two-asterisks.ts';

let world: TwoAsterisks;
let seat: SeatRun | undefined;
beforeAll(async () => {
  world = await startTwoAsterisks();
});
afterEach(() => seat?.close());
afterAll(() => world?.stop());

async function sit(behaviour: SeatBehaviour, more: Partial<SeatRunOptions> = {}): Promise<SeatRun> {
  const { settings, secrets } = world.environment;
  const registrar = { host: '127.0.0.1', port: settings.ports.pbxSip };
  seat = await runSeat({ extension: '1001', sipPassword: secrets.seatPasswords['1001'] ?? '', registrar, behaviour, ...more });
  return seat;
}

/** The hotline rings the seat and follows the story. */
const ringSeat = (story: (call: TinyCall) => Promise<void>): Promise<void> => world.callOut({ endpoint: 'PJSIP/1001', from: '13800138000' }, story);

const kinds = (run: SeatRun): string[] => run.events().map((event) => event.kind);

describe("a seat's phone", () => {
  it('rings with the number of the caller, answers, and sound goes both ways in every second', async () => {
    const run = await sit({ kind: 'answer', afterMs: 200 });
    let heard: Buffer[] = [];
    await ringSeat(async (call) => {
      expect(await call.dial(10)).toBe('answered');
      heard = await call.listen(3_000, voiceOf('13800138000'));
      await call.hangUp();
    });
    await run.until(({ kind }) => kind === 'ended', 5_000);
    expect(kinds(run)).toEqual(['registered', 'ring', 'answered', 'talking', 'ended']);
    expect(run.events()[1]?.detail).toMatchObject({ from: '13800138000' });
    expect(run.events().at(-1)?.detail).toMatchObject({ by: 'far-end' });
    expect(toneShare(Buffer.concat(heard.slice(25)), voiceFrequency('1001'))).toBeGreaterThan(0.9);
    const talking = run.events().find(({ kind }) => kind === 'talking')?.atMs ?? 0;
    expect(Math.min(...levelPerSecond(run.frames(), { fromMs: talking, toMs: talking + 2_000 }))).toBeGreaterThan(1_000);
  });

  it.each<[SeatBehaviour, string]>([[{ kind: 'busy' }, '486'], [{ kind: 'reject' }, '603']])('%o answers with SIP %s', async (behaviour, status) => {
    await sit(behaviour);
    await ringSeat(async (call) => expect(await call.dial(5)).toBe(status));
  });

  it('that is not picked up is given up, and is free for the next call', async () => {
    const run = await sit({ kind: 'no-answer' });
    await ringSeat(async (call) => expect(await call.dial(1)).not.toBe('answered'));
    await run.until(({ kind, detail }) => kind === 'ended' && detail['by'] === 'cancelled', 5_000);
    run.behave({ kind: 'answer', afterMs: 0, hangUpAfterMs: 300 });
    await ringSeat(async (call) => {
      expect(await call.dial(5)).toBe('answered');
      await call.gone;
    });
    await run.until(({ kind, detail }) => kind === 'ended' && detail['by'] === 'us', 5_000);
  });

  it('puts the caller on hold and takes him back', async () => {
    const run = await sit({ kind: 'answer', afterMs: 0 });
    await ringSeat(async (call) => {
      expect(await call.dial(5)).toBe('answered');
      await run.until(({ kind }) => kind === 'answered', 5_000);
      const holds: string[] = [];
      call.onHold((event) => holds.push(event));
      await run.leg()?.hold(true);
      await run.leg()?.hold(false);
      await expect.poll(() => holds).toEqual(['ChannelHold', 'ChannelUnhold']);
      await call.hangUp();
    });
  });

  it('with a wrong password is refused, and says so', async () => {
    await expect(sit({ kind: 'busy' }, { sipPassword: 'not-the-password' })).rejects.toThrow('seat 1001 could not register: 401');
  });
});

describe('an agent at a seat', () => {
  it('signs in at the desk, gets ready, and sees the pop before the phone rings', async () => {
    const desk = await serveDesk();
    const run = await sit({ kind: 'answer', afterMs: 0 }, { desk: { url: desk.url, login: 'chen.jing', password: deskPassword } });
    await run.until(({ kind, detail }) => kind === 'state' && detail['phase'] === 'ready', 5_000);
    await desk.moveSeat('s-1001', { kind: 'reserved', reservation: { reservationId: 'r-100', callId: 'c-100', entryId: 'e-100' }, expiresAt: desk.now() + 30_000 });
    await desk.pop('s-1001', somePop);
    const pop = await run.until(({ kind }) => kind === 'pop', 5_000);
    await ringSeat(async (call) => {
      await call.dial(5);
      await call.hangUp();
    });
    const ring = await run.until(({ kind }) => kind === 'ring', 5_000);
    expect(pop.atMs).toBeLessThanOrEqual(ring.atMs);
    expect(pop.detail).toMatchObject({ callId: 'c-100', match: 'one' });
    await run.close();
    await desk.close();
  });

  it('is told plainly that the desk is not there', async () => {
    await expect(sit({ kind: 'busy' }, { desk: { url: 'http://127.0.0.1:1', login: 'x', password: 'y' } })).rejects.toThrow('the desk does not answer at http://127.0.0.1:1: is the server up?');
  });
});
