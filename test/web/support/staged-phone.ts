/** A registrar for the page's phone, as far as a page without a talk needs one: it takes every registration and can ring. */
import type { Page, WebSocketRoute } from 'playwright-core';
import type { StagedSeat } from './staged-seat.ts';

const valueOf = (message: string, name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(message)?.[1]?.trim() ?? '';

export async function stagePhone(page: Page, seat: StagedSeat) {
  let socket: WebSocketRoute | null = null;
  let contact = '';
  const heard: string[] = [];
  let isRefused = false;

  await page.route('**/api/seat/phone', async (route) => {
    const { pageId } = route.request().postDataJSON() as { pageId: string };
    if (isRefused) return route.fulfill({ status: 409, json: { code: 'SEAT_SIGNED_OUT', message: 'as the test asked' } });
    await route.fulfill({ json: { username: 'w1001', domain: 'hotline.test', password: 'minted', socketPath: '/api/sip', registerS: 600 } });
    seat.phone({ kind: 'browser', pageId });
  });
  await page.routeWebSocket('**/api/sip', (opened) => {
    socket = opened;
    opened.onMessage((data) => {
      const message = String(data);
      const [first = ''] = message.split('\r\n');
      heard.push(first);
      if (!first.startsWith('REGISTER')) return;
      contact = /<([^>]+)>/.exec(valueOf(message, 'Contact'))?.[1] ?? '';
      opened.send([
        'SIP/2.0 200 OK', `Via: ${valueOf(message, 'Via')}`, `From: ${valueOf(message, 'From')}`, `To: ${valueOf(message, 'To')};tag=r1`, `Call-ID: ${valueOf(message, 'Call-ID')}`,
        `CSeq: ${valueOf(message, 'CSeq')}`, `Contact: <${contact}>;expires=600`, 'Content-Length: 0', '', '',
      ].join('\r\n'));
    });
  });

  return {
    heard,
    refuse: () => {
      isRefused = true;
    },
    ring(callId: string): void {
      const sdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';
      socket?.send([
        `INVITE ${contact} SIP/2.0`, 'Via: SIP/2.0/WS hotline.test;branch=z9hG4bKring1', 'Max-Forwards: 70', 'From: <sip:hotline@hotline.test>;tag=f1', 'To: <sip:w1001@hotline.test>',
        'Call-ID: ring-1', 'CSeq: 1 INVITE', 'Contact: <sip:hotline@hotline.test;transport=ws>', `X-Hotline-Call: ${callId}`, 'Content-Type: application/sdp', `Content-Length: ${sdp.length}`, '', sdp,
      ].join('\r\n'));
    },
    /** The socket breaks; the page opens another. */
    drop: async (): Promise<void> => socket?.close({ code: 1012 }),
  };
}
