/**
 * A whole call over HTTP: the runner, the real driver, and the staged Asterisk with its people: a caller who keys what the prompt she
 * hears asks for, agents who answer, an agent who hangs up. Patience is short: whatever happens, people leave at last.
 */
import { createDirectTelephony } from '../../../../src/adapters/asterisk/direct-telephony.ts';
import { createFloor, type Floor } from '../../../stories/runner/acted/floor.ts';
import { clock, createServer, type Server } from '../../../stories/runner/acted/server.ts';
import { silentLog } from '../../../stories/runner/fakes.ts';
import { openStagedAsterisk, type StagedAsterisk, type Staging } from './staged-asterisk.ts';

const LOOK_MS = 15;
const TALK_MS = 60;
const CLIENT_PATIENCE_MS = 9_000;
const LIMIT_MS = 20_000;
const NORMAL = { cause: 16, sipCode: 0, isLocal: false };

/** Clip -> keys. */
const KEYS: readonly (readonly [string, string])[] = [['quote.after', '0#'], ['quote.ask-code', '600519'], ['main.menu', '1']];

export interface WholeCall {
  readonly floor: Floor;
  readonly asterisk: StagedAsterisk;
  readonly isOver: boolean;
  readonly hasTalked: boolean;
  readonly stagedTimes: number;
  left(): string;
}

export async function placeWholeCall(request: RegExp, staging: Staging, times: number): Promise<WholeCall> {
  const asterisk = await openStagedAsterisk();
  const telephony = createDirectTelephony({
    ariUrl: asterisk.url, username: 'hotline', password: 'x', app: 'hotline-s1', node: 's1', catalogue: { pathOf: (clipId) => `/p/${clipId}` }, trunkEndpoint: 'carrier',
    hotlineNumber: '95500', logger: silentLog, clock: clock(), requestTimeoutMs: 150, connectionTimings: { pingMs: 200, missedPongs: 3, firstRetryMs: 20, lastRetryMs: 100, wordMs: 3_000, missedWords: 2 },
  });
  const floor = createFloor(clock().now);
  const server = createServer(floor, { connect: () => ({ telephony, die: () => undefined }) });
  for (const extension of floor.acd.seats.keys()) asterisk.calls.setManner(extension, 'answers');
  await server.engine.start();
  const staged = asterisk.stage(request, staging, times);
  let isGone = false;
  const caller = asterisk.calls.arrive('13800138000', { up: () => undefined, end: () => { isGone = true; } });
  const began = performance.now();
  const people = employ(asterisk, caller);
  let isOver = false;
  while (!isOver && performance.now() - began < LIMIT_MS) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    people.look();
    floor.work();
    server.look();
    if (performance.now() - began > CLIENT_PATIENCE_MS) asterisk.calls.hangUp(caller, NORMAL);
    isOver = isGone && isQuiet(floor, asterisk, server);
  }
  const left = (): string => JSON.stringify({
    calls: [...floor.calls.rows.values()].map(({ state }) => state.activity), seats: [...floor.acd.seats.values()].map(({ phase }) => phase), channels: asterisk.calls.channels(), bridges: asterisk.calls.bridges(),
    boxes: server.runner.calls.all().length,
  });
  const end = { floor, asterisk, isOver, hasTalked: people.hasTalked(), stagedTimes: staged(), left };
  const text = left();
  await server.engine.stop();
  server.kill();
  await asterisk.close();
  return { ...end, left: () => text };
}

function isQuiet(floor: Floor, asterisk: StagedAsterisk, server: Server): boolean {
  const isBusy = [...floor.acd.seats.values()].some(({ phase }) => phase === 'reserved' || phase === 'ringing' || phase === 'talking');
  return floor.calls.rows.size + floor.acd.entries.size + floor.inboxRows.length + asterisk.calls.channels().length + asterisk.calls.bridges().length + server.runner.calls.all().length === 0 && !isBusy;
}

function employ(asterisk: StagedAsterisk, caller: string) {
  let read = 0;
  let hasTalked = false;
  const later = (work: () => void, ms: number): void => void setTimeout(() => { if (asterisk.calls.channels().includes(caller)) work(); }, ms);
  return {
    hasTalked: () => hasTalked,
    look: () => {
      for (const { line, params } of asterisk.sent.slice(read)) {
        const media = JSON.stringify(params['media'] ?? '');
        const keys = line.includes(`/${caller}/play/`) ? KEYS.find(([clip]) => media.includes(clip))?.[1] : undefined;
        if (keys !== undefined) later(() => asterisk.calls.press(caller, keys), 30);
      }
      read = asterisk.sent.length;
      const pair = asterisk.calls.talking().find((members) => members.includes(caller));
      const seat = pair?.find((channelId) => channelId !== caller);
      if (seat === undefined || hasTalked) return;
      hasTalked = true;
      setTimeout(() => asterisk.calls.hangUp(seat, NORMAL), TALK_MS);
    },
  };
}
