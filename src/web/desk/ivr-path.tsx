import { RightOutlined } from '@ant-design/icons';
import { Fragment } from 'react';
import type { ScreenPop } from '../../contract/desk/pop.ts';
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

type Titles = ScreenPop['ivrTitles'];

/** Steps as one hears them: what follows in the same stage is one step. A node's own title, of the release the call ran on, comes first. */
export function stepsOf(nodes: readonly string[], titles: Titles, words: { readonly language: string; stage(node: string): string }): string[] {
  const isChinese = words.language.startsWith('zh');
  const labelOf = (node: string): string => {
    const title = titles[node];
    return (isChinese ? (title?.['zh-CN'] ?? title?.en) : (title?.en ?? title?.['zh-CN'])) ?? words.stage(stageOf(node));
  };
  return nodes.filter((node) => !untold.test(node)).map(labelOf).filter((step, position, all) => step !== all[position - 1]);
}

export function IvrPath({ nodes, titles }: { nodes: readonly string[]; titles: Titles }) {
  const { t, known, language } = useWords();
  const steps = stepsOf(nodes, titles, { language, stage: (stage) => known('stage', stage) });
  if (steps.length === 0) return <p className="muted">{t('pop.noPath')}</p>;
  return (
    <ol className="path">
      {steps.map((step, position) => (
        <Fragment key={`${position}${step}`}>
          {position > 0 && <li className="path-arrow" aria-hidden="true"><RightOutlined /></li>}
          <li className="path-step" data-last={position === steps.length - 1}>{step}</li>
        </Fragment>
      ))}
    </ol>
  );
}
