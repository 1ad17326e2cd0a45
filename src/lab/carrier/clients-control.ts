import { rmSync } from 'node:fs';
import { type Server, type Socket, connect, createServer } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PhoneFault } from '../ear/phone-fault.ts';

/** Where the "clients" part listens: `<home>/run/clients.sock`. */
export interface ClientsControl {
  socketPath: string;
}

export const clientsControl = (config: { home: string }): ClientsControl => ({ socketPath: path.join(config.home, 'run', 'clients.sock') });

/**
 * The talk on that socket, one JSON object a line. `{"claim":"13800138000","app":"ear.1.2.app.x"}` is answered by
 * `{"claimed":"13800138000"}`: from then on calls to this number are handed to that Stasis app, until the connection closes
 * (however the claiming process ends). A later claim of the same number wins.
 */
interface Claim {
  claim: string;
  app: string;
}

const CLAIM_LIMIT_MS = 3_000;

/** Borrows a number from the "clients" part. Returns the way to give it back. Throws when that part doesn't run. */
export function claimNumber(control: ClientsControl, wish: { number: string; app: string }): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const socket = connect(control.socketPath);
    const fail = (why: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new PhoneFault('CLIENTS_MISSING', `the clients' phones are not there (${why}); is the part "clients" up?`));
    };
    const timer = setTimeout(() => fail('no answer'), CLAIM_LIMIT_MS);
    socket.on('error', (error) => fail(error.message));
    socket.on('connect', () => socket.write(`${JSON.stringify({ claim: wish.number, app: wish.app } satisfies Claim)}\n`));
    createInterface({ input: socket }).on('line', (line) => {
      if (line !== JSON.stringify({ claimed: wish.number })) return fail('claim refused');
      clearTimeout(timer);
      resolve(() => socket.destroy());
    });
  });
}

/** The other end: who has claimed which number. */
export async function serveClaims(control: ClientsControl): Promise<{ appFor(number: string): string | undefined; close(): void }> {
  const claims = new Map<string, { app: string; socket: Socket }>();
  rmSync(control.socketPath, { force: true });
  const server: Server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      for (const [number, claim] of claims) if (claim.socket === socket) claims.delete(number);
    });
    createInterface({ input: socket }).on('line', (line) => {
      const claim = parseClaim(line);
      if (!claim) return void socket.destroy();
      claims.set(claim.claim, { app: claim.app, socket });
      socket.write(`${JSON.stringify({ claimed: claim.claim })}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(control.socketPath, resolve);
  });
  return {
    appFor: (number) => claims.get(number)?.app,
    close() {
      for (const { socket } of claims.values()) socket.destroy();
      server.close();
    },
  };
}

function parseClaim(line: string): Claim | undefined {
  try {
    const { claim, app } = JSON.parse(line) as Partial<Claim>;
    return typeof claim === 'string' && /^[+\d]{1,20}$/.test(claim) && typeof app === 'string' && app.length < 100 ? { claim, app } : undefined;
  } catch {
    return undefined;
  }
}
