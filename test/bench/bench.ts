import { readFileSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseDf } from '../../src/core/parse/df';
import { parseLs } from '../../src/core/parse/ls';
import { parseMountInfo } from '../../src/core/parse/mountinfo';
import { projectRoot } from '../harness/projectRoot';
import { sideBySide, type Measure } from './measure';
import { benchTemplates } from './templates';

const ROUNDS = 15;

const ms = ({ median, lower, upper }: Measure | undefined = { median: NaN, lower: NaN, upper: NaN }) =>
  `${median.toFixed(1)} (${lower.toFixed(1)}–${upper.toFixed(1)})`;

const kilobytes = (file: string) => `${(statSync(path.join(projectRoot, file)).size / 1024).toFixed(1)} KiB`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

async function main(): Promise<void> {
  console.log('Measuring template checks…');
  const templates = await benchTemplates([50, 500, 2000], ROUNDS);

  console.log('Measuring the parsers…');
  const recorded = (name: string) =>
    readFileSync(path.join(projectRoot, 'src/local/demo/recorded', name), 'utf8');
  const many = (text: string) => text.repeat(Math.ceil(1_000_000 / text.length));
  const mountinfo = many(readFileSync('/proc/self/mountinfo', 'utf8'));
  const df = many(recorded('df-h.txt'));
  const ls = many(recorded('ls-l-bin.txt'));
  const parsers = await sideBySide(
    {
      'splitting 1 MB into fields': () => ls.split('\n').map(line => line.split(' ')),
      'mountinfo, 1 MB': () => parseMountInfo(mountinfo),
      'df, 1 MB': () => parseDf(df),
      'ls -l, 1 MB': () => parseLs(ls),
    },
    ROUNDS,
  );

  const [cpu] = os.cpus();
  const report = `# Bench

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)} with Node ${process.version}, ${os.type()} ${os.release()}, ${os.cpus().length} × ${cpu?.model ?? 'unknown processor'}, load average ${os.loadavg()[0]?.toFixed(1)} at the end.
Milliseconds: the median of ${ROUNDS} rounds, and in brackets the range of the middle half. The columns of a row were measured in turn,
round by round, in one process. Bundles are those of the last build; without \`--production\` they are not minified.

## Template checks

Not measured: the pause in typing and VS Code's own drawing.

${table(
  ['resources', 'KiB', 'YAML library alone', 'read and check', 'after one edit', 'hover'],
  templates.map(({ resources, kilobytes: size, measures }) => [
    String(resources),
    String(size),
    ms(measures['yaml alone']),
    ms(measures['read and check']),
    ms(measures['after one edit']),
    ms(measures.hover),
  ]),
)}

## Parsers

${table(
  ['text', 'ms'],
  Object.entries(parsers).map(([name, measure]) => [name, ms(measure)]),
)}

## Sizes

${table(
  ['file', 'size'],
  ['extension.js', 'template.js', 'aws-lambda.js', 'local.js', 'report.js', 'probe.zip'].map(name => [
    name,
    kilobytes(`dist/${name}`),
  ]),
)}
`;
  writeFileSync(path.join(projectRoot, 'test/bench/results.md'), report);
  console.log(`\n${report}`);
}

void main();
