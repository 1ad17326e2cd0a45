/**
 * Events from the package ari-client, which lives in a thread of its own: there it may print (it does, to stdout, when it
 * connects), throw from its callbacks (which ends Node) and connect again by itself after the connection was given up. Ending the
 * thread is the one sure way to end all that; each connection has a new one, so that the package never counts its attempts.
 */
import { Worker } from 'node:worker_threads';
import type { OpenLine } from './line.ts';

export interface ThreadOrders {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly apps: readonly string[];
}
export type ThreadNews =
  | { readonly kind: 'opened' | 'pong' }
  | { readonly kind: 'event'; readonly event: unknown }
  | { readonly kind: 'closed'; readonly reason: string };

/** Loading the package, reading Asterisk's API description, opening the websocket. */
const openLimitMs = 10_000;

export function ariClientLine({ url, username, password, apps }: ThreadOrders): OpenLine {
  const orders: ThreadOrders = { url, username, password, apps };
  return (news) => {
    const thread = new Worker(new URL('./ari-client-thread.ts', import.meta.url), { workerData: orders, stdout: true, stderr: true });
    const opening = setTimeout(() => { news.closed('not open in time'); }, openLimitMs);
    const close = (reason: string): void => {
      clearTimeout(opening);
      news.closed(reason);
    };
    // What the package prints is nobody's: our own stdout is JSON lines, and it may print the address with the password.
    thread.stdout.resume();
    thread.stderr.resume();
    thread.on('message', (message: ThreadNews) => {
      switch (message.kind) {
        case 'opened':
          clearTimeout(opening);
          news.opened();
          return;
        case 'pong':
          news.pong();
          return;
        case 'event':
          news.event(message.event);
          return;
        case 'closed':
          close(message.reason);
          return;
      }
    });
    thread.on('error', (error: NodeJS.ErrnoException) => { close(`thread ended: ${error.code ?? error.name}`); });
    thread.on('exit', () => { close('thread ended'); });
    return {
      ping: () => { thread.postMessage('ping'); },
      close() {
        clearTimeout(opening);
        void thread.terminate();
      },
    };
  };
}
