import { span } from '../../words/format.ts';
import { useWords } from '../../words/use-words.ts';
import { useNow } from '../use-now.ts';
import { timesOf } from './call-times.ts';
import type { Situation } from './situation.ts';

export function CallTimers({ situation, acwSince, offsetMs }: { situation: Situation; acwSince: number | null; offsetMs: number }) {
  const { t } = useWords();
  const now = useNow(offsetMs);
  const { talkMs, heldMs, acwMs } = timesOf(situation.view, acwSince, now);
  const timers = [['talk', talkMs], ['held', heldMs], ['acw', acwMs]] as const;
  return (
    <dl className="call-timers">
      {timers.map(([name, ms]) => (
        <div key={name} data-timer={name} data-runs={runs(name, situation.kind)}>
          <dt>{t(`call.timer.${name}`)}</dt>
          <dd role="timer" aria-label={t(`call.timer.${name}`)}>{ms === null ? '--:--' : span(ms)}</dd>
        </div>
      ))}
    </dl>
  );
}

function runs(name: 'talk' | 'held' | 'acw', kind: Situation['kind']): boolean {
  switch (name) {
    case 'talk':
      return kind === 'connected' || kind === 'held' || kind === 'checking' || kind === 'rejoining';
    case 'held':
      return kind === 'held';
    case 'acw':
      return kind === 'ended';
  }
}
