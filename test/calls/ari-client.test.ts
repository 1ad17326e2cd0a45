/** The whole hotline with HOTLINE_ARI_DRIVER=ari-client, in an environment of its own: the product must not notice. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallReport } from '../../src/lab/carrier/call-script.ts';
import type { SeatEvent } from '../../src/lab/sip/seat-run.ts';
import { aroundEnvironment, type Hotline } from './support/around-environment.ts';
import { runHotline } from './support/command.ts';
import { controlOf, type HostedEnvironment } from './support/environment-link.ts';
import { startWholeHotline } from './support/whole-environment.ts';

let hosted: HostedEnvironment;
let hotline: Hotline;
beforeAll(async () => {
  hosted = await startWholeHotline({ HOTLINE_ARI_DRIVER: 'ari-client' });
  const { home, portBase } = hosted.environment.settings;
  hotline = await aroundEnvironment({ home, portBase, parts: controlOf(hosted) });
}, 180_000);
afterAll(async () => {
  await hotline?.nothingLeft();
  await hotline?.close();
  await hosted?.environment.stop();
});

interface LogLine {
  readonly msg?: string;
  readonly driver?: string;
}
/** What server processes wrote, stdout and stderr alike; throws at a line that is no JSON. */
const logged = (): readonly LogLine[] => readFileSync(hosted.environment.part('server').log, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as LogLine);

describe.concurrent('./hotline call with driver ari-client', () => {
  it('hears its quote and is served; the server writes nothing but JSON lines', async () => {
    const run = await runHotline(hotline.config, ['call', '--from', hotline.freshNumber(), '--keys', '1,600519#', '--json']);
    const report = run.json<CallReport>();
    expect([run.exitCode, report.outcome]).toEqual([0, 'served']);
    expect(report.steps.flatMap((step) => (step.kind === 'prompt' ? step.promptIds : []))).toContain('name.600519');
    expect(logged().filter(({ msg }) => msg === 'connected to Asterisk').map(({ driver }) => driver)).toEqual(['ari-client']);
  });

  it('talks to a seat that is rung', async () => {
    const seat = runHotline(hotline.config, ['seat', '1001', '--auto-answer', '500', '--calls', '1', '--json']);
    const run = await runHotline(hotline.config, ['call', '--from', hotline.freshNumber(), '--keys', '0', '--hold', '3', '--json']);
    expect([run.exitCode, run.json<CallReport>().outcome]).toEqual([0, 'talked']);
    const { exitCode, stdout } = await seat;
    expect(exitCode).toBe(0);
    expect(stdout.trim().split('\n').map((line) => (JSON.parse(line) as SeatEvent).kind)).toEqual(expect.arrayContaining(['pop', 'ring', 'answered', 'talking', 'ended']));
  });
});

describe('the hotline with driver ari-client', () => {
  it('goes on after its Asterisk was killed: connected again, the next caller is served', async () => {
    await hotline.parts.kill('pbx', 'SIGKILL');
    await hotline.parts.ready('pbx');
    await hotline.parts.ready('server');
    const caller = await hotline.caller();
    await caller.hears('welcome', 30_000);
    await caller.hangUp();
    expect(logged().filter(({ msg }) => msg === 'connected to Asterisk')).toHaveLength(2);
    expect((await hotline.parts.events()).filter((event) => event.part === 'server' && event.kind !== 'started')).toEqual([]);
  });
});
