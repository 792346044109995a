import assert from 'node:assert/strict';
import { createTranslate } from '../../../src/core/translate';
import {
  checkTemplate,
  definitionsAt,
  describeTemplateFix,
  describeRelated,
  describeTemplateFinding,
  hoverAt,
  hoverMarkdown,
  type Range,
  type TemplateFinding,
} from '../../../src/template';
import { efs, read, s3Files, serverless, toCloudFormation, toJson } from './templates';

const t = createTranslate();
const bases: ReadonlyMap<string, string> = new Map([
  ['efs', efs],
  ['s3', s3Files],
  ['sls', serverless],
  ['json', toJson(toCloudFormation(efs))],
]);

/** A variation of a template, and all that is said of it. */
export interface Variation {
  readonly name: string;
  readonly text: string;
  /** What the pointer rests on. */
  readonly pointers: readonly string[];
  readonly expected: readonly string[];
}

/**
 * Reads a file of variations. Each begins with `~ base: name`; `-` lines are taken out, `+` lines are put where those
 * were, or behind the line of an `@`, which is the last where none is named; a pointer rests on the first of what stands
 * behind `?`; what is said stands behind `=`.
 */
export function readVariations(file: string): readonly Variation[] {
  return file
    .split(/^(?=~ )/m)
    .slice(1)
    .map(part => {
      const [head = '', ...lines] = part.split('\n');
      const [, base = '', name = ''] = /^~ (\w+): (.+)$/.exec(head) ?? [];
      const template = bases.get(base);
      assert.ok(template, `No such template: ${head}`);
      return {
        name: `${base}: ${name}`,
        text: varied(template, lines),
        pointers: lines.filter(line => line.startsWith('?')).map(line => line.slice(1)),
        expected: lines.filter(line => line.startsWith('=')),
      };
    });
}

/** The same file with these lines behind `=`, one list for each variation. */
export function withExpected(file: string, found: readonly (readonly string[])[]): string {
  const [comment = '', ...parts] = file.split(/^(?=~ )/m);
  return [
    comment,
    ...parts.map((part, index) => {
      const kept = part.split('\n').filter(line => line !== '' && !line.startsWith('='));
      return `${[...kept, ...(found[index] ?? [])].join('\n')}\n${index < parts.length - 1 ? '\n' : ''}`;
    }),
  ].join('');
}

function varied(template: string, lines: readonly string[]): string {
  let text = `\n${template.trimEnd()}\n`;
  let place = text.length - 1;
  for (const block of blocksOf(lines, template)) {
    const [sign = ''] = block;
    const from = `\n${block.map(line => line.slice(1)).join('\n')}\n`;
    if (sign.startsWith('+')) {
      text = text.slice(0, place) + from.slice(0, -1) + text.slice(place);
      place += from.length - 1;
    } else {
      const isEnd = from === '\n\n';
      assert.ok(isEnd || text.split(from).length === 2, `not in the template exactly once: ${from}`);
      place = isEnd ? text.length - 1 : text.indexOf(from) + (sign.startsWith('@') ? from.length - 1 : 0);
      text = sign.startsWith('@') ? text : text.replace(from, '\n');
    }
  }
  return text.slice(1);
}

/** Lines of one sign, those that are looked for as long as they follow each other in the template. */
function blocksOf(lines: readonly string[], template: string): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  for (const line of lines.filter(each => /^[-+@]/.test(each))) {
    const block = blocks.at(-1) ?? [];
    const together = [...block, line].map(each => each.slice(1)).join('\n');
    if (block[0]?.[0] === line[0] && (line.startsWith('+') || template.includes(together))) {
      block.push(line);
    } else {
      blocks.push([line]);
    }
  }
  return blocks;
}

/** Each finding with its place, related places and what its fixes change; each hover with where it leads. */
export function saidOf({ text, pointers }: Variation): readonly string[] {
  const template = read(text);
  const findings = checkTemplate(template).flatMap(finding => [
    `= ${finding.severity} ${finding.code} ${placed(text, finding.range)} ${finding.subject}${othersOf(finding)}`,
    `=   ${describeTemplateFinding(finding, t).message}`,
    ...finding.related.map(related => `=   at ${placed(text, related.range)} ${describeRelated(related, t)}`),
    ...finding.fixes.flatMap(fix => [
      `=   fix: ${describeTemplateFix(fix, t)}`,
      ...fix.edits.map(edit => `=     ${placed(text, edit.range)} → ${JSON.stringify(edit.text)}`),
    ]),
  ]);
  const hovers = pointers.flatMap(pointer => {
    const offset = text.indexOf(pointer);
    assert.ok(offset > 0, `not in the template: ${pointer}`);
    const hover = hoverAt(template, offset + 1);
    const words =
      hover &&
      hoverMarkdown(hover, t, {
        link: range => placed(text, range).replace(/ .*/, ''),
        inspect: id => `inspect ${id}`,
      });
    return [
      `= hover ${pointer}: ${hover ? `${hover.topic} ${placed(text, hover.range)} of ${hover.functions.join()}` : 'nothing'}`,
      ...(words ?? '').split('\n').flatMap(line => (/^(?:---)?$/.test(line) ? [] : `=   ${line}`)),
      ...definitionsAt(template, offset + 1).map(
        ({ origin, target }) => `=   ${placed(text, origin)} leads to ${placed(text, target)}`,
      ),
    ];
  });
  return [...findings, ...hovers];
}

function othersOf({ functions, subject }: TemplateFinding): string {
  return functions.length === 1 && functions[0] === subject ? '' : ` (${functions.join(', ')})`;
}

/** Line and column, both from 1, and the text there. */
function placed(text: string, { start, end }: Range): string {
  const before = text.slice(0, start).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${JSON.stringify(text.slice(start, end))}`;
}
