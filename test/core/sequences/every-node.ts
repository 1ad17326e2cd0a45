/** A small hotline in which every kind of node has its place, and every step of the menus is come to. */
import { flowOfText } from '../call/script.ts';

const MAIN = flowOfText(`
id: main
version: 1
dnis: ["95500"]
languages: [zh-CN, en]
entry: welcome
onFault: sorry
afterTalk: survey
resumeSay: [back]
limits: { ivrMs: 600000, visitsPerNode: 12, then: person }
defaults: { noInput: { say: [again], then: person }, noMatch: { say: [wrong], then: person }, waitSay: [wait], keys: { "0": person } }
slots: { code: { kind: code }, score: { kind: choice, of: ["1", "2", "3", "4", "5"] }, amount: { kind: amount } }
nodes:
  welcome: { kind: say, say: [welcome], next: main }
  main: { kind: menu, say: [menu], keys: { "1": code, "6": account, "7": message, "9": hand-over, "*": english } }
  code: { kind: collect, say: [ask-code], into: code, exact: { "*": main }, next: look }
  look: { kind: lookup, operation: quote, args: { code: code }, into: quote, found: told, notFound: code, failed: main }
  told: { kind: say, say: [told], next: main }
  english: { kind: language, to: en, next: mark }
  mark: { kind: set, values: { asked: "=english", tongue: call.language }, next: main }
  account: { kind: subflow, flow: login, exits: { done: inside, away: person } }
  inside: { kind: menu, say: [inside], keys: { "1": book, "6": branch, "7": pay, "9": hand-over, "*": main } }
  book: { kind: callback, case: booked, slot: "=now", booked: main, refused: inside, failed: inside }
  branch: { kind: branch, on: auth.level, cases: { password: hand-over }, otherwise: person }
  hand-over: { kind: transfer, to: branch-1, say: [handing-over], failed: person }
  pay: { kind: collect, say: [ask-amount], into: amount, exact: { "*": inside }, next: inside }
  message: { kind: message, box: message, say: [speak], next: bye, empty: english, failed: person }
  person: { kind: hours, calendar: service, open: queue, closed: message }
  queue: { kind: enqueue, queue: general, notice: [recording.notice], exits: { message: message, callback: book } }
  survey: { kind: collect, say: [how-was-it], into: score, next: rate }
  rate: { kind: act, operation: rate, args: { score: score }, done: bye, otherwise: bye, failed: bye }
  bye: { kind: hangup, say: [bye] }
  sorry: { kind: say, say: [sorry], next: person }
`);

const LOGIN = flowOfText(`
id: login
version: 1
entry: account
defaults: { noInput: { say: [again], then: away }, noMatch: { say: [wrong], then: away }, waitSay: [wait], keys: { "0": away } }
slots: { account: { kind: account }, pin: { kind: pin } }
nodes:
  account: { kind: collect, say: [ask-account], into: account, next: pin }
  pin: { kind: collect, say: [ask-pin], into: pin, next: check }
  check:
    kind: act
    operation: verify-password
    args: { account: account, password: pin }
    into: login
    done: ok
    refused: { WRONG_PASSWORD: pin }
    otherwise: away
    failed: away
    lost: account
  ok: { kind: return, exit: done }
  away: { kind: return, exit: away }
`);

export const everyNode = [MAIN, LOGIN];
