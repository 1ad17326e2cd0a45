/** The direct driver on a real Asterisk. */
import { conformConnection, conformInCalls, conformMedia, conformOutCalls, useWorld } from './telephony.conformance.ts';
import { openRealWorld } from './support/real-world.ts';

const suite = useWorld(openRealWorld);
conformInCalls(suite);
conformOutCalls(suite);
conformMedia(suite);
conformConnection(suite);
