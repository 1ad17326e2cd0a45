/** A caller walks a flow: she keys, is silent, hangs on; the back office answers, refuses, stays away. Time is virtual. */
import type { IvrState } from '../../../../src/core/call/state.ts';
import type { Flow } from '../../../../src/core/ivr/flow.ts';
import { CALLER, createScript, createTestWorld, pressKeys, type Script } from '../../call/script.ts';

const LIMITS = new Set(['call-limit', 'ivr-limit']);

export function begin(flows: readonly Flow[]): Script {
  const script = createScript({ world: createTestWorld([], flows) });
  script.post({ kind: 'call-arrived', channelId: CALLER, numberToken: null, dnis: '95500', isUp: true });
  return script;
}

/** In the menus something must be armed that moves her on, besides the limits of the whole. */
export function isStranded(script: Script): boolean {
  const { activity, deadlines } = script.state();
  return activity.phase === 'ivr' && !deadlines.some(({ name }) => !LIMITS.has(name));
}

export function isOver(script: Script): boolean {
  return script.state().activity.phase !== 'ivr';
}

/** She does nothing: whatever is due next passes. */
export function waitOn(script: Script): void {
  const [next] = script.state().deadlines.filter(({ name }) => name !== 'call-limit').sort((a, b) => a.dueAt - b.dueAt);
  if (next !== undefined) script.pass(next.name);
}

const CODES = ['600519', '000001#', '0#', '*', '12#', '88001234#', '836152', '5#', '1*50#', '9', '#', '123456789012345'];

export function act(script: Script, n: number): void {
  const { activity } = script.state();
  if (activity.phase !== 'ivr') return;
  if (n % 5 === 4) return waitOn(script);
  switch (activity.step) {
    case 'saying':
      return void script.post(n % 2 === 0 ? { kind: 'key-waiting', channelId: CALLER } : { kind: 'playback-ended', playbackId: activity.playbackId ?? '', outcome: 'done' });
    case 'asking':
      return pressKeys(script, '012*#79'.charAt(n % 7));
    case 'collecting':
      return pressKeys(script, CODES[n % CODES.length] ?? '#');
    case 'looking-up':
      return answerWith(script, activity, n);
    case 'recording':
      script.advance((n % 3) * 1_000);
      return pressKeys(script, '#');
    case 'transferring':
      return void script.post(n % 2 === 0 ? { kind: 'leg-ended', channelId: CALLER, end: { cause: null, sipCode: null } } : { kind: 'command-failed', command: 'transfer', subject: CALLER, reason: 'not-possible' });
    default:
      return activity satisfies never;
  }
}

const VALUES = { x: 1, y: 1, left: 1, date: '2026-11-24' };

function answerWith(script: Script, { requestId }: IvrState, n: number): void {
  const answers = [
    { kind: 'found', answers: VALUES }, { kind: 'found', answers: VALUES, auth: { level: 'password', method: 'ivr-keys', clientId: 'cl-1' } }, { kind: 'not-found' }, { kind: 'failed', reason: 'down' },
    { kind: 'refused', code: 'NO', answers: VALUES }, { kind: 'refused', code: 'NEVER', answers: VALUES }, { kind: 'lost' },
  ] as const;
  script.post({ kind: 'lookup-answered', requestId: requestId ?? '', answer: answers[n % answers.length] ?? { kind: 'not-found' } });
}
