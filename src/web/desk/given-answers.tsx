import type { AnswerValue } from '../../contract/desk/pop.ts';
import { answerText, decimalText } from '../words/format.ts';
import { useWords } from '../words/use-words.ts';

type Answers = Readonly<Record<string, AnswerValue>>;

/** The last quote the client heard, and what she keyed in; the rest of a look-up is of no use to the agent. */
export function GivenAnswers({ answers }: { answers: Answers }) {
  const { t, known } = useWords();
  const keyed = Object.entries(answers).filter(([path]) => !path.includes('.'));
  const hasQuote = typeof answers['quote.name'] === 'string';
  if (keyed.length === 0 && !hasQuote) return <p className="muted">{t('pop.noAnswers')}</p>;
  return (
    <div className="answers">
      {hasQuote && <Quote answers={answers} />}
      {keyed.filter(([path]) => !(hasQuote && path === 'code')).map(([path, value]) => (
        <div key={path} className="answer"><span className="muted">{known('answer', path)}</span> {answerText(value)}</div>
      ))}
    </div>
  );
}

/** Red is up here, green is down: the mainland's colours. */
function Quote({ answers }: { answers: Answers }) {
  const { t } = useWords();
  const change = answers['quote.changePct'];
  const last = answers['quote.last'];
  const [mantissa, text] = typeof change === 'object' ? [change.mantissa, `${change.mantissa > 0 ? '+' : ''}${decimalText(change)}%`] : [0, ''];
  return (
    <div className="quote">
      <span className="muted">{t('pop.lastQuote')}</span>
      <span className="quote-name"><strong>{answerText(answers['quote.name'] ?? '')}</strong> <code>{answerText(answers['quote.code'] ?? answers['code'] ?? '')}</code></span>
      <span className="quote-price" data-move={Math.sign(mantissa)}>{last === undefined ? '' : answerText(last)} <small>{text}</small></span>
    </div>
  );
}
