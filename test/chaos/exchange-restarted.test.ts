import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { type LabEnvironment, startEnvironment } from '../../src/lab/environment.ts';
import { claimPortBase } from '../../src/lab/port-base.ts';
import type { PartEvent } from '../../src/lab/watched-part.ts';
import { until } from '../calls/support/until.ts';
import { figure, moment } from './support/outage.ts';

const LIMIT_MS = 7_000;
const events: PartEvent[] = [];
let environment: LabEnvironment;
let release: () => void = () => undefined;
beforeAll(async () => {
  const claim = await claimPortBase(loadSettings().portBase);
  release = claim.release;
  environment = await startEnvironment({
    home: mkdtempSync(path.join(tmpdir(), 'hotline-frozen-')), portBase: claim.portBase, parts: ['pbx', 'postgres'], database: 'empty', prompts: false, removeAfter: true,
    env: { HOTLINE_ASTERISK_FROZEN_LIMIT_MS: String(LIMIT_MS) }, onEvent: (event) => events.push(event),
  });
}, 120_000);
afterAll(async () => {
  await environment?.stop();
  release();
});
const kindsOf = (part: string): string[] => events.filter((event) => event.part === part).map(({ kind }) => kind);

describe('a part that stays frozen (SIGSTOP)', () => {
  it('Asterisk is told silent, and after its bound killed and started again; PostgreSQL is told silent, and left to people', async () => {
    const stopped = moment();
    const pids = { pbx: environment.kill('pbx', 'SIGSTOP'), postgres: environment.kill('postgres', 'SIGSTOP') };
    await until('Asterisk is another process', async () => kindsOf('pbx').filter((kind) => kind === 'started').length === 2, 60_000);
    await environment.ready('pbx');
    figure(`Asterisk frozen for good, bound ${LIMIT_MS} ms: a new one answers ${Math.round(moment().ms - stopped.ms)} ms after it froze`);
    expect(kindsOf('pbx')).toEqual(['started', 'silent', 'frozen', 'exited', 'started']);
    expect([environment.part('pbx').pid === pids.pbx, environment.part('postgres').pid]).toEqual([false, pids.postgres]);
    expect(kindsOf('postgres')).toEqual(['started', 'silent']);
    environment.kill('postgres', 'SIGCONT');
    await until('PostgreSQL answers', async () => kindsOf('postgres').at(-1) === 'answers', 20_000);
  });
});
