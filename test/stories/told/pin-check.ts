/** An agent has her client key the trading password in the middle of the talk. */
import { caller, client } from '../language/people.ts';
import { story, type Story, type Words } from '../language/story.ts';

const chen = client('Ms Chen');
const stranger = caller('Mr Li');

function asked({ given, when, then }: Words): void {
  given.ready('1001');
  when.wantsPerson(chen);
  when.answers('1001');
  then.hearEachOther(chen, '1001');
  when.clicksForCall('1001', 'check the PIN');
  then.hears(chen, 'check.pin');
  then.deskShowsCall('1001', 'checking');
}

export const pinCheckStories: readonly Story[] = [
  story('a client keys her password for the agent: the agent learns that it was right, and they talk on', { shows: ['M-07'] }, (words) => {
    const { when, then } = words;
    asked(words);
    when.presses(chen, '836152');
    then.hearEachOther(chen, '1001');
    then.isWritten(chen, 'check-ended', { result: 'passed' });
    then.isWritten(chen, 'authenticated', { level: 'password', method: 'agent-check' });
    when.hangsUp(chen);
    then.recordingIs(chen, 'sealed');
  }),
  story('a wrong password is a fail, and they talk on; the agent may ask again', {}, (words) => {
    const { when, then } = words;
    asked(words);
    when.presses(chen, '111222');
    then.hearEachOther(chen, '1001');
    then.isWritten(chen, 'check-ended', { result: 'failed' });
    when.clicksForCall('1001', 'check the PIN');
    then.hears(chen, 'check.pin');
    when.presses(chen, '836152');
    then.isWritten(chen, 'check-ended', { result: 'passed' });
  }),
  story('a client who keys nothing is asked three times; then they talk on', {}, (words) => {
    const { when, then } = words;
    asked(words);
    then.hears(chen, 'check.again');
    then.hears(chen, 'check.again');
    when.passes(15);
    then.hearEachOther(chen, '1001');
    then.isWritten(chen, 'check-ended', { result: 'timed-out' });
  }),
  story('the back office does not answer: nothing is proven, and they talk on', {}, (words) => {
    const { given, when, then } = words;
    given.backOffice('does not answer in time');
    asked(words);
    when.presses(chen, '836152');
    when.passes(6);
    then.hearEachOther(chen, '1001');
    then.isWritten(chen, 'check-ended', { result: 'unavailable' });
    then.isNotWritten(chen, 'authenticated');
  }),
  story('the server dies while she keys: they hear each other again as soon as it is back, and the check is asked for again', {}, (words) => {
    const { when, then } = words;
    asked(words);
    when.presses(chen, '8361');
    when.serverRestarts();
    then.hearEachOther(chen, '1001');
    then.isWritten(chen, 'check-ended', { result: 'interrupted' });
    when.clicksForCall('1001', 'check the PIN');
    then.hears(chen, 'check.pin');
    when.presses(chen, '836152');
    then.isWritten(chen, 'check-ended', { result: 'passed' });
  }),
  story('the agent cancels the check; a client nobody knows cannot be checked', {}, (words) => {
    const { when, then } = words;
    asked(words);
    when.clicksForCall('1001', 'hold');
    then.isRefused('1001', 'CALL_IN_CHECK');
    when.clicksForCall('1001', 'cancel the check');
    then.hearEachOther(chen, '1001');
    when.hangsUp(chen);
    then.seatIs('1001', 'ready');
    when.wantsPerson(stranger);
    when.answers('1001');
    then.hearEachOther(stranger, '1001');
    when.clicksForCall('1001', 'check the PIN');
    then.isRefused('1001', 'CALL_CLIENT_UNKNOWN');
  }),
];
