/** One kill -9 of the server while the phones of two clients ring. No phone rings twice, whatever became of the first time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallbackReport } from '../../src/cli/callback-report.ts';
import type { ClientPhone } from '../../src/lab/carrier/client-phone.ts';
import type { Party } from '../../src/lab/carrier/party.ts';
import type { SeatRun } from '../../src/lab/sip/seat-run.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import { type CommandRun, runHotline } from '../calls/support/command.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { linksOf, settledRecordings } from '../calls/support/recordings.ts';
import { voiceShare } from '../calls/support/sound.ts';
import { openStage, type Stage } from '../calls/support/stage.ts';
import { found, until } from '../calls/support/until.ts';
import { moment, ownedAgain } from './support/outage.ts';

interface Callback {
  number: string;
  client: ClientPhone;
  ring: Party;
  command: Promise<CommandRun>;
}

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
let agents: SeatRun[];
let answered: Callback;
let declined: Callback;

async function callBack(number: string): Promise<Callback> {
  const client = await hotline.phones.client(number, { kind: 'ring-for-ever' }, { voice: voiceOf(number) });
  const command = runHotline(hotline.config, ['callback', number, '--kind', 'new-account', '--max', '90', '--json']);
  const ring = await found(`${number} rings`, async () => client.calls()[0], 40_000);
  await until('the fact is kept', async () => (await hotline.records.factsOf(number)).some(({ kind }) => kind === 'client-dialled'));
  return { number, client, ring, command };
}

beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 5_000, acwMs: 1_000 });
  agents = [await stage.agent('1001', { kind: 'answer', afterMs: 100 }), await stage.agent('1002', { kind: 'answer', afterMs: 100 })];
  [answered, declined] = await Promise.all([callBack('13800138041'), callBack('13800138043')]);
  const killed = moment();
  const pid = await hotline.parts.kill('server', 'SIGKILL');
  await until('its process is gone', async () => (await hotline.parts.pid('server')) !== pid);
  const { ari } = hotline.phones.line;
  await ari.request('POST', `channels/${answered.ring.channelId}/answer`);
  await ari.request('POST', `bridges/${answered.ring.bridgeId}/addChannel`, { channel: answered.ring.channelId });
  await declined.ring.hangUp();
  await ownedAgain(hotline, killed, "server killed while clients' phones ring");
});
afterAll(async () => {
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.close();
});

describe("the server is killed (-9) while a client's phone rings", () => {
  it('who answered meanwhile talks to the agent, is recorded, and the callback is completed; the phone rang once [E-02]', async () => {
    const connected = await found('they talk', async () => (await hotline.records.factsOf(answered.number)).find(({ kind }) => kind === 'connected'));
    const seatId = 'seatId' in connected ? connected.seatId : '';
    const agent = agents.find(({ extension }) => seatId === `s-${extension}`) as SeatRun;
    await until('both hear each other', async () => {
      const span = { untilMs: moment().ms, lastMs: 1_000 };
      const shares = [voiceShare(agent.frames(), answered.number, span), voiceShare(answered.ring.frames(), agent.extension, span)];
      return shares.every((share) => share > 0.8) || shares.join(' ');
    });
    await agent.leg()?.hangUp();
    const run = await answered.command;
    const report = run.json<CallbackReport>();
    expect([run.exitCode, report.outcome]).toEqual([0, 'completed']);
    const [row] = await settledRecordings(hotline, report.callId ?? '');
    expect(await linksOf(hotline, row?.id ?? '')).toEqual(['expected', 'sealed']);
    expect(answered.client.calls()).toHaveLength(1);
  });

  it('what became of a ring that ended meanwhile is not guessed: unknown, and not dialled again', async () => {
    const run = await declined.command;
    const report = run.json<CallbackReport>();
    expect([run.exitCode, report.outcome]).toEqual([1, 'not-reached']);
    const attempts = await hotline.records.sql('select state, outcome, attempt_no from attempt where case_id = $1', [report.caseId]);
    expect(attempts).toEqual([{ state: 'ended', outcome: 'unknown', attempt_no: 1 }]);
    expect(declined.client.calls()).toHaveLength(1);
  });

  it('nothing is left over', async () => {
    await stage.clear();
    await hotline.nothingLeft();
  });
});
