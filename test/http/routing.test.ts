import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pick } from '../../src/core/match/pick.ts';
import { entry, NOW, seat } from '../core/match/made.ts';
import { createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
beforeEach(async () => {
  desk = await serveDesk();
  client = createDeskClient(desk.url);
});
afterEach(() => desk.close());

const CALL = '0193a000-0000-7000-8000-000000000001';

describe('the routing of a call', () => {
  it('tells each decision with its seats and reasons, and that it comes to the same seat again (field note 36)', async () => {
    const seats = [seat('s-1001', { skills: [{ queue: 'general', level: 8 }] }), seat('s-1002'), seat('s-1003', { licensedUntil: 1 })];
    const [routed] = pick({ entries: [entry('1', { callId: CALL })], seats, ...NOW });
    desk.routing.kept.set(CALL, [routed?.decision ?? expect.fail()]);
    desk.routing.owners.set(CALL, ['a-1001']);
    await client.signIn();
    const routing = await client.read(`/api/calls/${CALL}/routing`);
    expect(routing.waiting).toBeNull();
    expect(routing.decisions).toMatchObject([{ seatId: 's-1001', queue: 'general', isReproduced: true, more: 0 }]);
    expect(routing.decisions[0].seats.map((one: { seatId: string; result: string }) => [one.seatId, one.result])).toEqual([['s-1001', 'chosen'], ['s-1002', 'ranked-lower'], ['s-1003', 'no-licence']]);
  });

  it('of one that waits tells what each seat says, and that nobody has the skill', async () => {
    desk.routing.floorNow = { entries: [entry('1', { callId: CALL, queue: 'opera' })], seats: [{ seat: seat('s-1001'), phase: 'ready' }, { seat: seat('s-1002'), phase: 'talking' }] };
    desk.routing.skilled = async () => 0;
    desk.routing.owners.set(CALL, []);
    await client.signIn('zhao.min');
    const { waiting } = await client.read(`/api/calls/${CALL}/routing`);
    expect(waiting).toMatchObject({ queue: 'opera', place: 1, nobodyHasSkill: true });
    expect(waiting.seats.map(({ why }: { why: string }) => why)).toEqual(['no-skill', 'no-skill']);
  });

  it('is for who had part in the call, and for the compliance series; a call that is not there is 404', async () => {
    desk.routing.owners.set(CALL, ['a-1002']);
    await client.signIn();
    expect((await client.get(`/api/calls/${CALL}/routing`)).status).toBe(403);
    expect((await client.get('/api/calls/0193a000-0000-7000-8000-000000000002/routing')).status).toBe(404);
    expect((await client.get('/api/calls/nonsense/routing')).status).toBe(400);
  });
});
