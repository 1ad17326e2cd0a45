import type { Config } from '../../../src/config.ts';
import { carrierAccess } from '../../../src/lab/carrier/access.ts';
import { parseKeys } from '../../../src/lab/carrier/call-keys.ts';
import { createCallLog } from '../../../src/lab/carrier/call-log.ts';
import { type CallReport, type CallScript, runCall } from '../../../src/lab/carrier/call-script.ts';
import { type ClientPhone, type ClientPhoneOptions, answerClient } from '../../../src/lab/carrier/client-phone.ts';
import { clientsControl } from '../../../src/lab/carrier/clients-control.ts';
import { type CarrierLine, openLine } from '../../../src/lab/carrier/line.ts';
import type { Party, PartyEvent } from '../../../src/lab/carrier/party.ts';
import { loadPromptIndex } from '../../../src/lab/ear/prompt-clips.ts';
import type { TranscriptStep } from '../../../src/lab/ear/transcript.ts';
import { type SeatBehaviour, type SeatRun, type SeatRunOptions, runSeat } from '../../../src/lab/sip/seat-run.ts';
import { createWatch } from './watch.ts';

/** What a test says of a call; the rest is usual. `keys` as on the command line. */
export type CallWish = Partial<Omit<CallScript, 'keys'>> & { keys?: string };

/** A call that is going on. */
export interface RunningCall {
  /** The caller's phone, once the number is dialled. */
  party: Promise<Party>;
  report: Promise<CallReport>;
  /** The first step that fits, seen already or to come. */
  step(fits: (step: TranscriptStep) => boolean, limitMs: number): Promise<TranscriptStep>;
  /** This prompt heard to its end, after now (or ever, with `sinceMs` 0). */
  heard(promptId: string, limitMs: number, sinceMs?: number): Promise<PartyEvent>;
  hangUp(): Promise<CallReport>;
}

/** The phones of a test: callers and clients at the carrier, agents at seats. All of them end with `close`. */
export interface Phones {
  line: CarrierLine;
  /** Places a call and waits for its end. */
  call(wish?: CallWish): Promise<CallReport>;
  startCall(wish?: CallWish): RunningCall;
  /** An agent who signs in and gets ready; phone only with `desk: undefined`. */
  seat(extension: string, behaviour: SeatBehaviour, more?: Partial<SeatRunOptions>): Promise<SeatRun>;
  /** The phone of a client whom the hotline will call. Needs the part "clients". */
  client(number: string, behaviour: ClientPhoneOptions['behaviour'], more?: Partial<ClientPhoneOptions>): Promise<ClientPhone>;
  close(): Promise<void>;
}

export async function openPhones(config: Config): Promise<Phones> {
  const line = await openLine({ access: carrierAccess(config), index: loadPromptIndex(config.promptsDir), onPlaced: createCallLog(config.sipCallLog) });
  const seats = new Set<SeatRun>();
  const clients = new Set<ClientPhone>();
  const startCall = (wish: CallWish = {}): RunningCall => start(line, { to: config.dnis, ...wish });
  return {
    line,
    startCall,
    call: (wish) => startCall(wish).report,
    async seat(extension, behaviour, more = {}) {
      const desk = { url: `http://127.0.0.1:${config.ports.http}`, login: extension, password: config.secrets.demoPassword };
      const registrar = { host: '127.0.0.1', port: config.ports.pbxSip };
      const run = await runSeat({ extension, sipPassword: config.secrets.seatPasswords[extension] ?? '', registrar, desk, behaviour, ...more });
      seats.add(run);
      return run;
    },
    async client(number, behaviour, more = {}) {
      const phone = await answerClient({ line, number, behaviour, control: clientsControl(config), ...more });
      clients.add(phone);
      return phone;
    },
    async close() {
      await Promise.all([...clients].map((phone) => phone.switchOff()));
      await line.close();
      await Promise.all([...seats].map((seat) => seat.close()));
    },
  };
}

function start(line: CarrierLine, wish: CallWish & { to: string }): RunningCall {
  const steps = createWatch<TranscriptStep>('step');
  const events = createWatch<PartyEvent>('event');
  const placed = Promise.withResolvers<Party>();
  const report = runCall(line, {
    from: '13800138000',
    holdMs: 1_000,
    maxMs: 60_000,
    ...wish,
    keys: parseKeys(wish.keys ?? ''),
    onStep: (step) => {
      steps.note(step);
      wish.onStep?.(step);
    },
    onEvent: (event) => {
      events.note(event);
      wish.onEvent?.(event);
    },
    onPlaced: placed.resolve,
  });
  report.catch(placed.reject);
  placed.promise.catch(() => undefined);
  return {
    party: placed.promise,
    report,
    step: steps.until,
    heard: (promptId, limitMs, sinceMs = performance.now()) =>
      events.until((event) => event.kind === 'clip-ended' && event.isComplete && event.clip.id === promptId && event.startedAtMs >= sinceMs, limitMs),
    async hangUp() {
      await (await placed.promise).hangUp();
      return report;
    },
  };
}
