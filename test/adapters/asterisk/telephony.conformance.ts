/**
 * What every driver of port `Telephony` keeps, over any world that plays Asterisk and the people at its other end. Run on the
 * real Asterisk (direct-telephony.test.ts, ari-client-telephony.test.ts) and, as far as it goes, on a staged one
 * (staged-asterisk.test.ts, ari-client-staged.test.ts).
 */
import { conformClipsAndBridges } from './conformance/clips-and-bridges.ts';
import { conformConnection } from './conformance/connection.ts';
import { conformDeskPhones } from './conformance/desk-phones.ts';
import { conformInCalls } from './conformance/in-calls.ts';
import { conformKeys } from './conformance/keys.ts';
import { conformOutCalls } from './conformance/out-calls.ts';
import { useWorld, type Suite } from './conformance/use-world.ts';
import type { TelephonyWorld } from './support/world.ts';

/** Declares the whole suite in the test file that calls it; gives back its world and driver for tests of that file's own. */
export function describeTelephony(openWorld: () => Promise<TelephonyWorld>): Suite {
  const suite = useWorld(openWorld);
  conformInCalls(suite);
  conformOutCalls(suite);
  conformClipsAndBridges(suite);
  conformKeys(suite);
  conformDeskPhones(suite);
  conformConnection(suite);
  return suite;
}
