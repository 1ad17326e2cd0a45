/**
 * A desk phone hands its client on by itself: by a REFER, or by a second call beside its talk, which is a consult leg of it. The call's
 * mailbox decides, by the same requests as the page's. What was dialled goes no further than here: it may be a number. While a REFER is looked
 * up its call's events wait: a phone may hang up right after it.
 *
 *   REFER to a place                 as a blind transfer from the page
 *   second call to a place           as a consult
 *   REFER that names both its calls  as the consult completed
 */
import type { CallState } from '../../core/call/state.ts';
import { otherLeg } from '../../core/conversation/second-call.ts';
import type { Log } from '../log.ts';
import type { Telephony } from '../ports.ts';
import type { Mailbox } from '../runner/mailbox.ts';
import type { PhoneAsk, Runner } from '../runner/runner.ts';
import type { NewEvent } from '../runner/new-event.ts';
import type { Targets } from './targets.ts';

export interface PhoneAskDeps {
  readonly runner: Pick<Runner, 'ask' | 'calls'>;
  readonly telephony: Pick<Telephony, 'passOn' | 'hangUp' | 'answerRefer'>;
  readonly targets: Pick<Targets, 'ofDialled'>;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: Log;
}

/** Events of a call wait no longer than this for what a phone dialled to be looked up. */
const LOOK_UP_BOUND_MS = 1_000;

type Asked<K extends PhoneAsk['kind']> = Extract<PhoneAsk, { kind: K }>;

/** The seat whose phone this leg is, if that seat leads the call. */
function seatOn({ activity }: CallState, channelId: string): string | null {
  if (activity.phase !== 'conversation') return null;
  return activity.offer.channelId === channelId || otherLeg(activity) === channelId ? activity.offer.seatId : null;
}

export function createPhoneAsks({ runner, telephony, targets, pause, log }: PhoneAskDeps) {
  /** null: done. Else why not. */
  async function ask(callId: string, request: NewEvent): Promise<string | null> {
    const answer = await runner.ask(callId, request);
    if (answer.kind === 'done') return null;
    return answer.kind === 'refused' ? answer.code : 'CALL_ELSEWHERE';
  }

  /**
   * A call of a phone without a talk, or with one at another server, is not ours: the dialplan asks the next, and ends it at last. So does a
   * phone in a page, which has buttons for it: its password is good for being rung, no more.
   */
  async function second({ channelId, endpoint, to }: Asked<'seat-call'>): Promise<void> {
    const mailbox = runner.calls.onEndpoint(endpoint).find((one) => one.state().activity.phase === 'conversation');
    const activity = mailbox?.state().activity;
    if (mailbox === undefined || activity?.phase !== 'conversation' || activity.offer.isPage) return void (await telephony.passOn(channelId));
    const { callId } = mailbox;
    runner.calls.adopt(channelId, callId);
    const target = await targets.ofDialled(to);
    const no = typeof target === 'string'
      ? target : await ask(callId, { kind: 'transfer-asked', seatId: activity.offer.seatId, mode: 'consult', to: target, phone: { by: 'call', channelId } });
    if (no === null) return;
    log.info({ callId, channelId, code: no }, 'second call of a desk phone was refused');
    await telephony.hangUp(channelId, 'busy');
  }

  async function requestOf(seatId: string, { channelId, to, withChannelId }: Asked<'refer'>): Promise<NewEvent | string> {
    if (withChannelId !== null) return { kind: 'seat-asked', seatId, ask: 'complete', refer: { channelId, withChannelId } };
    const late = pause(LOOK_UP_BOUND_MS).then((): string => 'LOOK_UP_LATE');
    const target = to === null ? 'TRANSFER_UNKNOWN' : await Promise.race([targets.ofDialled(to), late]);
    return typeof target === 'string' ? target : { kind: 'transfer-asked', seatId, mode: 'blind', to: target, phone: { by: 'refer', channelId } };
  }

  async function refused(mailbox: Mailbox, seatId: string, asked: Asked<'refer'>): Promise<string | null> {
    let answer = Promise.resolve<string | null>(null);
    let request: NewEvent | string | undefined;
    mailbox.hold();
    try {
      request = await requestOf(seatId, asked);
    } finally {
      mailbox.release(() => {
        if (request !== undefined) answer = typeof request === 'string' ? Promise.resolve(request) : ask(mailbox.callId, request);
      });
    }
    return answer;
  }

  async function refer(asked: Asked<'refer'>): Promise<void> {
    const { channelId } = asked;
    const mailbox = runner.calls.ofId(channelId);
    const seatId = mailbox === undefined ? null : seatOn(mailbox.state(), channelId);
    const no = mailbox === undefined || seatId === null ? 'CALL_NOT_YOURS' : await refused(mailbox, seatId, asked);
    // Accepted, or not yet known: the call itself tells the phone, before it takes its leg away.
    if (no === null) return;
    log.info({ callId: mailbox?.callId, channelId, code: no }, 'REFER was refused');
    await telephony.answerRefer(channelId, 'refused');
  }

  return {
    take(asked: PhoneAsk): void {
      const { channelId } = asked;
      (asked.kind === 'seat-call' ? second(asked) : refer(asked)).catch(async (error: unknown) => {
        log.error({ err: error, channelId, kind: asked.kind }, 'what a desk phone asked could not be done');
        await (asked.kind === 'seat-call' ? telephony.hangUp(channelId, 'congestion') : telephony.answerRefer(channelId, 'refused'));
      });
    },
  };
}
