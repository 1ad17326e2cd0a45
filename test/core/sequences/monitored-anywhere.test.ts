/**
 * A talk that a supervisor listens to, whispers into, barges into and takes over, command by command; then again for every command, with
 * somebody leaving, the exchange in a mood, or the server killed just before or after it. The loop is the test.
 */
import { describe, expect, it } from 'vitest';
import { createTestWorld } from '../call/script.ts';
import { SUPERVISORS_SEAT } from './acd.ts';
import { callerOf, makers, SUPERVISOR } from './event-makers.ts';
import { createFloor, type Box, type Floor } from './floor.ts';
import { make } from './moves.ts';
import { drain, goOn } from './natural.ts';
import { expectAfterStep, expectAtTheEnd, expectWhenCalm } from './promises.ts';
import { settle } from './run.ts';
import type { Mishap } from './telephone.ts';

interface Director {
  readonly before?: (index: number, floor: Floor, box: Box) => void;
  readonly after?: (index: number, floor: Floor, box: Box) => void;
  readonly mishap?: (index: number) => Mishap | null;
}

const world = createTestWorld();
const LONGEST_WAY = 60;

function toTalk(): { floor: Floor; box: Box } {
  const floor = createFloor(world, ['c1'], ['s-1001', SUPERVISORS_SEAT], expectAfterStep);
  const [box] = floor.boxes;
  if (box === undefined) throw new Error('no call');
  floor.telephone.arrive('c1', callerOf('c1'));
  const first = makers['call-arrived'](floor, box, 0);
  if (first !== null) floor.post(box, first);
  for (let step = 0; step < LONGEST_WAY; step += 1) {
    drain(floor, box);
    const { activity } = box.state;
    if (activity.phase === 'conversation' && activity.step === 'connected') break;
    goOn(floor, box, 0);
  }
  expect(box.state.activity).toMatchObject({ phase: 'conversation', step: 'connected' });
  return { floor, box };
}

/** Returns how many commands it took. */
function play(director: Director = {}): { commands: number; floor: Floor; box: Box } {
  const { floor, box } = toTalk();
  let index = 0;
  const carryOut = (): void => {
    for (;;) {
      for (let event = box.coming.shift(); event !== undefined; event = box.coming.shift()) floor.post(box, event);
      const lane = box.lanes.telephony.length > 0 ? 'telephony' : box.lanes.store.length > 0 ? 'store' : null;
      if (lane === null) return;
      director.before?.(index, floor, box);
      floor.perform(box, lane, { mishap: director.mishap?.(index) ?? null, isDoneAllTheSame: false });
      director.after?.(index, floor, box);
      index += 1;
    }
  };
  const wish = (to: 'listen' | 'whisper' | 'barge' | 'take-over'): void => {
    floor.post(box, { kind: 'monitor-change-asked', seatId: SUPERVISORS_SEAT, to });
    carryOut();
  };
  floor.post(box, { kind: 'monitor-asked', ...SUPERVISOR, mode: 'listen' });
  carryOut();
  const legs = legsOf(box);
  if (legs.supervisor !== undefined) floor.telephone.answer(legs.supervisor);
  carryOut();
  for (const to of ['whisper', 'barge', 'listen', 'take-over'] as const) wish(to);
  drain(floor, box);
  expectWhenCalm(floor);
  const commands = index;
  settle(floor);
  expectAtTheEnd(floor);
  return { commands, floor, box };
}

function legsOf(box: Box): { client: string; agent: string | undefined; supervisor: string | undefined; ear: string | undefined } {
  const seats = box.commands.flatMap((command) => (command.kind === 'create-seat-leg' ? [command.channelId] : []));
  return { client: callerOf('c1'), agent: seats[0], supervisor: seats[1], ear: box.commands.findLast(({ kind }) => kind === 'create-snoop')?.['channelId' as never] };
}

const whole = play();

describe('a monitored talk, command by command', () => {
  it('goes as it should: the supervisor leads it at last, and nothing is left', () => {
    expect(whole.commands).toBeGreaterThan(25);
    expect(whole.box.facts.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['monitor-started', 'monitor-changed', 'monitor-ended', 'transferred-to-seat']));
    expect(whole.floor.acd.seats.get(SUPERVISORS_SEAT)?.phase).not.toBe('talking');
  });

  it.each(['client', 'agent', 'supervisor', 'ear'] as const)('the %s goes just before and just after each (misfortune 3) (field note 18)', (who) => {
    let left = 0;
    for (let at = 0; at < whole.commands; at += 1) {
      for (const when of ['before', 'after'] as const) {
        play({
          [when]: (index: number, floor: Floor, box: Box) => {
            const channelId = legsOf(box)[who];
            if (index === at && channelId !== undefined && floor.telephone.end(channelId, { cause: 16, sipCode: null })) left += 1;
          },
        });
      }
    }
    expect(left, 'nobody ever left').toBeGreaterThan(10);
  });

  it.each(['gone', 'not-possible', 'unknown'] as const)('each is answered with %s', (mishap) => {
    for (let at = 0; at < whole.commands; at += 1) play({ mishap: (index) => (index === at ? mishap : null) });
  });

  it('the server is killed around each (misfortune 16)', () => {
    for (let at = 0; at < whole.commands; at += 1)
      for (const when of ['before', 'after'] as const) play({ [when]: (index: number, floor: Floor) => { if (index === at) make(floor, { move: 'server-restarts' }); } });
  });
});
