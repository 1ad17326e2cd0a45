/**
 * What a stage lets happen and lets be seen. Two play the same stories: the virtual one (the real core and app over stores in
 * memory, a virtual exchange, a clock that is moved) and the real one (Asterisk, PostgreSQL, phones, the clock on the wall).
 * What must be seen is waited for, with a bound.
 */
import type { NotReadyReason } from '../../../src/core/seat/state.ts';
import type { Person } from './people.ts';

/** What an agent clicks. */
export type Click =
  | { readonly kind: 'sign in' | 'ready' | 'end after-call work' | 'sign out' }
  | { readonly kind: 'not ready'; readonly reason: NotReadyReason };

/** What an agent asks of her call, by a button of the desk. */
export type CallClick = 'hold' | 'retrieve' | 'mute' | 'unmute' | 'check the PIN' | 'cancel the check' | 'hang up';

/** Where the phone of a seat is. */
export type PhonePlace = 'on the desk' | 'in the page';

/** What a client's phone does when the hotline calls it. */
export type PhoneHabit = 'is answered' | 'is not answered' | 'is busy' | 'declines the call' | 'does not exist';

/** How a back office is. */
export type OfficeMood = 'answers' | 'answers slowly' | 'does not answer in time' | 'fails';

/** How the desk tells who calls. */
export type Match = 'nobody known' | 'one client' | 'several clients';

export interface World {
  /** The firm's business clock, `2026-11-23 10:00`. */
  itIs(businessTime: string): Promise<void>;
  /** Agent signed in with her phone registered; ready or not. */
  agentComes(extension: string, isReady: boolean, phone: PhonePlace): Promise<void>;
  agentIsOfSeries(extension: string, series: 'marketing' | 'service'): Promise<void>;
  backOffice(mood: OfficeMood): Promise<void>;
  isSuspended(code: string): Promise<void>;
  recordingFails(): Promise<void>;
  phoneOf(who: Person, habit: PhoneHabit): Promise<void>;
}

export interface Deeds {
  dials(who: Person): Promise<void>;
  presses(who: Person, keys: string): Promise<void>;
  callerHangsUp(who: Person): Promise<void>;
  answers(extension: string): Promise<void>;
  agentHangsUp(extension: string): Promise<void>;
  clicks(extension: string, click: Click): Promise<void>;
  clicksForCall(extension: string, click: CallClick): Promise<void>;
  /** Closed, or its network lost: nobody is behind its phone. */
  pageGoesAway(extension: string): Promise<void>;
  /** same: its network is back. new: it was loaded again. */
  pageComesBack(extension: string, page: 'same' | 'new'): Promise<void>;
  /** The phone is unplugged: its leg, if any, is lost and it is not registered any more. */
  phoneIsUnplugged(extension: string): Promise<void>;
  phoneIsPluggedIn(extension: string): Promise<void>;
  callbackIsAskedFor(who: Person): Promise<void>;
  timePasses(seconds: number): Promise<void>;
  itBecomes(businessTime: string): Promise<void>;
  serverDies(): Promise<void>;
  serverComesBack(): Promise<void>;
  storeGoesAway(): Promise<void>;
  storeComesBack(): Promise<void>;
}

export interface Sights {
  /** This prompt begins, after what she was seen to hear before. */
  hears(who: Person, prompt: string): Promise<void>;
  hasNotHeard(who: Person, prompt: string): Promise<void>;
  hearsMusic(who: Person): Promise<void>;
  hearsPlace(who: Person, place: number): Promise<void>;
  hearsName(who: Person, security: { readonly code: string; readonly kind: 'stock' | 'index' }): Promise<void>;
  isHungUp(who: Person): Promise<void>;
  hearEachOther(who: Person, extension: string): Promise<void>;
  /** She hears no music either: the agent is muted. */
  hearsNothingOf(who: Person, extension: string): Promise<void>;
  agentHears(extension: string, prompt: string): Promise<void>;
  /** At once: before anything but the deed itself can be its cause. */
  rings(extension: string, isAtOnce?: boolean): Promise<void>;
  stopsRinging(extension: string, isAtOnce?: boolean): Promise<void>;
  nobodyRings(): Promise<void>;
  deskShows(extension: string, shown: { readonly match?: Match; readonly node?: string }): Promise<void>;
  /** How the call stands on the page of its seat. */
  deskShowsCall(extension: string, step: string): Promise<void>;
  seatIs(extension: string, phase: string, reason: NotReadyReason | null): Promise<void>;
  /** The last click was refused with this code. */
  isRefused(extension: string, code: string): Promise<void>;
  isAfter(extension: string, pending: string): Promise<void>;
  waitsAt(who: Person, place: number): Promise<void>;
  isWritten(who: Person, fact: string, detail: Readonly<Record<string, unknown>>): Promise<void>;
  isNotWritten(who: Person, fact: string): Promise<void>;
  recordingIs(who: Person, state: 'sealed' | 'missing'): Promise<void>;
  isNotRecorded(who: Person): Promise<void>;
  /** The dialplan has the caller: hold music there, another try, at last the hunt group. */
  isWithDialplan(who: Person): Promise<void>;
  phoneRingsAt(who: Person): Promise<void>;
  phoneDidNotRing(who: Person): Promise<void>;
  caseIs(who: Person, phase: string, reason: string | null): Promise<void>;
  nextTryIs(who: Person, businessTime: string): Promise<void>;
  attemptsAre(who: Person, count: number): Promise<void>;
}

export interface Stage extends World, Deeds, Sights {
  /** Sends everybody home, then looks whether anything is left over. */
  clear(): Promise<void>;
}
