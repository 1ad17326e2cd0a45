/**
 * What ARI lacks: a running recording is silenced, and goes on later with its time kept. Asked of the manager interface over the
 * same HTTP server (asterisk-config/pbx/manager.conf), by a session of three requests: it is needed a few times an hour.
 */
import { Agent, request } from 'undici';
import type { CommandOutcome } from '../../app/ports.ts';
import { done, gone, notPossible } from './outcomes.ts';

export interface ManagerPlace {
  /** Asterisk's HTTP server, as ARI has it. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

export interface ManagerDoor {
  /** All recordings of the channel, both directions. Sent again it is the same. */
  muteRecording(channelId: string, isMuted: boolean): Promise<CommandOutcome>;
  close(): Promise<void>;
}

/** In doubt, or no longer ours: what stands before anything is sent (ari-http.ts has the same). */
export interface ManagerGate {
  readonly timeoutMs: number;
  readonly doubt?: (() => Promise<void> | undefined) | undefined;
  isWithheld(): boolean;
}

type Form = Readonly<Record<string, string>>;

/** The manager's own words, which name no number. */
function outcomeOf(text: string): CommandOutcome {
  if (/^Response: Success/im.test(text)) return done;
  const message = /^Message: (.*)$/im.exec(text)?.[1]?.trim() ?? 'no answer that can be read';
  return /no such channel/i.test(message) ? gone : notPossible(message.slice(0, 80));
}

export function createManagerDoor(place: ManagerPlace, gate: ManagerGate): ManagerDoor {
  const dispatcher = new Agent({ connections: 2, pipelining: 1, keepAliveTimeout: 4_000, keepAliveMaxTimeout: 4_000 });
  const ask = async (form: Form, signal: AbortSignal, cookie?: string): Promise<{ text: string; cookie: string | undefined }> => {
    const reply = await request(`${place.url.replace(/\/$/, '')}/rawman`, {
      method: 'POST', dispatcher, signal, body: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...(cookie === undefined ? {} : { cookie }) },
    });
    const set = [reply.headers['set-cookie'] ?? []].flat()[0];
    return { text: await reply.body.text(), cookie: set?.split(';')[0] };
  };

  const inSession = async (form: Form, signal: AbortSignal): Promise<CommandOutcome> => {
    const { text, cookie } = await ask({ action: 'login', username: place.username, secret: place.password }, signal);
    if (cookie === undefined || outcomeOf(text).kind !== 'done') return notPossible('the manager interface does not let us in');
    const outcome = outcomeOf((await ask(form, signal, cookie)).text);
    // The session would end by itself after 5 s.
    void ask({ action: 'logoff' }, signal, cookie).catch(() => undefined);
    return outcome;
  };

  return {
    async muteRecording(channelId, isMuted) {
      const inDoubt = gate.doubt?.();
      if (inDoubt !== undefined) await inDoubt;
      if (gate.isWithheld()) return notPossible('another process has our application');
      try {
        return await inSession({ action: 'MixMonitorMute', channel: channelId, direction: 'both', state: isMuted ? '1' : '0' }, AbortSignal.timeout(gate.timeoutMs));
      } catch {
        // What was sent holds a password: the error is not passed on.
        return { kind: 'unknown', detail: 'no answer' };
      }
    },
    close: () => dispatcher.destroy(),
  };
}
