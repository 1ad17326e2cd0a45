import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { identify, isAlive, startTicksOf, type ProcessRecord } from '../../src/lab/process-identity.ts';
import { readLiveRecord, saveRecord } from '../../src/lab/part-record.ts';
import { createSupervision, type Supervision } from '../../src/lab/supervision.ts';
import type { PartEvent } from '../../src/lab/watched-part.ts';
import { makeFolder, shellPart, until } from './support.ts';

let place: ReturnType<typeof makeFolder>;
let events: PartEvent[];
let opened: Supervision[];
beforeEach(() => {
  place = makeFolder();
  events = [];
  opened = [];
});
afterEach(async () => {
  for (const supervision of opened) {
    await supervision.stop('part');
    supervision.close();
  }
  place.remove();
});

function supervise(): Supervision {
  const supervision = createSupervision({ runDir: place.runDir, logDir: place.logDir, diesWithParent: true, onEvent: (event) => { events.push(event); } });
  opened.push(supervision);
  return supervision;
}
const kinds = (): string[] => events.map((event) => event.kind);
const exitsSoFar = () => events.filter((event) => event.kind === 'exited');
const sleeper = () => shellPart('part', 'exec sleep 1000', place);

describe('a part that ends', () => {
  test('is started again at once', async () => {
    const supervision = supervise();
    supervision.start(sleeper());
    const first = supervision.kill('part', 'SIGKILL');
    const second = await until('a second process', () => [supervision.pid('part')].find((pid) => pid !== undefined && pid !== first));
    expect(exitsSoFar()).toMatchObject([{ pid: first, restartInMs: 0 }]);
    expect(startTicksOf(second)).toBeDefined();
    expect(startTicksOf(first)).toBeUndefined();
  });

  test('again and again is tried more slowly, but never given up', async () => {
    supervise().start(shellPart('part', 'exit 7', place));
    await until('five ends', () => exitsSoFar().length >= 5);
    expect(exitsSoFar().slice(0, 5).map((event) => event.restartInMs)).toEqual([0, 100, 300, 1_000, 2_000]);
    expect(exitsSoFar()[0]).toMatchObject({ code: 7 });
  });

  test('because its program is not there is reported and tried again', async () => {
    supervise().start({ ...sleeper(), command: ['/nowhere/program'] });
    await until('two ends', () => exitsSoFar().length >= 2);
    expect(kinds().slice(0, 2)).toContain('started');
  });

  test('its output is in its log', async () => {
    supervise().start(shellPart('part', 'echo to-out; echo to-err >&2; exec sleep 1000', place));
    const log = path.join(place.logDir, 'part.log');
    await until('both lines', () => existsSync(log) && readFileSync(log, 'utf8') === 'to-out\nto-err\n');
  });
});

describe('a part without a heartbeat that takes questions and gives no answer', () => {
  test('is told silent, then killed and started again, once its limit is over', async () => {
    const supervision = supervise();
    supervision.start({ ...sleeper(), ready: async () => ({ ready: false, detail: '', isSilent: true }), answers: { frozenAfterMs: 4_500 } });
    const first = supervision.pid('part');
    await until('another process', () => [supervision.pid('part')].find((pid) => pid !== undefined && pid !== first));
    expect(kinds()).toEqual(['started', 'silent', 'frozen', 'exited', 'started']);
  });
});

describe('a frozen part', () => {
  const beating = (): ReturnType<typeof shellPart> => {
    const heartbeatFile = path.join(place.folder, 'heartbeat');
    return shellPart('part', `while :; do touch ${heartbeatFile}; sleep 0.2; done`, { folder: place.folder, heartbeatFile });
  };

  test('is killed and started again', async () => {
    const supervision = supervise();
    supervision.start(beating());
    await until('a beat', () => existsSync(path.join(place.folder, 'heartbeat')));
    const first = supervision.kill('part', 'SIGSTOP');
    await until('another process', () => supervision.pid('part') !== undefined && supervision.pid('part') !== first);
    expect(kinds()).toEqual(['started', 'frozen', 'exited', 'started']);
    expect(events[1]).toMatchObject({ pid: first });
  });
});

describe('stopping', () => {
  test('ends a part that ignores the first signal, and leaves no record', async () => {
    const supervision = supervise();
    supervision.start(shellPart('part', 'trap "" TERM; echo up; while :; do sleep 0.1; done', { folder: place.folder, graceMs: 200 }));
    const pid = supervision.pid('part') ?? 0;
    await until('it is up', () => readFileSync(path.join(place.logDir, 'part.log'), 'utf8').includes('up'));
    await supervision.stop('part');
    expect(startTicksOf(pid)).toBeUndefined();
    expect(existsSync(path.join(place.runDir, 'part.json'))).toBe(false);
    expect(exitsSoFar()).toMatchObject([{ restartInMs: null }]);
  });

  test('ends a frozen part too', async () => {
    const supervision = supervise();
    supervision.start(sleeper());
    const pid = supervision.kill('part', 'SIGSTOP');
    await supervision.stop('part');
    expect(startTicksOf(pid)).toBeUndefined();
  });
});

describe('the next supervisor', () => {
  test('adopts what runs, and restarts it when it ends', async () => {
    const before = supervise();
    before.start(sleeper());
    const first = before.pid('part') ?? 0;
    before.close();
    opened.pop();
    events = [];
    const after = supervise();
    after.start(sleeper());
    expect(events).toEqual([{ kind: 'adopted', part: 'part', pid: first }]);
    after.kill('part', 'SIGKILL');
    await until('a new process', () => after.pid('part') !== undefined && after.pid('part') !== first);
  });

  test('does not take a stranger under an old pid for its part', () => {
    const stranger: ProcessRecord = { ...identify(process.pid, new Date()), startTicks: 1 };
    const supervision = supervise();
    saveRecord(place.runDir, 'part', stranger);
    expect(readLiveRecord(place.runDir, 'part')).toBeUndefined();
    supervision.start(sleeper());
    expect(supervision.pid('part')).not.toBe(process.pid);
    expect(kinds()).toEqual(['started']);
  });
});

describe('a record', () => {
  test('of this process is believed', () => { expect(isAlive(identify(process.pid, new Date()))).toBe(true); });
  test('from before the machine was restarted is not', () => { expect(isAlive({ ...identify(process.pid, new Date()), bootId: 'another' })).toBe(false); });
  test('that is half written is not', () => {
    supervise();
    writeFileSync(path.join(place.runDir, 'part.json'), '{"pid":');
    expect(readLiveRecord(place.runDir, 'part')).toBeUndefined();
  });
});
