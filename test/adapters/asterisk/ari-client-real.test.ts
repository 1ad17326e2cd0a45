/** The ari-client driver and what only a real Asterisk can show. */
import { describeRealAsterisk } from './conformance/real-asterisk.ts';

describeRealAsterisk('ari-client');
