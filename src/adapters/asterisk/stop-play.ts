/**
 * Stops a playback, and sees to it that it ends: a stop that meets its clip in the very moment it begins can be lost in Asterisk
 * (answered 204, and the clip goes on: seen once on a busy machine), and the caller would hear it to its end.
 */
import type { CommandOutcome } from '../../app/ports.ts';
import type { Announcer } from './announcer.ts';
import { done, gone, outcomeOf } from './outcomes.ts';
import type { Wire } from './wire.ts';

/** Its end is told within 20 ms as a rule. */
const LOOK_AFTER_MS = 500;
const STOPS_AT_MOST = 3;

export function createStopPlay(wire: Wire, announcer: Announcer): (playbackId: string) => Promise<CommandOutcome> {
  const { playbacks, lanes } = wire;
  const ask = async (playbackId: string): Promise<CommandOutcome> => outcomeOf(await wire.http.call('DELETE /playbacks/{playbackId}', { path: { playbackId } }));
  const seeTo = (playbackId: string, stopsLeft: number): void => {
    const look = async (): Promise<void> => {
      if (!playbacks.has(playbackId)) return;
      wire.log.warn({ playbackId }, 'a playback goes on after its stop, it is stopped again');
      const outcome = await ask(playbackId);
      if (outcome.kind === 'gone') playbacks.remove(playbackId);
      else if (stopsLeft > 1) seeTo(playbackId, stopsLeft - 1);
    };
    setTimeout(() => void look(), LOOK_AFTER_MS).unref();
  };
  const stop = async (playbackId: string): Promise<CommandOutcome> => {
    const outcome = await ask(playbackId);
    if (outcome.kind === 'gone') playbacks.remove(playbackId);
    if (outcome.kind === 'done') seeTo(playbackId, STOPS_AT_MOST - 1);
    return outcome;
  };

  /** A playback in flight is stopped again when its request has been answered: the first stop may have come too early. */
  return async (playbackId) => {
    const stage = playbacks.stageOf(playbackId);
    const channelId = playbacks.channelOf(playbackId);
    if (stage === 'queued') {
      playbacks.remove(playbackId);
      announcer.tell({ kind: 'playback-ended', playbackId, outcome: 'done' });
      return done;
    }
    if (stage !== 'sent' || channelId === null) return stop(playbackId);
    const first = await ask(playbackId);
    if (first.kind === 'done') {
      seeTo(playbackId, STOPS_AT_MOST - 1);
      return first;
    }
    return lanes.run([channelId], () => (playbacks.has(playbackId) ? stop(playbackId) : Promise.resolve(gone)));
  };
}
