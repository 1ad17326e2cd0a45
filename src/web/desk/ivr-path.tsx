import { RightOutlined } from '@ant-design/icons';
import { Fragment } from 'react';
import { useWords } from '../words/use-words.ts';

/** Nodes of the flow by the stage a person would name; a node without one shows its own name. */
const stages: readonly (readonly [RegExp, string])[] = [
  [/^welcome/, 'welcome'],
  [/^(main|menu)/, 'menu'],
  [/^(index|say-index)/, 'index'],
  [/^(quote|say-price)/, 'quote'],
  [/^person/, 'person'],
  [/^queue/, 'queue'],
  [/^closed/, 'closed'],
  [/^sorry/, 'sorry'],
];

/** The recording notice is heard by all: it tells nothing. */
const untold = /^notice/;

const stageOf = (node: string): string => stages.find(([pattern]) => pattern.test(node))?.[1] ?? node;

/** Steps as one hears them: what follows in the same stage is one step. */
export function stepsOf(nodes: readonly string[]): string[] {
  return nodes.filter((node) => !untold.test(node)).map(stageOf).filter((stage, position, all) => stage !== all[position - 1]);
}

export function IvrPath({ nodes }: { nodes: readonly string[] }) {
  const { t, known } = useWords();
  const steps = stepsOf(nodes);
  if (steps.length === 0) return <p className="muted">{t('pop.noPath')}</p>;
  return (
    <ol className="path">
      {steps.map((step, position) => (
        <Fragment key={`${position}${step}`}>
          {position > 0 && <li className="path-arrow" aria-hidden="true"><RightOutlined /></li>}
          <li className="path-step" data-last={position === steps.length - 1}>{known('stage', step)}</li>
        </Fragment>
      ))}
    </ol>
  );
}
