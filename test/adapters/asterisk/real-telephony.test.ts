/** The direct driver and what only a real Asterisk can show. */
import { describeRealAsterisk } from './conformance/real-asterisk.ts';

describeRealAsterisk('direct');
