/** A callback at the caller's wish (M-14): the next trading day's slots, and a case that is due in the one she chose. */
import { nextBookingDay } from '../../core/calendar/booking-slots.ts';
import type { FirmCalendar } from '../../core/calendar/firm-calendar.ts';
import type { LookupAnswer } from '../../core/call/events.ts';
import { CALLBACK_KINDS, nextInWindow, type CallbackRules } from '../../core/callback/rules.ts';
import type { CaseStore } from '../callbacks/ports.ts';
import type { Clock } from '../clock.ts';
import { uuidV7 } from '../ids.ts';
import type { Log } from '../log.ts';
import type { JobQueue } from '../ports.ts';
import type { Answerer } from './answerer.ts';
import type { CallOwners } from './ports.ts';

export interface BookingDeps {
  readonly calendar: FirmCalendar;
  readonly callbacks: Pick<CaseStore, 'open'>;
  readonly owners: CallOwners;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly rules: CallbackRules;
}

/** The service whose hours are offered. */
const SERVICE = 'service';
/** As many as there are keys for. */
const MAX_SLOTS = 5;

interface Chosen {
  readonly date: string;
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** `11-24`: as it is spoken, without the year. */
const dayOfYear = (date: string): string => date.slice('2026-'.length);

export function createBooking(deps: BookingDeps): { slots(): LookupAnswer; book: Answerer } {
  const day = () => {
    const calendar = deps.calendar.services.get(SERVICE);
    return calendar === undefined ? null : nextBookingDay(calendar, deps.rules.window, deps.clock.businessNow());
  };
  /** `now`: as soon as a phone may ring. */
  const chosen = (slot: string): Chosen | null => {
    if (slot === 'now') {
      const fromMs = nextInWindow(deps.rules.window, deps.clock.businessNow());
      return { date: '', from: '', to: '', fromMs, toMs: fromMs + CALLBACK_KINDS.booked.withinMs };
    }
    const offered = day();
    const found = offered?.slots.slice(0, MAX_SLOTS).find((one) => one.id === slot);
    return offered === null || found === undefined ? null : { date: offered.date, ...found };
  };
  return {
    slots() {
      const offered = day();
      if (offered === null) return { kind: 'not-found' };
      const rows = offered.slots.slice(0, MAX_SLOTS);
      const each = rows.flatMap((slot, place) => Object.entries({ id: slot.id, key: place + 1, from: slot.from, to: slot.to }).map(([name, value]) => [`${String(place + 1)}.${name}`, value] as const));
      return { kind: 'found', answers: { date: dayOfYear(offered.date), rows: rows.length, ...Object.fromEntries(each) } };
    },
    book: async ({ args, callId }) => {
      const slot = chosen(args['slot'] ?? '');
      if (slot === null) return { kind: 'refused', code: 'SLOT_GONE' };
      const clientId = deps.owners.of(callId)?.clientId ?? null;
      if (clientId === null) return { kind: 'refused', code: 'CLIENT_UNKNOWN' };
      const caseId = uuidV7(deps.clock.now());
      const kind = args['case'] === 'contact' ? 'contact-change' : 'booked';
      const opened = await deps.callbacks.open({ caseId, clientId, kind, at: deps.clock.now(), dueAt: slot.toMs, nextAttemptAt: slot.fromMs });
      if (opened.kind === 'exists') return { kind: 'refused', code: 'CALLBACK_PENDING' };
      if (opened.kind !== 'opened') return { kind: 'refused', code: 'CLIENT_UNKNOWN' };
      const delayMs = Math.max(0, slot.fromMs - deps.clock.businessNow());
      deps.jobs.add({ name: 'callback-attempt', id: caseId, delayMs }).catch((error: unknown) => {
        deps.log.warn({ err: error, caseId }, 'booked callback could not be queued, the sweeper will find it');
      });
      return { kind: 'found', answers: slot.date === '' ? {} : { date: dayOfYear(slot.date), from: slot.from, to: slot.to } };
    },
  };
}
