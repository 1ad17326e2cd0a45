import { levelPerSecond, type HeardFrame, SOUNDING_LEVEL } from '../../../src/lab/ear/levels.ts';
import { voiceShare } from '../../calls/support/sound.ts';

export type Span = { fromMs: number; toMs: number };
/** Two ends of a talk, as far as they are listened to. */
export interface TwoEnds {
  caller: { number: string; party: { frames(): readonly HeardFrame[] } };
  agent: { extension: string; frames(): readonly HeardFrame[] };
}

/** Whole seconds of the span in which one end did not hear the other's voice; none: the talk went on all along. */
export function silentSeconds(talk: TwoEnds, span: Span): string[] {
  return [
    ...unheard(talk.caller.party.frames(), talk.agent.extension, span).map((second) => `client does not hear the agent ${second}`),
    ...unheard(talk.agent.frames(), talk.caller.number, span).map((second) => `agent does not hear the client ${second}`),
  ];
}

function unheard(frames: readonly HeardFrame[], voice: string, span: Span): string[] {
  return levelPerSecond(frames, span).flatMap((level, second) => {
    const share = voiceShare(frames, voice, { untilMs: span.fromMs + (second + 1) * 1_000, lastMs: 1_000 });
    return level >= SOUNDING_LEVEL && share > 0.8 ? [] : [`in second ${second} (level ${Math.round(level)}, share ${share.toFixed(2)})`];
  });
}

export const secondsOf = ({ fromMs, toMs }: Span): number => Math.floor((toMs - fromMs) / 1_000);
