import { clockTime, dayOf } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';

/** `今天 10:05:09`; the whole time stands in the title. */
export function CallDay({ at }: { at: number }) {
  const { t } = useWords();
  const day = dayOf(at, Date.now());
  return <time className="call-day" dateTime={new Date(at).toISOString()}><span>{day.kind === 'date' ? day.text : t(`calls.${day.kind}`)}</span> {clockTime(at)}</time>;
}
