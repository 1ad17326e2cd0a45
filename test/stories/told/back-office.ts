/** The back office is slow, silent or broken. */
import { caller } from '../language/people.ts';
import { story, type Story } from '../language/story.ts';

const wang = caller('Ms Wang');

export const backOfficeStories: readonly Story[] = [
  story('a back office that takes its time: the caller is told to wait, and hears the price', {}, ({ given, when, then }) => {
    given.backOffice('answers slowly');
    when.dials(wang);
    when.presses(wang, '1600519#');
    then.hears(wang, 'back-office.wait');
    then.hearsQuote(wang, '600519', 'Kweichow Moutai');
  }),
  story('a back office that does not answer: an apology within five seconds, then the menu', {}, ({ given, when, then }) => {
    given.backOffice('does not answer in time');
    when.dials(wang);
    when.presses(wang, '1600519#');
    then.hears(wang, 'back-office.wait');
    when.passes(5);
    then.hears(wang, 'back-office.sorry', 'main.menu');
    then.isWritten(wang, 'looked-up', { result: 'failed' });
  }),
  story('a back office that fails: an apology, then the menu, and a person can be had', { alsoReal: true }, ({ given, when, then }) => {
    given.backOffice('fails');
    given.ready('1001');
    when.dials(wang);
    then.hears(wang, 'welcome');
    when.presses(wang, '1600519#');
    then.hears(wang, 'back-office.sorry', 'main.menu');
    when.presses(wang, '0');
    then.hears(wang, 'recording.notice');
    then.rings('1001');
  }),
  story('a caller leaves while a slow answer is on its way: nobody is asked for it any more', {}, ({ given, when, then }) => {
    given.backOffice('answers slowly');
    when.dials(wang);
    when.presses(wang, '1600519#');
    then.hears(wang, 'back-office.wait');
    when.hangsUp(wang);
    when.passes(5);
    then.isWritten(wang, 'call-ended');
    then.isNotWritten(wang, 'looked-up');
  }),
];
