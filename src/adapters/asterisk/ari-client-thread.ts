/** The thread that the package ari-client lives in; ari-client-line.ts starts it, one for each connection. */
import { parentPort, workerData } from 'node:worker_threads';
import { connect } from 'ari-client';
import type { ThreadNews, ThreadOrders } from './ari-client-line.ts';

const { url, username, password, apps } = workerData as ThreadOrders;
const tell = (news: ThreadNews): void => { parentPort?.postMessage(news); };

/** An error's message can hold the address, and with it the password; its code cannot. */
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? 'closed';

function end(reason: string): void {
  tell({ kind: 'closed', reason });
  process.exit();
}

try {
  const client = await connect(url, username, password);
  client.on('*', (event: unknown) => { tell({ kind: 'event', event }); });
  client.on('pong', () => { tell({ kind: 'pong' }); });
  client.on('WebSocketConnected', () => { tell({ kind: 'opened' }); });
  // It has set a timer now and would take our application back from whoever has it then.
  client.on('WebSocketReconnecting', (error: unknown) => { end(codeOf(error)); });
  parentPort?.on('message', () => { client.ping(); });
  await client.start(apps);
} catch (error) {
  end(codeOf(error));
}
