/** All SIP sockets of pages. Asterisk's HTTP server stays private: it also holds ARI, and a page needs one certificate only. */
import type { WebSocket } from 'ws';
import type { Agent, Session } from '../../../app/desk/ports.ts';
import { closeCodes } from '../../../contract/desk/realtime.ts';
import { repeat } from '../realtime/repeat.ts';
import { openSipPipe } from './sip-pipe.ts';
import type { PipeLimits, SipPipe } from './sip-pipe.ts';

export interface PhoneSocketsOptions {
  /** Asterisk's SIP websocket. */
  readonly url: string;
  readonly sessions: { isOpen(sessionKey: string): Promise<boolean> };
  /** SIP names that this agent's pages may speak under. */
  readonly namesOf: (agent: Agent) => Promise<ReadonlySet<string>>;
  readonly onFault: (error: unknown) => void;
  /** Ids and a constant reason; nothing of what was said. */
  readonly onEnd: (agentId: string, requestId: string, why: string) => void;
  readonly limits?: Partial<PipeLimits>;
  readonly tickMs?: number;
}

export interface PhoneSockets {
  attach(page: WebSocket, session: Session, requestId: string): void;
  /** The session was signed out: its phones are cut at once. */
  closeSession(sessionKey: string): void;
  stop(): void;
}

const defaults: PipeLimits = { bufferBytes: 256 * 1024, messageBytes: 32 * 1024, connectWithinMs: 5_000 };
/** A page that reconnects may still have an old socket or two that nobody has found dead. */
const socketsOfAgent = 4;
/** Every so many ticks a page's session is looked up again. */
const ticksOfSession = 3;

export function createPhoneSockets(options: PhoneSocketsOptions): PhoneSockets {
  const { url, sessions, onFault } = options;
  const limits = { ...defaults, ...options.limits };
  const pipes = new Set<SipPipe>();
  let ticks = 0;

  async function tick(): Promise<void> {
    ticks += 1;
    for (const pipe of [...pipes]) pipe.ping();
    if (ticks % ticksOfSession !== 0) return;
    for (const pipe of [...pipes]) {
      if (!(await sessions.isOpen(pipe.session.sessionKey))) pipe.close(closeCodes.signInRequired, 'signed out');
    }
  }
  const round = repeat({ periodMs: options.tickMs ?? 10_000, work: tick, onFault });

  return {
    attach(page, session, requestId) {
      const { agentId } = session.agent;
      const own = [...pipes].filter((pipe) => pipe.session.agent.agentId === agentId);
      if (own.length >= socketsOfAgent) own[0]?.close(closeCodes.forbidden, 'too many phones');
      const pipe = openSipPipe({
        page, session, url, limits, names: options.namesOf(session.agent),
        onEnd: (why) => {
          pipes.delete(pipe);
          options.onEnd(agentId, requestId, why);
        },
      });
      pipes.add(pipe);
    },
    closeSession(sessionKey) {
      for (const pipe of [...pipes]) {
        if (pipe.session.sessionKey === sessionKey) pipe.close(closeCodes.signInRequired, 'signed out');
      }
    },
    stop() {
      round.stop();
      for (const pipe of [...pipes]) pipe.close(1_001, 'server leaves');
    },
  };
}
