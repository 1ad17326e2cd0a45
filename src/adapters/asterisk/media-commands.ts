/** Commands for what is heard and recorded. */
import type { CommandOutcome, Telephony } from '../../app/ports.ts';
import { FIRM_LANGUAGE } from '../../core/speech/language.ts';
import { maxBodyBytes } from './ari-http.ts';
import { done, gone, notPossible, outcomeOf } from './outcomes.ts';
import { createSnoop } from './snoop-command.ts';
import { createStopPlay } from './stop-play.ts';
import { stopPlaysOn, waitingRequestMs, type Wire } from './wire.ts';
import type { Announcer } from './announcer.ts';

type MediaCommands = Pick<Telephony, 'createSnoop' | 'play' | 'stopPlay' | 'startRecording' | 'stopRecording' | 'createBridge' | 'addToBridge' | 'removeFromBridge' | 'destroyBridge'>;
type Play = Parameters<Telephony['play']>[0];

/** The path goes into a dialplan expression: nothing but names and slashes may stand in it. */
const recordablePath = /^(\/[\w-][\w.-]*)+$/;

/** The clips' addresses, or the first id that the catalogue lacks. Asterisk would skip a missing one silently. */
function mediaOf(wire: Wire, { clips, language = FIRM_LANGUAGE }: Play): { media: readonly string[] } | { missing: string } {
  const media: string[] = [];
  for (const clipId of clips) {
    const path = wire.catalogue.pathOf(clipId, language);
    if (path === null) return { missing: clipId };
    media.push(`sound:${path}`);
  }
  return { media };
}

async function sendPlay(wire: Wire, play: Play, media: readonly string[]): Promise<CommandOutcome> {
  const { channelId, playbackId } = play;
  // Stopped while it waited for its turn: its end is told already.
  if (!wire.playbacks.has(playbackId)) return wire.legs.hasEnded(channelId) ? gone : done;
  wire.playbacks.advance(playbackId, 'sent');
  const answer = await wire.http.call('POST /channels/{channelId}/play/{playbackId}', { path: { channelId, playbackId }, body: { media } });
  const outcome = outcomeOf(answer);
  if (outcome.kind === 'done') wire.playbacks.advance(playbackId, 'live');
  else if (outcome.kind !== 'unknown') wire.playbacks.remove(playbackId);
  return outcome;
}

/** Runs a subroutine of the dialplan on a channel that stays where it is; answers what it returned. */
async function runSub(wire: Wire, channelId: string, call: string): Promise<CommandOutcome> {
  const answer = await wire.http.call('GET /channels/{channelId}/variable', { path: { channelId }, query: { variable: `EVAL_SUB(recsub,${call})` } });
  if (answer.kind !== 'reply' || answer.status !== 200) return outcomeOf(answer);
  return answer.body.value === '' ? notPossible('the recording did not start') : done;
}

/** Whether the channel's last monitor writes (or wrote) this very file: Asterisk keeps its name in a variable. */
async function isRecorded(wire: Wire, channelId: string, path: string): Promise<boolean> {
  const answer = await wire.http.call('GET /channels/{channelId}/variable', { path: { channelId }, query: { variable: 'MIXMONITOR_FILENAME' } });
  return answer.kind === 'reply' && answer.status === 200 && answer.body.value === `${path}.raw`;
}

async function createBridge(wire: Wire, bridgeId: string): Promise<CommandOutcome> {
  // dtmf_events: in a plain mixing bridge two A-law legs exchange packets directly and no key is ever told.
  const answer = await wire.http.call('POST /bridges/{bridgeId}', { path: { bridgeId }, query: { type: 'mixing,dtmf_events' } });
  if (answer.kind !== 'reply' || answer.status !== 409) return outcomeOf(answer);
  return outcomeOf(await wire.http.call('GET /bridges/{bridgeId}', { path: { bridgeId } }));
}

export function createMediaCommands(wire: Wire, announcer: Announcer): MediaCommands {
  const { lanes, playbacks, legs } = wire;
  return {
    play(play) {
      const found = mediaOf(wire, play);
      if ('missing' in found) return Promise.resolve(notPossible(`clip ${found.missing} is not in the catalogue`));
      if (found.media.length === 0) return Promise.resolve(notPossible('nothing to play'));
      if (JSON.stringify(found.media).length > maxBodyBytes) return Promise.resolve(notPossible('too many clips for one request'));
      // Asterisk would play a second one of the same id beside the first.
      if (playbacks.has(play.playbackId)) return Promise.resolve(done);
      if (legs.hasEnded(play.channelId)) return Promise.resolve(gone);
      playbacks.add(play.playbackId, play.channelId, 'queued');
      return lanes.run([play.channelId], () => sendPlay(wire, play, found.media));
    },
    stopPlay: createStopPlay(wire, announcer),
    startRecording({ channelId, path }) {
      if (!recordablePath.test(path)) return Promise.resolve(notPossible('not a path for a recording'));
      return lanes.run([channelId], async () => {
        const mayBeRecorded = !legs.isBornHere(channelId) || wire.recorded.get(channelId) === path;
        if (mayBeRecorded && (await isRecorded(wire, channelId, path))) return done;
        wire.recorded.set(channelId, path);
        return runSub(wire, channelId, `start,1(${path})`);
      });
    },
    stopRecording: (channelId) => lanes.run([channelId], () => runSub(wire, channelId, 'stop,1()')),
    createSnoop: (snoop) => lanes.run([snoop.channelId], () => createSnoop(wire, snoop)),
    createBridge: (bridgeId) => lanes.run([bridgeId], () => createBridge(wire, bridgeId)),
    addToBridge: (bridgeId, channelIds) => lanes.run([bridgeId, ...channelIds], async () => {
      await Promise.all(channelIds.map((channelId) => stopPlaysOn(wire, channelId)));
      // 400: one of the channels is no more.
      return outcomeOf(await wire.http.call('POST /bridges/{bridgeId}/addChannel', {
        path: { bridgeId }, query: { channel: channelIds }, timeoutMs: waitingRequestMs,
      }), [400]);
    }),
    removeFromBridge: (bridgeId, channelId) => lanes.run([bridgeId, channelId], async () => {
      await stopPlaysOn(wire, channelId);
      // 400: the channel is no more. 422: it is not in the bridge, which is what was wished for.
      const answer = await wire.http.call('POST /bridges/{bridgeId}/removeChannel', { path: { bridgeId }, query: { channel: [channelId] }, timeoutMs: waitingRequestMs });
      return answer.kind === 'reply' && answer.status === 422 ? done : outcomeOf(answer, [400]);
    }),
    destroyBridge: (bridgeId) => lanes.run([bridgeId], async () =>
      outcomeOf(await wire.http.call('DELETE /bridges/{bridgeId}', { path: { bridgeId } }))),
  };
}
