import { expect, it } from 'vitest';
import { createPops } from '../../src/app/desk/pop.ts';
import type { Pop } from '../../src/core/call/commands.ts';
import { flowOfText } from '../core/call/script.ts';

const main = (title: string) => flowOfText(`id: main
version: 1
dnis: ["95500"]
entry: top
onFault: end
limits: { then: end }
nodes:
  top: { kind: say, title: { zh-CN: ${title} }, say: [welcome], next: end }
  end: { kind: hangup, say: [goodbye] }
`);
const login = flowOfText(`id: login
version: 1
entry: tell
nodes:
  tell: { kind: say, title: { zh-CN: 登录, en: Login }, say: [welcome], next: back }
  back: { kind: return, exit: ok }
`);
const flows = new Map([['main 1', main('旧菜单')], ['main 2', main('新菜单')], ['login 1', login]]);
const pops = createPops({
  clients: { byIds: async () => [] }, numbers: { reveal: async () => null }, audit: { note: async () => undefined },
  flows: { flow: (id, release) => flows.get(`${id} ${release}`) ?? null }, now: () => 0,
});
const titles = async (of: Pick<Pop, 'flowId' | 'release'>) => {
  const pop = { callId: 'c', direction: 'inbound', queue: 'general', numberToken: null, dnis: '95500', ivrPath: ['top', 'login/tell', 'end'], answers: {}, clientMatches: [], waitedMs: 0, caseId: null, recordingId: 'r', ...of };
  return (await pops.show({ stream: 'seat:s', n: 1, kind: 'pop', at: 0, body: pop }, { agentId: 'a', heldCallId: null, requestId: 'q' }))?.ivrTitles;
};

it("the desk gets the titles of the nodes in the release the call ran on, a subflow's too", async () => {
  expect(await titles({ flowId: 'main', release: 1 })).toEqual({ 'top': { 'zh-CN': '旧菜单' }, 'login/tell': { 'zh-CN': '登录', en: 'Login' } });
  expect(await titles({ flowId: 'main', release: 2 })).toEqual({ top: { 'zh-CN': '新菜单' } });
});

it('a release that is no longer there, or a call without a flow, has no titles', async () => {
  expect(await titles({ flowId: 'main', release: 9 })).toEqual({});
  expect(await titles({ flowId: null, release: 0 })).toEqual({});
});
