import type { LambdaFunction } from '../lambdaFunction';
import type { FileSystemSetup } from '../mount/fileSystemSetup';
import { code, fenced, prose, table } from '../text/markdownText';
import type { Translate } from '../translate';
import {
  describeOpenness,
  describePath,
  linksOf,
  summarizePath,
  type PathStep,
} from '../words/mountPathWords';

/** The way to the file system, as a section of a Markdown document: a Mermaid diagram, and a table of the same. */
export function mountPathMarkdown(
  target: LambdaFunction,
  setup: FileSystemSetup | undefined,
  t: Translate,
): string {
  const steps = describePath(target, setup, t);
  return [
    `## ${prose(t('Path of the mount'))}`,
    prose(summarizePath(steps, t)),
    fenced(mermaid(steps, t), 'mermaid'),
    table(
      [
        [t('Part'), 'left'],
        [t('Names'), 'left'],
        [t('State'), 'left'],
        [t('Evidence'), 'left'],
      ],
      steps.map(step => [
        prose(step.title),
        code(step.names),
        prose(describeOpenness(step.state, t)),
        prose(step.fact),
      ]),
    ),
  ].join('\n\n');
}

/** https://mermaid.js.org/syntax/flowchart.html */
function mermaid(steps: readonly PathStep[], t: Translate): string {
  const nodes = steps.map(step => {
    const lines = [step.title, step.names, describeOpenness(step.state, t)].filter(line => line !== '');
    return `  ${step.id}["${lines.map(label).join('<br/>')}"]${step.state === undefined ? '' : `:::${step.state}`}`;
  });
  return [
    'flowchart LR',
    ...nodes,
    ...linksOf(steps).map(([from, to]) => `  ${from} --> ${to}`),
    '  classDef open stroke:#2da44e,stroke-width:2px',
    '  classDef closed stroke:#cf222e,stroke-width:4px',
    '  classDef unknown stroke-dasharray:4 4',
  ].join('\n');
}

/** Text in a label: nothing in it is Mermaid's, Markdown or HTML. */
function label(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,()/–·’-]/gu, character => `#${character.codePointAt(0)};`);
}
