/** What every gateway of notices keeps to, whoever is behind it: the simulated inbox, an SMTP server, an HTTP gateway. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DueNotice, NoticeGateway, SendOutcome } from '../../../src/app/notify/ports.ts';

export interface Delivered {
  readonly id: string;
  /** Whole, or masked where it is only for looking. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface GatewayUnderTest {
  readonly gateway: NoticeGateway;
  readonly notice: Pick<DueNotice, 'channel' | 'to'>;
  /** How the address arrives. */
  readonly shownTo: string;
  delivered(): Promise<readonly Delivered[]>;
  /** From now on nobody is behind it. */
  goAway(): Promise<void>;
  close(): Promise<void>;
}

/** A fault that is thrown counts as "perhaps later" (app/notify/postman.ts). */
export const outcomeOf = (gateway: NoticeGateway, notice: DueNotice): Promise<SendOutcome> =>
  gateway.send(notice).catch((): SendOutcome => ({ kind: 'unavailable', reason: 'fault' }));

export function noticeGatewayKeepsItsWord(name: string, open: () => Promise<GatewayUnderTest>): void {
  describe(`${name} as a gateway of notices [M-12]`, () => {
    let under: GatewayUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());
    const notice = (change: Partial<DueNotice> = {}): DueNotice => ({ noticeId: 'n-1', subject: '行情：贵州茅台', body: '最新价1688.88元，上涨0.53%。\n{to} 以上仅供参考。', tries: 1, ...under.notice, ...change });

    it('delivers subject and text whole, Chinese and all', async () => {
      expect(await under.gateway.send(notice())).toEqual({ kind: 'sent' });
      expect(await under.delivered()).toEqual([{ id: 'n-1', to: under.shownTo, subject: notice().subject, text: notice().body }]);
    });

    it('delivers the same notice once, and each of several', async () => {
      for (const noticeId of ['n-1', 'n-2', 'n-1']) expect(await under.gateway.send(notice({ noticeId, tries: 2 }))).toEqual({ kind: 'sent' });
      expect((await under.delivered()).map(({ id }) => id).sort()).toEqual(['n-1', 'n-2']);
    });

    it('carries a long text', async () => {
      const body = `${'公告全文。'.repeat(700)}完`;
      expect(await under.gateway.send(notice({ body }))).toEqual({ kind: 'sent' });
      expect((await under.delivered())[0]?.text).toBe(body);
    });

    it('refuses for good who has no address', async () => {
      expect(await under.gateway.send(notice({ to: '' }))).toEqual({ kind: 'refused', reason: 'no-address' });
      expect(await under.delivered()).toEqual([]);
    });

    it('that is away is tried again later, and says nothing of the address', async () => {
      await under.goAway();
      const outcome = await outcomeOf(under.gateway, notice());
      expect(outcome.kind).toBe('unavailable');
      expect(JSON.stringify(outcome)).not.toContain(under.notice.to);
    });
  });
}
