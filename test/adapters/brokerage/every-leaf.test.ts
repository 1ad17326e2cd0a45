/**
 * Every leaf of the menus in both languages without a phone: the shipped flows, the machine and the vault of a call, the simulator over
 * HTTP, the house over memory. What is real calls' own (sound, SIP) is walked by `./hotline test soak menus`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrokerageAnswerer } from '../../../src/adapters/brokerage/answerer.ts';
import { createBrokerage, type Brokerage } from '../../../src/adapters/brokerage/client.ts';
import { demoBrokerageAccounts, demoBrokerageClients } from '../../../src/adapters/postgres/demo/clients.ts';
import { createDispatch } from '../../../src/app/house/dispatch.ts';
import type { Answerer } from '../../../src/app/house/answerer.ts';
import { createSecret } from '../../../src/app/secret.ts';
import { readCatalogues } from '../../../src/cli/flows/surroundings.ts';
import { callIn, type Caller } from '../../../src/cli/flows/walk/caller.ts';
import { createWalkWorld, type WalkWorld } from '../../../src/cli/flows/walk/walk-world.ts';
import { operations } from '../../../src/contract/operations/table.ts';
import { leaves, type Leaf } from '../../calls/support/leaves.ts';
import { shippedFlows } from '../../core/call/script.ts';
import { createHouseWorld } from '../../stories/house/house-world.ts';
import { startSimulator, type RunningSimulator } from './simulator-process.ts';

const monday = '2026-11-23T10:30';
const project = new URL('../../../', import.meta.url).pathname;
let simulator: RunningSimulator;
let brokerage: Brokerage;
let answerer: Answerer;
let walk: WalkWorld;

beforeAll(async () => {
  simulator = await startSimulator(['--now', `${monday}:00+08:00`]);
  await simulator.control.putClients(demoBrokerageClients());
  await simulator.control.putAccounts(demoBrokerageAccounts());
  brokerage = createBrokerage({ baseUrl: simulator.baseUrl, timeoutMs: 5_000 });
  answerer = createBrokerageAnswerer({ brokerage, clips: { clipFor: async () => 'live.text' } });
  walk = createWalkWorld(shippedFlows, await readCatalogues({ flowsDir: `${project}ivr-flows`, projectRoot: project }));
});
afterAll(async () => {
  await brokerage.close();
  await simulator.stop();
});

let calls = 0;

/** Presses as a person does, after each prompt, and answers what is asked by who really answers it. */
async function walkTo(leaf: Leaf, language: 'zh-CN' | 'en'): Promise<readonly string[]> {
  const place = leaf.clients?.[language === 'en' ? 1 : 0];
  const client = place === undefined ? null : (demoBrokerageClients()[place] ?? null);
  const callId = `call-${String((calls += 1))}`;
  const house = createHouseWorld({ now: monday, numberToken: 'a-number', language, brokerage: answerer, ...(client === null ? {} : { clientMatches: [client.clientId] }) });
  const dispatch = createDispatch({ operations, brokerage: answerer, house: house.house, owners: house.owners });
  const caller = callIn({ world: walk.world, dials: '95500', at: Date.parse(`${monday}:00+08:00`), isEmergency: false, clients: client === null ? [] : [client.clientId] });
  const heard: string[] = [];
  const keyed: string[] = [];
  const ask = async (): Promise<void> => {
    for (let question = caller.asked(); question !== null; question = caller.asked()) {
      const names = Object.keys(question.held);
      const held = Object.fromEntries(names.map((name, at) => [name, createSecret(keyed.at(at - names.length) ?? '')]));
      caller.answer(await dispatch({ ...question, held, callId, language, requestId: `${callId}.${question.requestId}` }));
      listen(caller, heard);
    }
  };
  listen(caller, heard);
  for (const [keys, hears] of [...(language === 'en' ? [['9', 'main.menu'] as const] : []), ...leaf.steps]) {
    const before = keys === '' ? 0 : heard.length;
    if (keys === '#speak') {
      caller.wait(4_000);
      caller.press('#');
      await house.messages.file({ callId, recordingId: callId, box: 'message', durationMs: 4_000 });
    } else if (keys !== '') {
      const digits = keys.replace('PIN', `42${String(place ?? 0).padStart(3, '0')}7`);
      keyed.push(digits.replace('#', ''));
      caller.press(digits);
    }
    listen(caller, heard);
    await ask();
    expect(heard.slice(before), `${keys} leads to ${hears}; the call is at ${caller.node()}`).toContain(hears);
  }
  return heard;
}

function listen(caller: Caller, heard: string[]): void {
  caller.listen();
  heard.push(...caller.heard().flatMap(({ clips }) => clips));
}

describe.each(['zh-CN', 'en'] as const)('in %s [M-02] [M-09] [M-12] [M-13] [M-14] [P-01]', (language) => {
  it.each(leaves.map((leaf) => [leaf.title, leaf] as const))('%s', async (_, leaf) => {
    const heard = await walkTo(leaf, language);
    expect(heard).not.toContain('degraded');
  });
});
