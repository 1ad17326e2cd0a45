/** Callers who leave word: a message after the tone, and what they thought of the talk. */
import { caller } from '../language/people.ts';
import { story, type Story, type Words } from '../language/story.ts';

const wang = caller('Ms Wang');

/** At night, up to the tone. */
function speaks({ given, when, then }: Words): void {
  given.time('2026-11-23 22:00');
  when.wantsPerson(wang);
  then.hears(wang, 'queue.closed', 'closed.menu');
  when.presses(wang, '1');
  then.hears(wang, 'message.leave', 'tone.record');
  when.passes(12);
}

/** A talk that the agent ends. */
function isLetGo({ given, when, then }: Words): void {
  given.ready('1001');
  when.wantsPerson(wang);
  then.rings('1001');
  when.answers('1001');
  then.hearEachOther(wang, '1001');
  when.agentHangsUp('1001');
  then.hears(wang, 'survey.ask');
}

export const messageStories: readonly Story[] = [
  story('at night a message is left after the tone, ended by #, and kept', { shows: ['C-12', 'P-01'] }, (words) => {
    const { when, then } = words;
    speaks(words);
    when.presses(wang, '#');
    then.hears(wang, 'message.thanks', 'goodbye');
    then.isHungUp(wang);
    then.isWritten(wang, 'message-left', { box: 'message' });
    then.recordingIs(wang, 'sealed');
  }),
  story('who simply hangs up has left her message all the same', { shows: ['P-01'] }, (words) => {
    const { when, then } = words;
    speaks(words);
    when.hangsUp(wang);
    then.isWritten(wang, 'message-left', { box: 'message' });
    then.recordingIs(wang, 'sealed');
  }),
  story('who says nothing for two minutes is thanked, and let go', {}, (words) => {
    const { when, then } = words;
    speaks(words);
    when.passes(110);
    then.hears(wang, 'message.thanks', 'goodbye');
    then.isHungUp(wang);
  }),
  story('a message goes on over the death of the server', { shows: [] }, (words) => {
    const { when, then } = words;
    speaks(words);
    when.serverRestarts();
    when.passes(5);
    when.presses(wang, '#');
    then.hears(wang, 'message.thanks');
    then.isWritten(wang, 'message-left', { box: 'message' });
    then.recordingIs(wang, 'sealed');
  }),
  story('the agent hangs up, and the caller says how it was by a key', { shows: ['K-01'] }, (words) => {
    const { when, then } = words;
    isLetGo(words);
    when.presses(wang, '5');
    then.hears(wang, 'survey.thanks', 'goodbye');
    then.isHungUp(wang);
    then.isWritten(wang, 'looked-up', { operation: 'rate', result: 'found' });
  }),
  story('who has no answer to it hears the goodbye', {}, (words) => {
    const { then } = words;
    isLetGo(words);
    then.hears(wang, 'goodbye');
    then.isHungUp(wang);
  }),
  story('who hangs up herself is not asked', {}, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    then.rings('1001');
    when.answers('1001');
    then.hearEachOther(wang, '1001');
    when.hangsUp(wang);
    then.hasNotHeard(wang, 'survey.ask');
  }),
];
