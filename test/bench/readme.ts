// What the README says of speed: nothing but what results.md has.
import { table } from './measure';

const start = '<!-- Written by `npm run bench` -->';
const end = '<!-- Until here -->';

/** The README with the table of what was measured in place of the one it has. */
export function withSpeedTable(readme: string, results: string): string {
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`The README has no room for its table of speed, between ${start} and ${end}.`);
  }
  return `${readme.slice(0, from)}${start}\n\n${speedTable(results)}\n\n${readme.slice(to)}`;
}

/** @throws where results.md has not been measured whole */
export function speedTable(results: string): string {
  const inspection = new Section(results, 'One inspection');
  const discovery = new Section(results, 'Discovery');
  const directory = new Section(results, 'A directory');
  const templates = new Section(results, 'Template checks');
  const parsers = new Section(results, 'Parsers');
  const product = new Section(results, 'The product');
  const commandLine = 'six `aws lambda invoke`, as in 2022';
  const entries = (count: string) => [
    `a directory of ${count} entries`,
    `${directory.seconds(count, 'ours, all')}, first rows after ${directory.seconds(count, 'first rows')}`,
    `\`ls -l\` ${directory.seconds(count, '`ls -l`')}`,
    directory.date,
  ];
  return table(
    ['what', 'time', 'beside', 'measured on'],
    [
      [
        'an inspection by the probe, at 40 ms of latency',
        inspection.seconds('40 ms', 'inspect `this-machine`'),
        `one raw Invoke of it ${inspection.seconds('40 ms', 'one raw Invoke of `this-machine`')}`,
        inspection.date,
      ],
      [
        'an inspection through a shell handler, at 40 ms',
        `${inspection.seconds('40 ms', 'inspect `cmd-function`')} (${inspection.cell('Invokes', 'inspect `cmd-function`')} Invokes)`,
        // Not measured where there is no AWS CLI.
        inspection.has(commandLine)
          ? `${commandLine}, ${inspection.seconds('40 ms', commandLine)}`
          : `six raw Invokes ${inspection.seconds('40 ms', 'six raw Invokes')}`,
        inspection.date,
      ],
      [
        'the first of 20,000 functions in the sidebar',
        discovery.seconds('ours', 'first function visible'),
        `listing all of them first ${discovery.seconds('the SDK’s paginator, all regions at once, no limit', 'first function visible')}`,
        discovery.date,
      ],
      entries('100,000'),
      entries('1,000,000'),
      [
        'reading and checking a template of 500 resources',
        `${templates.seconds('500', 'read and check')}, after an edit ${templates.seconds('500', 'after one edit')}`,
        `reading its YAML alone ${templates.seconds('500', 'YAML library alone')}`,
        templates.date,
      ],
      [
        'a text of `ls -l` with 3,000 rows',
        `${parsers.milliseconds('`ls -l`', 'ours, ms')}, rows right: ${parsers.cell('`ls -l`', 'rows right')}`,
        `jc ${parsers.milliseconds('`ls -l`', 'jc, ms')}, rows right: ${parsers.cell('`ls -l`', 'rows right', 2)}`,
        parsers.date,
      ],
      ['starting the extension', product.milliseconds('`extension.js`', 'ms'), '', product.date],
    ],
  );
}

/** One subject of results.md: its tables, and when it was measured. */
class Section {
  readonly date: string;
  readonly #heading: string;
  readonly #rows: readonly (readonly string[])[];

  constructor(results: string, heading: string) {
    const text = results.split(/^## /m).find(section => section.startsWith(`${heading}\n`)) ?? '';
    const date = /^_(\d{4}-\d\d-\d\d),/m.exec(text)?.[1];
    if (date === undefined) {
      throw new Error(`results.md does not say when "${heading}" was measured.`);
    }
    this.date = date;
    this.#heading = heading;
    this.#rows = text
      .split('\n')
      .filter(line => line.startsWith('|'))
      .map(line =>
        line
          .split('|')
          .slice(1, -1)
          .map(cell => cell.trim()),
      );
  }

  has(column: string): boolean {
    return this.#rows.some(cells => cells.includes(column));
  }

  /**
   * What stands in the first row that begins with `row` below a table's head that has `column`.
   * @param which of the columns with that head, from 1 on
   */
  cell(row: string, column: string, which = 1): string {
    let index = -1;
    for (const cells of this.#rows) {
      if (cells.includes(column)) {
        index = cells.flatMap((cell, position) => (cell === column ? [position] : []))[which - 1] ?? -1;
        continue;
      }
      const found = cells[index];
      if (cells[0] === row && found !== undefined) {
        return found;
      }
    }
    throw new Error(`results.md has no "${column}" of "${row}" in "${this.#heading}".`);
  }

  seconds(row: string, column: string): string {
    return `${Number((this.#median(row, column) / 1000).toPrecision(2))} s`;
  }

  milliseconds(row: string, column: string): string {
    return `${Number(this.#median(row, column).toPrecision(2))} ms`;
  }

  /** In milliseconds, of a text like `43.6 (43.3–44.4)`. */
  #median(row: string, column: string): number {
    const text = this.cell(row, column);
    const median = Number.parseFloat(text);
    if (Number.isNaN(median)) {
      throw new Error(`"${text}" in "${this.#heading}" is no time.`);
    }
    return median;
  }
}
