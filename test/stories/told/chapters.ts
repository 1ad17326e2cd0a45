/** All stories, in the order in which a supervisor would read them. */
import type { Chapter } from '../language/page.ts';
import { backOfficeStories } from './back-office.ts';
import { callbackStories } from './callbacks.ts';
import { messageStories } from './messages.ts';
import { pinCheckStories } from './pin-check.ts';
import { queueStories } from './queue.ts';
import { quoteStories } from './quotes.ts';
import { restartStories } from './restarts.ts';
import { seatStories } from './seats.ts';
import { storeStories } from './store-away.ts';
import { talkStories } from './talk.ts';
import { holdStories, pageStories } from './talk-control.ts';

export const chapters: readonly Chapter[] = [
  { title: 'Callers serve themselves', stories: quoteStories },
  { title: 'Callers leave word', stories: messageStories },
  { title: 'The queue', stories: queueStories },
  { title: 'Caller and agent', stories: talkStories },
  { title: 'Hold, mute, hang up', stories: holdStories },
  { title: 'A password in mid-talk', stories: pinCheckStories },
  { title: 'The agent\'s page goes away', stories: pageStories },
  { title: 'Agents at their seats', stories: seatStories },
  { title: 'Calling clients back', stories: callbackStories },
  { title: 'The back office is slow or silent', stories: backOfficeStories },
  { title: 'The server dies and comes back', stories: restartStories },
  { title: 'The database is away', stories: storeStories },
];
