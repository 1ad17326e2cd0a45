/** A way through the menus that comes by every kind of step: sign-in in a subflow, a message, a talk, a question after it, a transfer. */
import { flowOfText } from '../../../core/call/script.ts';

const MAIN = flowOfText(`
id: main
version: 1
dnis: ["95500"]
languages: [zh-CN, en]
entry: welcome
onFault: sorry
afterTalk: survey
resumeSay: [welcome.back]
limits: { then: person }
defaults: { noInput: { say: [again], then: person }, noMatch: { say: [wrong], then: person }, waitSay: [wait] }
slots: { score: { kind: choice, of: ["1", "2", "3", "4", "5"] } }
nodes:
  welcome: { kind: say, say: [welcome], next: main }
  main: { kind: menu, say: [menu], keys: { "1": sign-in } }
  sign-in: { kind: subflow, flow: sign-in, exits: { done: message, away: person } }
  message: { kind: message, box: message, say: [speak], maxMs: 10000, next: person, empty: person, failed: person }
  person: { kind: enqueue, queue: general, notice: [recording.notice] }
  survey: { kind: collect, say: [how-was-it], into: score, next: rate }
  rate: { kind: act, operation: rate, args: { score: score }, done: hand-over, otherwise: bye, failed: bye }
  hand-over: { kind: transfer, to: branch-1, say: [handing-over], failed: bye }
  bye: { kind: hangup, say: [bye] }
  sorry: { kind: say, say: [sorry], next: person }
`);

const SIGN_IN = flowOfText(`
id: sign-in
version: 1
entry: account
defaults: { noInput: { say: [again], then: away }, noMatch: { say: [wrong], then: away }, waitSay: [wait] }
slots: { account: { kind: account }, pin: { kind: pin } }
nodes:
  account: { kind: collect, say: [ask-account], into: account, next: pin }
  pin: { kind: collect, say: [ask-pin], into: pin, next: check }
  check:
    kind: act
    operation: verify-password
    args: { account: account, password: pin }
    done: ok
    otherwise: away
    failed: away
    lost: account
  ok: { kind: return, exit: done }
  away: { kind: return, exit: away }
`);

export const menuFlows = [MAIN, SIGN_IN];
