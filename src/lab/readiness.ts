/** Whether a part can be used right now: one question in the part's own language, answered within two seconds. */
import net from 'node:net';
import type { Readiness } from './part.ts';

const limitMs = 2_000;
const yes: Readiness = { ready: true, detail: '' };
const no = (detail: string): Readiness => ({ ready: false, detail });
class NoAnswer extends Error {}
/** A refusal says that nobody is there; silence, that somebody is and does not move. */
const failed = (error: unknown): Readiness => {
  const isSilent = error instanceof NoAnswer || (error instanceof Error && error.name === 'TimeoutError');
  return isSilent ? { ready: false, detail: 'takes the question and does not answer: frozen?', isSilent } : no(reason(error));
};

/** Sends bytes to a local port and resolves with what came back once `enough` says so. */
function ask(port: number, request: Buffer | string, enough: (answer: Buffer) => boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: '127.0.0.1', port });
    let answer = Buffer.alloc(0);
    socket.setTimeout(limitMs, () => socket.destroy(new NoAnswer(`no answer within ${limitMs} ms`)));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      if (enough(answer)) socket.end();
    });
    socket.on('error', reject);
    socket.on('close', () => { resolve(answer); });
  });
}

const reason = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause as NodeJS.ErrnoException).code ?? (cause instanceof Error ? cause.message : 'unknown');
};

/** A start-up packet is answered by an authentication request ('R') only once PostgreSQL accepts connections. */
export async function postgresReady(port: number): Promise<Readiness> {
  const body = Buffer.from('user\0hotline\0database\0hotline\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(body.length + 8, 0);
  head.writeInt32BE(196_608, 4);
  try {
    const answer = await ask(port, Buffer.concat([head, body]), (bytes) => bytes.length > 0);
    return answer[0] === 'R'.charCodeAt(0) ? yes : no('starting up');
  } catch (error) {
    return failed(error);
  }
}

export async function redisReady(port: number, password: string): Promise<Readiness> {
  try {
    const answer = await ask(port, `AUTH ${password}\r\nPING\r\n`, (bytes) => bytes.includes('PONG') || bytes.includes('-'));
    return answer.includes('PONG') ? yes : no(answer.toString().split('\r\n').find((line) => line.startsWith('-')) ?? 'no answer');
  } catch (error) {
    return failed(error);
  }
}

/** A program that listens on a Unix socket. */
export function socketReady(socketPath: string): Promise<Readiness> {
  return new Promise((resolve) => {
    const socket = net.connect({ path: socketPath });
    socket.setTimeout(limitMs, () => socket.destroy(new Error('no answer')));
    socket.on('error', (error) => { resolve(no(reason(error))); });
    socket.on('connect', () => {
      socket.destroy();
      resolve(yes);
    });
  });
}

export type HttpQuestion = { url: string; user?: string; password?: string };

/** Parsed JSON of a GET; throws on a refused connection, a status that isn't 2xx, or two seconds of silence. */
export async function getJson(question: HttpQuestion): Promise<unknown> {
  const headers = question.user === undefined ? {} : { authorization: `Basic ${Buffer.from(`${question.user}:${question.password}`).toString('base64')}` };
  const response = await fetch(question.url, { headers, signal: AbortSignal.timeout(limitMs) });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`HTTP ${response.status}`);
  }
  return response.json();
}

export async function ariReady(question: HttpQuestion): Promise<Readiness> {
  try {
    await getJson({ ...question, url: `${question.url}/ari/asterisk/ping` });
    return yes;
  } catch (error) {
    return failed(error);
  }
}

/** Any answer below 500 will do: the simulator's own routes are its own matter. */
export async function httpReady(url: string): Promise<Readiness> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(limitMs) });
    await response.body?.cancel();
    return response.status < 500 ? yes : no(`HTTP ${response.status}`);
  } catch (error) {
    return no(reason(error));
  }
}

/** What the internal page of server and worker says of itself. */
export type LivePage = { ready: boolean; detail: string; calls?: number; reservations?: number; deadlines?: number; businessTime?: string; rulesReadAt?: number };

export async function readLivePage(port: number): Promise<LivePage> {
  try {
    const page = (await getJson({ url: `http://127.0.0.1:${port}/live` })) as Partial<LivePage>;
    return { ...page, ready: page.ready === true, detail: typeof page.detail === 'string' ? page.detail : '' };
  } catch (error) {
    return no(`no answer on its health page (${reason(error)})`);
  }
}

/** Asks until the answer is yes. Throws with the last answer when the time is up. */
export async function untilReady(name: string, question: () => Promise<Readiness>, limitOfWaitMs: number): Promise<void> {
  let last = no('never asked');
  for (const until = performance.now() + limitOfWaitMs; performance.now() < until; ) {
    last = await question();
    if (last.ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${name} is not ready after ${Math.round(limitOfWaitMs / 1000)} s: ${last.detail}`);
}
