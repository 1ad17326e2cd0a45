/** Callers who serve themselves: quotes, wrong keys, silence, hours. */
import { caller } from '../language/people.ts';
import { story, type Story } from '../language/story.ts';

const wang = caller('Ms Wang');

export const quoteStories: readonly Story[] = [
  story('a caller keys a code and hears its price', { shows: ['C-02'], alsoReal: true }, ({ when, then }) => {
    when.dials(wang);
    then.hears(wang, 'welcome', 'main.menu');
    when.presses(wang, '1');
    then.hears(wang, 'quote.ask-code');
    when.presses(wang, '600519#');
    then.hearsQuote(wang, '600519', 'Kweichow Moutai');
    then.isWritten(wang, 'looked-up', { operation: 'quote', result: 'found' });
    when.hangsUp(wang);
    then.isNotWritten(wang, 'caller-queued');
  }),
  story('who knows the menus keys ahead and does not hear them', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1600519#');
    then.hearsQuote(wang, '600519', 'Kweichow Moutai');
    then.hasNotHeard(wang, 'main.menu');
  }),
  story('a code that nobody lists is said back, and asked for again', {}, ({ when, then }) => {
    when.dials(wang);
    then.hears(wang, 'welcome');
    when.presses(wang, '1999999#');
    then.hears(wang, 'quote.unknown.before', 'quote.unknown.after', 'quote.ask-code');
  }),
  story('after three codes that nobody lists a person helps', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1999999#');
    then.hears(wang, 'quote.ask-code');
    when.presses(wang, '888888#');
    then.hears(wang, 'quote.ask-code');
    when.presses(wang, '777777#');
    then.hears(wang, 'recording.notice', 'queue.joining');
  }),
  story('a code of a share and an index: the caller says which, and hears the index', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1000001#');
    then.hears(wang, 'quote.which');
    when.presses(wang, '2');
    then.hearsIndex(wang, '000001', 'Shanghai composite');
  }),
  story('a code of a share and an index: the caller says which, and hears the share', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1000001#');
    then.hears(wang, 'quote.which');
    when.presses(wang, '1');
    then.hearsQuote(wang, '000001', 'Ping An Bank');
  }),
  story('an index is had by its menu, without a code', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1');
    then.hears(wang, 'quote.ask-code');
    when.presses(wang, '1#');
    then.hears(wang, 'quote.index-menu');
    when.presses(wang, '1');
    then.hearsIndex(wang, '000001', 'Shanghai composite');
  }),
  story('a suspended share is told as suspended, with the last close', {}, ({ given, when, then }) => {
    given.suspended('600519');
    when.dials(wang);
    when.presses(wang, '1600519#');
    then.hears(wang, 'quote.suspended', 'quote.previous-close', 'quote.after');
  }),
  story('the quote is said again by 9, and star leads back to the menu', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1600519#');
    then.hears(wang, 'quote.after');
    when.presses(wang, '9#');
    then.hearsQuote(wang, '600519', 'Kweichow Moutai');
    then.hears(wang, 'quote.after');
    when.presses(wang, '*');
    then.hears(wang, 'main.menu');
  }),
  story('a code that is too short is asked for again', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '16005#');
    then.hears(wang, 'quote.wrong-code', 'quote.ask-code');
    then.isWritten(wang, 'no-match', { node: 'quotes/quote-ask', count: 1 });
    when.presses(wang, '600519#');
    then.hearsQuote(wang, '600519', 'Kweichow Moutai');
  }),
  story('who stops in the middle of a code is asked again', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1600');
    when.passes(3);
    then.hears(wang, 'quote.wrong-code', 'quote.ask-code');
  }),
  story('three wrong keys lead to a person', { alsoReal: true }, ({ when, then }) => {
    when.dials(wang);
    then.hears(wang, 'main.menu');
    when.presses(wang, '#');
    then.hears(wang, 'main.wrong-key');
    when.presses(wang, '#');
    then.hears(wang, 'main.wrong-key');
    when.presses(wang, '#');
    then.hears(wang, 'recording.notice', 'queue.joining');
    then.isWritten(wang, 'no-match', { node: 'main', count: 3 });
  }),
  story('who presses nothing is asked three times, and then led to a person', {}, ({ when, then }) => {
    when.dials(wang);
    then.hears(wang, 'main.menu', 'main.no-input', 'main.no-input', 'recording.notice', 'queue.joining');
    then.isWritten(wang, 'no-input', { node: 'main', count: 3 });
  }),
  story('0 leads to a person from the question for a code, too', {}, ({ when, then }) => {
    when.dials(wang);
    when.presses(wang, '1');
    then.hears(wang, 'quote.ask-code');
    when.presses(wang, '0#');
    then.hears(wang, 'recording.notice', 'queue.joining');
  }),
  story('the notice of recording is heard to its end, whatever is pressed', {}, ({ when, then }) => {
    when.wantsPerson(wang);
    then.hears(wang, 'recording.notice');
    when.presses(wang, '000');
    then.hears(wang, 'queue.joining');
    then.isWritten(wang, 'caller-queued', { queue: 'general' });
  }),
  story('at night a quote is given, and a person is not promised', { shows: ['C-12', 'C-13'] }, ({ given, when, then }) => {
    given.time('2026-11-23 22:30');
    when.dials(wang);
    when.presses(wang, '1600519#');
    then.hearsQuote(wang, '600519', 'Kweichow Moutai');
    then.hears(wang, 'quote.after');
    when.presses(wang, '0#');
    then.hears(wang, 'queue.closed', 'goodbye');
    then.isHungUp(wang);
    then.isNotWritten(wang, 'caller-queued');
  }),
  story('on a holiday of the exchange nobody is queued', { shows: ['C-13'] }, ({ given, when, then }) => {
    given.time('2026-10-01 10:00');
    when.wantsPerson(wang);
    then.hears(wang, 'queue.closed', 'goodbye');
    then.isHungUp(wang);
    then.isNotWritten(wang, 'caller-queued');
  }),
];
