/**
 * Every ARI call this adapter makes, its kind, and the test that shows it on a real Asterisk (all in
 * test/adapters/asterisk). The HTTP client takes no call that is missing here.
 *
 * - create-with-id: sent again it answers 409, which means: it is there
 * - repeatable: sent again it does no harm (204 again, or 404: already so)
 * - ask-first: sent again it would happen twice
 * - read: changes nothing
 */
import type { AriOperations } from './generated/operations.ts';

export type AriCallKind = 'create-with-id' | 'repeatable' | 'ask-first' | 'read';
interface AriCallNote {
  readonly kind: AriCallKind;
  readonly test: string;
}

export const ariCalls = {
  'POST /channels/create': { kind: 'create-with-id', test: 'a channel id given twice is one leg' },
  // Said again it answers 500, not 409: the channel itself is asked.
  'POST /channels/{channelId}/snoop/{snoopId}': { kind: 'create-with-id', test: 'an ear asked for twice is one ear: it hears both, and is heard by its own party alone when it whispers' },
  'POST /bridges/{bridgeId}': { kind: 'create-with-id', test: 'a bridge id given twice is one bridge' },
  'POST /channels/{channelId}/answer': { kind: 'repeatable', test: 'answering twice is answering' },
  'DELETE /channels/{channelId}': { kind: 'repeatable', test: 'a leg hung up twice is gone, and so is every other command for it' },
  'POST /bridges/{bridgeId}/addChannel': { kind: 'repeatable', test: 'legs added to their bridge again stay in it' },
  'POST /bridges/{bridgeId}/removeChannel': { kind: 'repeatable', test: 'a leg taken out of its bridge hears its own clip, and talks again when it is put back' },
  'POST /channels/{channelId}/mute': { kind: 'repeatable', test: 'a muted leg is heard by nobody, and hears the other' },
  'DELETE /channels/{channelId}/mute': { kind: 'repeatable', test: 'a muted leg is heard by nobody, and hears the other' },
  'DELETE /bridges/{bridgeId}': { kind: 'repeatable', test: 'a leg hung up twice is gone, and so is every other command for it' },
  'DELETE /playbacks/{playbackId}': { kind: 'repeatable', test: 'end once, by themselves or stopped, and a playback stopped twice is gone' },
  'POST /applications/{applicationName}/subscription': { kind: 'repeatable', test: 'a channel watched twice ends once' },
  'DELETE /applications/{applicationName}/subscription': { kind: 'repeatable', test: 'a foreign subscription of our app is cut, so that no key is told twice' },
  'PUT /applications/{applicationName}/eventFilter': { kind: 'repeatable', test: 'after the socket is cut it comes back and goes on telling' },
  'POST /events/user/{eventName}': { kind: 'repeatable', test: 'a word said to our app comes back; where the app is gone though its socket stands, the connection is made anew' },
  'POST /channels/{channelId}/continue': { kind: 'repeatable', test: 'a channel handed back comes again as a new call when a server is there' },
  'POST /channels/{channelId}/dtmf': { kind: 'ask-first', test: 'reach the leg, each once and in order; a leg that is gone has none; no log has them' },
  // Once the phone has had its NOTIFY nobody listens to a second word.
  'POST /channels/{channelId}/transfer_progress': { kind: 'repeatable', test: 'hands its call on by REFER: we are told, nothing moves, and it hears what became of it' },
  // A second dial in the moment before the first ringing answers 204 and hangs the leg up.
  'POST /channels/{channelId}/dial': { kind: 'ask-first', test: 'ends a leg that is dialled twice before it rings: why the driver never does' },
  // A playback id given twice plays twice, and DELETE stops only the first.
  'POST /channels/{channelId}/play/{playbackId}': { kind: 'ask-first', test: 'a playback id given twice plays once' },
  // The recording hop: EVAL_SUB(recsub,...). Starting twice would write one file by two monitors.
  'GET /channels/{channelId}/variable': { kind: 'ask-first', test: 'recording started twice is one recording, also by a process that comes after' },
  // TALK_DETECT, of a slot that ends by silence.
  'POST /channels/{channelId}/variable': { kind: 'repeatable', test: 'ends a slot that says so: when the caller has stopped talking, or has not begun' },
  'GET /asterisk/info': { kind: 'read', test: 'an Asterisk that will do is told from one that is too old' },
  'PUT /asterisk/config/dynamic/{configClass}/{objectType}/{id}': { kind: 'repeatable', test: 'a phone in a page is made, given another password, and taken away' },
  'DELETE /asterisk/config/dynamic/{configClass}/{objectType}/{id}': { kind: 'repeatable', test: 'a phone in a page is made, given another password, and taken away' },
  'GET /asterisk/config/dynamic/{configClass}/{objectType}/{id}': { kind: 'read', test: 'a phone in a page is made, given another password, and taken away' },
  'GET /channels': { kind: 'read', test: 'lists channels, bridges and live playbacks' },
  'GET /channels/{channelId}': { kind: 'read', test: 'a channel id given twice is one leg' },
  'GET /channels/{channelId}/rtp_statistics': { kind: 'read', test: 'the sound that comes from a leg is counted while it comes; without a leg nothing is known' },
  'GET /bridges': { kind: 'read', test: 'lists channels, bridges and live playbacks' },
  'GET /bridges/{bridgeId}': { kind: 'read', test: 'a bridge id given twice is one bridge' },
  'GET /applications/{applicationName}': { kind: 'read', test: 'lists channels, bridges and live playbacks' },
  'GET /playbacks/{playbackId}': { kind: 'read', test: 'lists channels, bridges and live playbacks' },
  'GET /endpoints/{tech}': { kind: 'read', test: 'a seat that registers is online, one that leaves is offline, one that comes anew is told again' },
} as const satisfies Partial<Record<keyof AriOperations, AriCallNote>>;

export type UsedAriCall = keyof typeof ariCalls;
