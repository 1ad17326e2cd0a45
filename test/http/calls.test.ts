import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, createDeskClient } from '../support/desk/client.ts';
import { serveDesk } from '../support/desk/serve.ts';

let desk: Awaited<ReturnType<typeof serveDesk>>;
let client: ReturnType<typeof createDeskClient>;
beforeEach(async () => {
  desk = await serveDesk();
  client = createDeskClient(desk.url);
});
afterEach(() => desk.close());

const idOf = (n: number) => `0193a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const idsOf = (page: { calls: { callId: string }[] }) => page.calls.map((call) => call.callId);
const page = async (query = '') => client.read(`/api/calls${query}`);

describe('call list', () => {
  it('shows her own calls, newest first, page by page, with numbers masked', async () => {
    for (let n = 1; n <= 5; n += 1) desk.addCall({ callId: idOf(n), startedAt: 1_000 + Math.floor(n / 2) });
    desk.addCall({ callId: 'c-foreign', agentId: 'a-1002' });
    await client.signIn();
    const first = await page('?limit=2');
    const second = await page(`?limit=2&before=${first.next}`);
    const third = await page(`?limit=2&before=${second.next}`);
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual([5, 4, 3, 2, 1].map(idOf));
    expect(third.next).toBeNull();
    expect(first.calls[0].number).toEqual({ text: '138****8000', isWhole: false });
    expect(JSON.stringify(first)).not.toContain('13800138000');
  });

  it.each([['02161234567', '021****4567'], ['61234567', '61****67'], ['95500', '9***0'], ['12', '**'], ['861380013800099', '861********0099']])('masks %s', async (number, text) => {
    desk.addCall({ number });
    await client.signIn();
    expect((await page()).calls[0].number.text).toBe(text);
  });

  it('all calls of the firm are for the compliance series', async () => {
    desk.addCall({ callId: 'c-1' });
    desk.addCall({ callId: 'c-2', agentId: 'a-1002' });
    await client.signIn();
    expect((await client.get('/api/calls?scope=all')).status).toBe(403);
    await client.signIn('zhao.min');
    expect(idsOf(await page('?scope=all')).sort()).toEqual(['c-1', 'c-2']);
    expect(idsOf(await page())).toEqual([]);
  });

  it.each(['?limit=0', '?limit=101', '?scope=yours', '?before=nonsense', '?before=WyJhIiwxXQ', '?before=WzEsImMtMSJd', '?bofore=x'])('refuses %s and says why', async (query) => {
    await client.signIn();
    const answer = await client.get(`/api/calls${query}`);
    expect(answer.status).toBe(400);
    expect((await bodyOf(answer)).message).toMatch(/limit|scope|before|bofore/);
  });
});

describe('playback', () => {
  const whole = () => desk.data.recordings[0]?.wav ?? Buffer.alloc(0);
  const listen = (headers: Record<string, string> = {}, id = 'rec-1') => client.get(`/api/recordings/${id}/audio`, headers);
  beforeEach(async () => {
    desk.addRecording('rec-1', 'a-1001', 2);
    await client.signIn();
  });

  it('gives the sealed sound as a stereo WAV, and the audit knows who listened', async () => {
    const answer = await listen();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('audio/wav');
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.equals(whole())).toBe(true);
    expect(bytes.readUInt16LE(22)).toBe(2);
    expect(desk.data.audit.filter((entry) => entry.action === 'recording-played')).toMatchObject([{ agentId: 'a-1001', subjectId: 'rec-1' }]);
  });

  it.each([
    ['bytes=0-', 0, 64_043], ['bytes=0-0', 0, 0], ['bytes=4090-4105', 4_090, 4_105], ['bytes=64000-99999', 64_000, 64_043], ['bytes=-44', 64_000, 64_043],
  ])('answers %s with exactly these bytes', async (range, start, end) => {
    const answer = await listen({ range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/64044`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole().subarray(start, end + 1))).toBe(true);
  });

  it('a range behind the end is 416, one it does not know is passed over', async () => {
    const behind = await listen({ range: 'bytes=64044-' });
    expect([behind.status, behind.headers.get('content-range')]).toEqual([416, 'bytes */64044']);
    for (const range of ['bytes=0-1,5-6', 'items=0-1', 'bytes=9-3', 'bytes=-']) expect((await listen({ range })).status).toBe(200);
  });

  it('many pieces of one file are one listening; after a pause it is a new one', async () => {
    desk.clock.at = Date.now();
    for (let start = 0; start < 5; start += 1) await (await listen({ range: `bytes=${start}-` })).arrayBuffer();
    expect(desk.data.audit.filter((entry) => entry.action === 'recording-played')).toHaveLength(1);
    desk.clock.at += 6 * 60_000;
    await (await listen({ range: 'bytes=0-' })).arrayBuffer();
    expect(desk.data.audit.filter((entry) => entry.action === 'recording-played')).toHaveLength(2);
  });

  it("another agent's recording is not there for her, the attempt is audited; compliance hears all", async () => {
    desk.addRecording('rec-2', 'a-1002', 1);
    const refused = await listen({}, 'rec-2');
    expect([refused.status, (await bodyOf(refused)).code]).toEqual([404, 'RECORDING_NOT_FOUND']);
    expect(desk.data.audit.at(-1)).toMatchObject({ action: 'recording-refused', agentId: 'a-1001', subjectId: 'rec-2' });
    await client.signIn('zhao.min');
    expect((await listen({}, 'rec-2')).status).toBe(200);
  });

  it('a recording that is not sealed yet says so, one that never was is not there', async () => {
    const recording = desk.data.recordings[0];
    if (recording !== undefined) recording.status = 'due';
    const early = await listen();
    expect([early.status, (await bodyOf(early)).code]).toEqual([409, 'RECORDING_NOT_SEALED']);
    expect((await listen({}, 'rec-9')).status).toBe(404);
    expect((await listen({}, 'a%20b')).status).toBe(400);
  });

  it('a listener who goes away leaves no stream open', async () => {
    const recording = desk.data.recordings[0];
    if (recording !== undefined) recording.wav = Buffer.alloc(20_000_000);
    const opened: import('node:stream').Readable[] = [];
    const { open } = desk.deps.playback;
    desk.deps.playback.open = async (...args) => {
      const answer = await open(...args);
      if (answer.kind === 'done') opened.push(answer.wav);
      return answer;
    };
    const stop = new AbortController();
    const answer = await fetch(`${desk.url}/api/recordings/rec-1/audio`, { headers: { cookie: client.cookie(), range: 'bytes=0-' }, signal: stop.signal });
    await answer.body?.getReader().read();
    const [wav] = opened;
    const gone = new Promise<void>((resolve) => (wav?.destroyed === true ? resolve() : wav?.once('close', resolve)));
    stop.abort();
    await gone;
  });
});
