/**
 * From the end of the key that enters a queue to the INVITE at a ready seat, with 200 seats signed in, beside app_queue; and the screen
 * pop at the seat's page against its INVITE.
 */
import { seatAgents } from './frame/many-seats.ts';
import { alternate, runBench } from './frame/run.ts';
import { quantile } from './frame/statistics.ts';
import type { World } from './frame/world.ts';

const SEATS = 200;

async function measure(world: World, name: 'ours' | 'peer', isQuick: boolean): Promise<Record<string, number>> {
  const got = await world.load.queue(name, {
    peer: world.sip[name], to: name === 'ours' ? world.ours.settings.dnis : '95501', ...(isQuick ? { calls: 2, atOnce: 1 } : { calls: 20, atOnce: 1 }), welcomeFrame: world.firstFrame('welcome'), menuFrame: world.firstFrame('main.menu'),
  });
  const pop = got.popMs.length === 0 ? {} : { popP50: quantile(got.popMs, 0.5), popP95: quantile(got.popMs, 0.95), popMost: Math.max(...got.popMs), pops: got.popMs.length };
  return { inviteP50: quantile(got.inviteMs, 0.5), inviteP99: quantile(got.inviteMs, 0.99), invites: got.inviteMs.length, missed: got.missed, ...pop };
}

await runBench({
  name: 'invite',
  world: { seats: SEATS },
  async measure(world, { pairs, isQuick }) {
    const { settings } = world.ours;
    const seats = await seatAgents(settings);
    await world.load.openSeats('ours', { seats, registrar: world.sip.ours, deskUrl: `http://127.0.0.1:${settings.ports.http}` });
    const phones = Object.entries(world.peer.config.secrets.seatPasswords).map(([extension, password]) => ({ extension, password, cookie: '' }));
    await world.load.openSeats('peer', { seats: phones, registrar: world.sip.peer, deskUrl: null });
    console.log(`  ${seats.length} seats signed in, with a page each`);
    return alternate({ pairs, ours: () => measure(world, 'ours', isQuick), peer: () => measure(world, 'peer', isQuick) });
  },
});
