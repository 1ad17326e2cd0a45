/** What other systems are told while things die: a webhook that says 500, is away, is cut off by kill -9 of the worker; a socket cut off by kill -9 of the server. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventOfFact } from '../../src/app/api/event-of-fact.ts';
import type { CallbackReport } from '../../src/cli/callback-report.ts';
import { voiceOf } from '../../src/lab/sip/voice.ts';
import type { Caller } from '../calls/support/caller.ts';
import { runHotline } from '../calls/support/command.ts';
import { type Hotline, openHotline } from '../calls/support/hotline.ts';
import { hurryQueues } from '../calls/support/queue-pace.ts';
import { voiceShare } from '../calls/support/sound.ts';
import { openStage, type Stage } from '../calls/support/stage.ts';
import { found, until } from '../calls/support/until.ts';
import { type EventClient, listenToEvents } from './support/event-client.ts';
import { figure, moment, ownedAgain } from './support/outage.ts';
import { openWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.ts';

const SECRET = 'a secret that both sides know, 42 characters';
const TARGET = `crm-${Date.now().toString(36)}`;
const KNOWN_CLIENT = '13800138006';
const LIMIT_MS = 60_000;

let hotline: Hotline;
let stage: Stage;
let restoreQueues: () => Promise<void>;
let crm: WebhookReceiver;
let socket: EventClient;
let webhooksFile: string;
let since: Date;

const placeOf = async () => (await hotline.records.sql<{ n: number; tries: number; reason: string | null }>('select delivered_n as n, tries, last_reason as reason from webhook_delivery where target = $1', [TARGET]))[0];
async function restartWorker(): Promise<void> {
  await hotline.parts.halt('worker');
  await hotline.parts.start('worker');
  await hotline.parts.ready('worker');
}

beforeAll(async () => {
  hotline = await openHotline();
  stage = openStage(hotline);
  restoreQueues = await hurryQueues(hotline, { ringMs: 20_000, acwMs: 500 });
  crm = await openWebhookReceiver(SECRET);
  webhooksFile = path.join(hotline.config.home, 'webhooks.json');
  writeFileSync(webhooksFile, JSON.stringify({ webhooks: [{ name: TARGET, url: crm.url, secret: SECRET }] }), { mode: 0o600 });
  await restartWorker();
  const { n } = await found('the target has its place', placeOf, LIMIT_MS);
  since = new Date();
  const made = await runHotline(hotline.config, ['api-token', 'make', '--name', TARGET, '--scopes', 'events', '--by', 'test']);
  const token = /^hotline_\S+$/m.exec(made.stdout)?.[0] ?? '';
  socket = listenToEvents({ port: hotline.config.ports.http, token, after: n });
  await until('the socket is open', async () => socket.isOpen(), LIMIT_MS);
});
afterAll(async () => {
  socket?.close();
  if (webhooksFile !== undefined) rmSync(webhooksFile, { force: true });
  await hotline?.records.sql(`update callback_case set state = 'cancelled', cancelled_at = now(), cancelled_reason = 'test over' where state in ('pending', 'attempting')`);
  await hotline?.records.sql('delete from webhook_delivery where target = $1', [TARGET]);
  await hotline?.records.sql('update api_token set revoked_at = now(), revoked_by = $1 where name = $1', [TARGET]);
  if (hotline !== undefined) await restartWorker();
  await crm?.goAway();
  await stage?.clear();
  await restoreQueues?.();
  await hotline?.close();
});

/** Ids of all that is to be told of what happened since the target was known. */
async function dueIds(): Promise<string[]> {
  const rows = await hotline.records.sql<{ callId: string | null; subject: string; seq: number; at: Date; kind: string; body: object }>(
    'select call_id as "callId", subject, seq, at, kind, body from fact where at >= $1 order by at', [since]);
  return rows.flatMap(({ kind, body, at, ...row }) => eventOfFact({ ...row, at: at.getTime(), fact: { ...body, kind } })?.id ?? []);
}
async function allIsTold(): Promise<void> {
  await until('every event has been told', async () => {
    const [due, ids, heard] = [await dueIds(), new Set(crm.taken().map(({ id }) => id)), new Set(socket.events.map(({ id }) => id))];
    const missing = due.filter((id) => !ids.has(id) || !heard.has(id));
    return missing.length === 0 || `${missing.length} of ${due.length} are missing, such as ${missing[0]}; place ${JSON.stringify(await placeOf())}`;
  }, LIMIT_MS);
}
const quickCall = async (number?: string): Promise<void> => {
  const caller = await hotline.caller(number === undefined ? {} : { number });
  await caller.hears('welcome');
  await caller.press('1');
  await caller.hears('quote.ask-code');
  await caller.hangUp();
};
const sequences = (events: readonly { sequence: string }[]): number[] => events.map(({ sequence }) => Number(sequence));

describe('another system is told', () => {
  it('of a callback from its opening to its sealed end, and of the calls between', async () => {
    const number = '13800138047';
    const agent = await stage.agent('1001', { kind: 'answer', afterMs: 100 });
    const client = await hotline.phones.client(number, { kind: 'answer', afterMs: 100 }, { voice: voiceOf(number) });
    const command = runHotline(hotline.config, ['callback', number, '--kind', 'new-account', '--max', '90', '--json']);
    // Sound of both sides must be there: a talk of nothing has no recording, and completes no callback.
    await until('both hear each other', async () => {
      const span = { untilMs: moment().ms, lastMs: 1_500 };
      const shares = [voiceShare(agent.frames(), number, span), voiceShare(client.calls()[0]?.frames() ?? [], agent.extension, span)];
      return shares.every((share) => share > 0.8) || shares.join(' ');
    }, LIMIT_MS);
    await agent.leg()?.hangUp();
    const { caseId, callId, outcome } = (await command).json<CallbackReport>();
    expect(outcome).toBe('completed');
    await allIsTold();
    const ofCase = crm.taken().filter(({ data }) => data['caseId'] === caseId);
    expect(ofCase.map(({ type, subject }) => [type, subject])).toEqual([['callback.opened', caseId], ['callback.attempted', caseId], ['callback.completed', caseId]]);
    expect(ofCase[1]?.data['callId']).toBe(callId);
    expect(crm.taken().filter(({ subject }) => subject === callId).map(({ type }) => type)).toEqual(expect.arrayContaining(['call.created', 'attempt.dispatched', 'queue.connected', 'attempt.outcome', 'call.ended', 'recording.sealed']));
  });

  it('again, with the same ids and a new signature, when it said 500', async () => {
    crm.behave('refuse');
    const caller = await hotline.caller();
    await caller.hears('welcome');
    await caller.press('2');
    await caller.hears('login.ask-account');
    await caller.press('10000005#420047');
    await caller.hears('account.menu');
    await caller.hangUp();
    const refused = await found('it was refused', async () => crm.of('refused')[0], LIMIT_MS);
    const before = crm.of('taken').length;
    crm.behave('take');
    await allIsTold();
    const ids = crm.of('taken')[before]?.events.map(({ id }) => id) ?? [];
    expect(ids.slice(0, refused.events.length)).toEqual(refused.events.map(({ id }) => id));
    expect(crm.taken().some(({ type }) => type === 'client.authenticated')).toBe(true);
  });

  it('of all it missed, in order, when it was away and is back (field note 59)', async () => {
    await crm.goAway();
    await Promise.all([quickCall(KNOWN_CLIENT), quickCall(), quickCall()]);
    await until('it was looked for twice', async () => ((await placeOf())?.tries ?? 0) >= 2, LIMIT_MS);
    expect(await placeOf()).toMatchObject({ reason: 'no connection' });
    await crm.comeBack();
    await allIsTold();
    const told = sequences(crm.taken());
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    expect(new Set(told).size).toBe(told.length);
  });
});

describe('kill -9', () => {
  it('of the server in the middle of calls: the socket goes on behind its last number, the webhook is told all', async () => {
    const [talker, inMenu]: Caller[] = [await stage.wantsPerson(), await hotline.caller()];
    await talker?.hearsVoice(LIMIT_MS);
    await inMenu?.hears('welcome');
    const returns = socket.returns();
    const killed = moment();
    const pid = await hotline.parts.kill('server', 'SIGKILL');
    await until('its process is gone', async () => (await hotline.parts.pid('server')) !== pid);
    await ownedAgain(hotline, killed, 'server killed while others listen');
    await Promise.all([talker?.hangUp(), inMenu?.hangUp()]);
    await until('the socket is back', async () => socket.returns() > returns && socket.isOpen(), LIMIT_MS);
    await allIsTold();
  });

  it('of the worker in the middle of a delivery: what was under way comes again, and nothing is lost', async () => {
    crm.behave('hold');
    await Promise.all([quickCall(), quickCall()]);
    const held = await found('a delivery is under way', async () => crm.of('held')[0], LIMIT_MS);
    const [killed, before] = [moment(), crm.of('taken').length];
    const pid = await hotline.parts.kill('worker', 'SIGKILL');
    crm.behave('take');
    await until('its process is gone', async () => (await hotline.parts.pid('worker')) !== pid);
    await quickCall();
    await allIsTold();
    figure(`worker killed in the middle of a delivery: all told ${Math.round(moment().ms - killed.ms)} ms later`);
    const again = new Set(crm.of('taken').slice(before).flatMap(({ events }) => events.map(({ id }) => id)));
    expect(held.events.filter(({ id }) => !again.has(id))).toEqual([]);
  });
});

describe('in all of it', () => {
  it('every body is signed, and none holds a phone number, an account or a name', async () => {
    expect(crm.deliveries.filter(({ isSigned }) => !isSigned)).toEqual([]);
    const bodies = [...crm.deliveries.map(({ body }) => body), JSON.stringify(socket.events)].join('\n');
    const names = await hotline.records.sql<{ name: string }>('select name from client union select display_name from agent');
    const kept = await hotline.records.sql<{ number: string }>('select number from phone_number where length(number) >= 7');
    expect(names.length > 0 && kept.length > 0).toBe(true);
    const alone = (digits: string): boolean => new RegExp(`(?<![0-9a-f])${digits}(?![0-9a-f])`).test(bodies);
    expect([...names.map(({ name }) => name).filter((name) => bodies.includes(name)), ...kept.map(({ number }) => number).filter(alone)]).toEqual([]);
    expect(['1[3-9]\\d{9}', '10000005', '420047'].filter(alone)).toEqual([]);
  });

  it('the socket had each number once, without a gap, and an id is one event wherever it is told', async () => {
    const numbers = sequences(socket.events);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(socket.gaps).toEqual([]);
    const heard = new Map(socket.events.map((event) => [event.id, event]));
    for (const event of crm.taken()) expect(event).toEqual(heard.get(event.id));
  });
});
