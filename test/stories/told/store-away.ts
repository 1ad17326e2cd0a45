/** The database is away: nothing can be written down, so nothing is begun; nobody is left in silence. */
import { caller } from '../language/people.ts';
import { story, type Story } from '../language/story.ts';

const wang = caller('Ms Wang');

export const storeStories: readonly Story[] = [
  story('a caller in the menus is given back to the exchange, and served anew when the database is back', {}, ({ when, then }) => {
    when.dials(wang);
    then.hears(wang, 'main.menu');
    when.storeGoesAway();
    when.presses(wang, '1');
    then.isWithDialplan(wang);
    when.passes(6);
    when.storeComesBack();
    then.hears(wang, 'welcome', 'main.menu');
  }),
  story('who calls meanwhile waits with the exchange\'s music', {}, ({ when, then }) => {
    when.storeGoesAway();
    when.dials(wang);
    then.isWithDialplan(wang);
    when.passes(4);
    when.storeComesBack();
    then.hears(wang, 'welcome', 'main.menu');
  }),
  story('a talk goes on, and what happened is on record afterwards', { shows: ['E-02'] }, ({ given, when, then }) => {
    given.ready('1001');
    when.wantsPerson(wang);
    when.answers('1001');
    then.hearEachOther(wang, '1001');
    when.storeGoesAway();
    when.passes(10);
    then.hearEachOther(wang, '1001');
    when.hangsUp(wang);
    when.passes(2);
    when.storeComesBack();
    then.isWritten(wang, 'talk-ended', { by: 'client' });
    then.recordingIs(wang, 'sealed');
    then.seatIs('1001', 'ready');
  }),
  story('a caller in the queue hears music on; no seat rings before the database is back', {}, ({ given, when, then }) => {
    given.signedIn('1001');
    when.wantsPerson(wang);
    then.hearsMusic(wang);
    when.storeGoesAway();
    when.passes(10);
    then.hearsMusic(wang);
    then.nobodyRings();
    when.storeComesBack();
    when.clicks('1001', { kind: 'ready' });
    then.rings('1001');
  }),
];
