/** The direct driver on a real Asterisk. */
import { describeTelephony } from './telephony.conformance.ts';
import { openRealWorld } from './support/real-world.ts';

describeTelephony(() => openRealWorld('direct'));
