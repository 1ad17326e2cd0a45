/** The driver that carries the package ari-client, on a staged Asterisk: the conformance suite, and what is the package's own. */
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { openStagedWorld, type StagedWorld } from './support/staged-world.ts';
import { describeTelephony } from './telephony.conformance.ts';

let staged: StagedWorld;
const { driver } = describeTelephony(async () => (staged = await openStagedWorld('ari-client')));

describe('the package', () => {
  it('throws at rubbish and at events of an unknown kind: its thread ends, ours connects again', async () => {
    const { events, logged } = driver();
    for (const [index, text] of ['{', '{"type":"OfTheFuture","digit":"4711"}'].entries()) {
      staged.asterisk.say(text);
      await events.wait('disconnected', {}, { nth: index + 1 });
      await events.wait('connected', {}, { nth: index + 2 });
    }
    const caller = await staged.placeCall('13800138000');
    await events.wait('call-arrived');
    await caller.hangUp();
    expect(logged.join('\n')).not.toMatch(/4711/);
  });

  it('that cannot read the description ends its thread only, and is tried again', async () => {
    const own = await openStagedWorld('ari-client');
    // Ours is read first, twelve pages and the list; the next ones are the package's.
    own.asterisk.stage('GET /api-docs/events.json', 'pass');
    own.asterisk.stage('GET /api-docs/events.json', { status: 500 });
    const { events, logged } = await own.open();
    expect(events.count('connected')).toBe(1);
    expect(logged.join('\n')).toContain('thread ended');
    await own.close();
  });

  it('does not connect by itself after the end of its connection', async () => {
    const { telephony, events } = driver();
    await telephony.stop();
    const asked = staged.asterisk.requests('GET /api-docs/resources.json');
    await expect.poll(() => staged.asterisk.sockets(), { timeout: 10_000 }).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([staged.asterisk.sockets(), staged.asterisk.requests('GET /api-docs/resources.json')]).toEqual([0, asked]);
    expect(events.count('disconnected')).toBe(0);
  });

  it('lives in its thread alone', () => {
    expect(driver().telephony.isConnected()).toBe(true);
    expect(Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('/ari-client/'))).toEqual([]);
    expect(Object.keys(globalThis)).not.toContain('log');
  });

  it('tells the password in no log line and no event', async () => {
    const { events, logged } = driver();
    staged.cutSockets();
    await events.wait('connected', {}, { nth: 2 });
    const basic = Buffer.from('hotline:canary-password-7731').toString('base64');
    expect(JSON.stringify([logged, events.events])).not.toMatch(new RegExp(`canary|${basic}`));
  });
});
