/** Bad input: an Asterisk that cannot be used as it is. Each is one sentence to the person who can mend it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isNewEnough } from '../../../src/adapters/asterisk/asterisk-needs.ts';
import { openStagedAsterisk, type StagedAsterisk } from './support/staged-asterisk.ts';
import { driverNames, openDriver } from './support/test-driver.ts';
import type { OpenDriver } from './support/world.ts';

describe('the version Asterisk tells', () => {
  it.each(['22.3.0', '22.10.1~dfsg+~cs6.17.60671434-1', '23.0.0-rc1', 'certified-22.8-cert1', 'GIT-22-9a1b2c3', 'GIT-master-1a2b3c4', 'of its own kind'])('%s will do', (version) => {
    expect(isNewEnough(version)).toBe(true);
  });

  it.each(['22.2.0', '20.13.0', '18.9-cert4', 'certified/20.7-cert3', '16.28.0~dfsg-0+deb11u4', 'GIT-20-9a1b2c3'])('%s is too old', (version) => {
    expect(isNewEnough(version)).toBe(false);
  });
});

describe.each(driverNames)('driver %s at an Asterisk that will not do', (driver) => {
  let asterisk: StagedAsterisk;
  let opened: OpenDriver | null = null;
  beforeEach(async () => { asterisk = await openStagedAsterisk(); });
  afterEach(async () => {
    await opened?.telephony.stop();
    await asterisk.close();
  });
  const open = async (): Promise<OpenDriver> => (opened = await openDriver({ ariUrl: asterisk.url, username: 'hotline', password: 'canary-password-7731', driver, waits: false }));

  it('an Asterisk that will do is told from one that is too old', async () => {
    asterisk.become({ version: '18.9.0' });
    const { telephony, events, logged } = await open();
    expect(telephony.isConnected()).toBe(false);
    const sentence = `Asterisk 18.9.0 at ${asterisk.url} is too old: driver ${driver} needs 22.3 or newer. Upgrade that Asterisk, or let HOTLINE_ARI_URL name a newer one; until then no call is served, and it is tried again every 2 s.`;
    expect(telephony.refusal()).toBe(sentence);
    await expect.poll(() => asterisk.requests('GET /asterisk/info'), { timeout: 10_000 }).toBeGreaterThan(2);
    expect(logged.filter((line) => line.includes(sentence))).toHaveLength(1);
    // Callers go to the dialplan's hunt group, for no application of ours is there to take them.
    expect(asterisk.sockets()).toBe(0);
    asterisk.become({ version: '22.10.1' });
    await events.wait('connected');
    expect(telephony.refusal()).toBeNull();
  });

  it('one that is made older while we are away is refused, and served again once it is mended', async () => {
    const { telephony, events } = await open();
    await events.wait('connected');
    asterisk.become({ version: '20.12.0' });
    asterisk.cutSockets();
    await events.wait('disconnected');
    await expect.poll(() => telephony.refusal(), { timeout: 10_000 }).toContain('Asterisk 20.12.0');
    asterisk.become({ version: '22.3.0' });
    await events.wait('connected', {}, { nth: 2 });
    expect(telephony.refusal()).toBeNull();
  });

  it('one whose own description lacks a call of ours is refused by that name', async () => {
    asterisk.become({ version: 'of its own kind', lacks: ['POST /channels/{channelId}/dial', 'GET /bridges'] });
    const { telephony } = await open();
    expect(telephony.refusal()).toContain(`Asterisk of its own kind at ${asterisk.url} does not know ARI call POST /channels/{channelId}/dial and 1 more`);
  });

  it('a wrong password is told as that, and never shown', async () => {
    asterisk.stage('GET /asterisk/info', { status: 401 }, 2);
    const { telephony, events, logged } = await open();
    expect(telephony.refusal()).toContain('refuses our ARI user (HTTP 401): HOTLINE_ARI_USER and HOTLINE_ARI_PASSWORD');
    await events.wait('connected');
    expect(logged.join('\n')).not.toContain('canary');
  });

  it('one that does not answer yet is not refused: it may be there in a moment', async () => {
    asterisk.stage('GET /asterisk/info', { status: 503 });
    asterisk.stage('GET /api-docs/', 'rubbish');
    const { telephony, events } = await open();
    expect(telephony.refusal()).toBeNull();
    await events.wait('connected');
  });
});
