/** A call through a flow of the test's own: its text is what business people write. */
import { CALLER, createScript, createTestWorld, flowOfText, type Script } from '../../call/script.ts';

/** What every flow here has: where trouble leads, and words for silence and wrong keys. */
const HEAD = `
id: main
version: 1
dnis: ["95500"]
languages: [zh-CN, en]
entry: start
onFault: sorry
resumeSay: [back]
defaults:
  noInput: { say: [again], max: 3, then: person }
  noMatch: { say: [wrong], max: 3, then: person }
  waitSay: [wait]
  keys: { "0": person }
`;
const TAIL = `
  person: { kind: enqueue, queue: general }
  sorry: { kind: say, say: [sorry], next: person }
  end: { kind: hangup, say: [goodbye] }
`;

/** `body`: slots and nodes; the nodes person, sorry and end are there. `head`: further lines at the top. */
export function flowScript(body: string, options: { head?: string; subflows?: readonly string[]; missingClips?: readonly string[] } = {}): Script {
  const head = options.head ?? '';
  const limits = head.includes('limits:') ? '' : 'limits: { then: person }\n';
  const flows = [flowOfText(`${HEAD}${limits}${head}\n${body}${TAIL}`), ...(options.subflows ?? []).map((text) => flowOfText(text))];
  const script = createScript({ world: createTestWorld(options.missingClips, flows) });
  script.post({ kind: 'call-arrived', channelId: CALLER, numberToken: 'tok', dnis: '95500', isUp: true });
  return script;
}

/** The node, or the phase. */
export function at(script: Script): string {
  const { activity } = script.state();
  return activity.phase === 'ivr' ? activity.node : activity.phase;
}

export function stepOf(script: Script): string {
  const { activity } = script.state();
  return activity.phase === 'ivr' ? activity.step : activity.phase;
}

/** What was said last, as clips. */
export const said = (script: Script): readonly string[] => script.last('play').clips;

export function answer(script: Script, answer: Parameters<Script['post']>[0] extends infer E ? (E extends { kind: 'lookup-answered'; answer: infer A } ? A : never) : never): void {
  script.post({ kind: 'lookup-answered', requestId: script.last('look-up').requestId, answer });
}
