import assert from 'node:assert/strict';
import { entryOf, isNull, textOf, type MapNode, type Node } from '../../../../src/template/read/nodes';
import { DocumentParser, parse } from '../../../../src/template/read/parse';
import { syntaxProblemOf } from '../../../../src/template/read/parseYaml';
import { isFilledIn, isFilledInPlain } from '../../../../src/template/read/placeholders';
import { documentsOf, piecesOf, type Piece } from '../../../../src/template/read/pieces';
import { shifted } from '../../../../src/template/read/shift';
import { substitute } from '../../../../src/template/read/substitute';
import { Budget, TooComplexError } from '../../../../src/template/read/budget';
import { atOnce, spend, workWith } from '../../../../src/template/read/work';
import { assertKept } from '../../../harness/golden';
import { efs, read } from '../templates';

/** A node and where it is, on one line; what is in it is indented. */
function spell(text: string, node: Node, indent = ''): readonly string[] {
  const at = JSON.stringify(text.slice(node.range.start, node.range.end));
  switch (node.kind) {
    case 'scalar':
      return [`${indent}${node.plain ? 'plain' : 'text'} ${JSON.stringify(node.text)} ${at}`];
    case 'opaque':
      return [`${indent}opaque ${at}`];
    case 'intrinsic':
      return [`${indent}${node.name} ${at}`, ...spell(text, node.argument, `${indent}  `)];
    case 'list':
      return [
        `${indent}list${marks(node)} ${at}`,
        ...node.items.flatMap(item => spell(text, item, `${indent}  `)),
      ];
    case 'map':
      return [
        `${indent}map${marks(node)} ${at}`,
        ...node.entries.flatMap(({ key, keyRange, value }) => [
          `${indent}  ${JSON.stringify(key)} ${JSON.stringify(text.slice(keyRange.start, keyRange.end))}`,
          ...spell(text, value, `${indent}    `),
        ]),
      ];
  }
}

function marks({ flow, open, broken }: Pick<MapNode, 'flow' | 'open' | 'broken'>): string {
  return [flow && ' flow', open && ' open', broken && ' broken'].filter(mark => mark !== false).join('');
}

const texts: readonly string[] = [
  'a: b',
  'a: b\nc:\n  d: e\n  f: [g, h]\n',
  "a: 'it''s'\nb: \"x\\ty\"\nc: |\n  one\n  two\nd: >-\n  folded\n  text\n",
  'a: true\nb: FALSE\nc: "True"\nd: ~\ne: null\nf:\ng: 0755\nh: 1e3\n',
  'a: !Ref B\nc: !GetAtt D.E\nf: !GetAtt [D, E]\ng: !Sub "${X}"\nh: !Unknown x\n',
  'a: {Ref: B}\nc: {"Fn::GetAtt": [D, E]}\nf: {Ref: B, g: h}\ni: {Condition: J}\n',
  'a:\n  Fn::If: [X, 1, 2]\nb:\n  Fn::Transform: {Name: AWS::Include}\n  c: d\n',
  'a:\n  Fn::ForEach::Loop: [X, [1, 2], {"A${X}": b}]\n  c: d\n',
  'Fn::Transform: {Name: x}\na: b\n',
  'a: &x {b: c}\nd: *x\ne:\n  <<: *x\n  f: g\nh: {<<: [*x, {b: z, i: j}]}\n',
  'a: *nobody\nb: &c [*c]\n',
  'a: {{ name }}\nb: [{{ x }}, y]\n',
  'a: b\na: c\n',
  'a: [b, c\nd: e\n',
  'a: b\n c: d\ne: f\n',
  'a: "open\nb: c\n',
  'a:\n\tb: c\n',
  '- a\n- b: c\n  d: e\n-\n- - f\n',
  'a:\n- b\n- c\nd: e\n',
  '? a\n: b\n? [x]\n: c\n',
  'a: !Sub\n  - "${X}"\n  - X: y\n',
  'a: !If\n  - Cond\n  - &anchor b\n  - !Ref AWS::NoValue\n',
  'a: b # comment\n# more\nc: d\n',
  '%YAML 1.2\n---\na: b\n',
  'a: b\n---\nc: d\n',
  '---\na: b\n...\nc: d\n',
  '--- a: b\n',
  '\uFEFFa: b\n',
  'a: b\r\nc:\r\n  d: e\r\n',
  '',
  '   \n# only a comment\n',
  'just text',
  '[1, 2]',
  '{"a": "b", "c": [1, true, null, {"d": -1.5e3}], "e": {}}',
  '{"a": "\\u00e9\\n\\"x\\"", "Ref": "x"}',
  '{"Ref": "x"}',
  '{"a": {"Fn::Sub": "${X}"}, "b": {"Fn::GetAtt": "A.B"}}',
  '{"a": 01}',
  '{"a": "b",}',
  '{"a" "b"}',
  '{"a": "b"} trailing',
  '{"a": tru}',
  '{"a": "b\nc"}',
  '{"a": [1, 2}',
  '{"a": {"Fn::Transform": {"Name": "x"}, "b": "c"}}',
  '{',
  '{"a": "b", "a": "c"}',
  '\n\t {"a": "b"}\n',
];

describe('nodes of a template', () => {
  it('are read of every spelling, with where they stand', () => {
    const parts = texts.map(text =>
      [
        ...text.split('\n').map(line => `> ${JSON.stringify(line).slice(1, -1)}`),
        ...parse(text).flatMap(node => spell(text, node, '= ')),
      ].join('\n'),
    );
    assertKept('test/fixtures/templates/nodes.txt', `${parts.join('\n\n')}\n`);
  });

  it('are the same of a text that is read again after an edit, moved to where they are', () => {
    const before = 'a: b\nc:\n  d: [e, !Ref f]\n  g: {h: i}\nj: |\n  k\n';
    for (const [from, to] of [
      ['a: b', 'a: longer'],
      ['a: b\n', ''],
      ['d: [e', 'd: [e, e2'],
      ['c:\n', 'c:\n  new: entry\n'],
    ] as const) {
      const after = before.replace(from, to);
      const parser = new DocumentParser();
      atOnce(parser.parse(before));
      assert.deepEqual(atOnce(parser.parse(after)), parse(after));
    }
    const [node] = parse(before);
    assert.ok(node);
    assert.deepEqual(shifted(shifted(node, 7), -7), node);
    assert.deepEqual(spell(`1234567${before}`, shifted(node, 7)), spell(before, node));
  });

  it('know their entries, the last of equal ones, in narrow maps and wide ones', () => {
    for (const more of [0, 14, 15, 16, 40]) {
      const filler = Array.from({ length: more }, (_, index) => `k${index}: ${index}\n`).join('');
      const [map] = parse(`${filler}same: first\nsame: last\n`);
      assert.equal(textOf(entryOf(map, 'same')?.value), 'last', `${more}`);
      assert.equal(entryOf(map, 'other'), undefined);
      assert.equal(entryOf(map, 'constructor'), undefined);
      assert.equal(textOf(entryOf(map, `k${more - 1}`)?.value), more > 0 ? String(more - 1) : undefined);
    }
    assert.equal(entryOf(parse('[a]')[0], 'a'), undefined);
    assert.equal(entryOf(undefined, 'a'), undefined);
  });

  it('are null in the spellings that YAML has', () => {
    const [map] = parse('a: ~\nb: null\nc: Null\nd: NULL\ne:\nf: "null"\ng: nil\nh: ""\n');
    const nulls = 'abcdefgh'.split('').filter(key => {
      const value = entryOf(map, key)?.value;
      return value?.kind === 'scalar' && isNull(value);
    });
    assert.deepEqual(nulls, ['a', 'b', 'c', 'd', 'e']);
  });
});

describe('parts of a YAML text', () => {
  const shapeOf = (text: string, pieces: readonly Piece[] | undefined): unknown =>
    pieces?.map(({ start, end, parts }) =>
      parts.length > 0 ? [text.slice(start, parts[0]?.start), shapeOf(text, parts)] : text.slice(start, end),
    );

  it('are documents, told by their marks', () => {
    for (const [text, expected] of [
      ['a: b\n', ['a: b\n']],
      ['---\na: b\n', ['---\na: b\n']],
      ['# comment\n---\na: b\n', ['---\na: b\n']],
      ['a: b\n---\nc: d\n', ['a: b\n', '---\nc: d\n']],
      ['---\na: b\n---\nc: d', ['---\na: b\n', '---\nc: d']],
      ['---a: b\n', ['---a: b\n']],
      ['', ['']],
      ['%YAML 1.2\n---\na: b', undefined],
      ['a: b\n...\n', undefined],
    ] as const) {
      assert.deepEqual(
        documentsOf(text)?.map(({ start, end }) => text.slice(start, end)),
        expected,
        JSON.stringify(text),
      );
    }
    const late = `${'# comment\n'.repeat(120)}---\na: b\n`;
    assert.equal(documentsOf(late)?.length, 2);
  });

  it('are entries, where lines tell them apart', () => {
    for (const [text, expected] of [
      ['a: b\nc: d\n', ['a: b\n', 'c: d\n']],
      ['a:\n  b: c\n  d: e\nf: g\n', [['a:\n', ['  b: c\n', '  d: e\n']], 'f: g\n']],
      ['a:\n  b:\n    c: d\n  e: f\n', [['a:\n', ['  b:\n    c: d\n', '  e: f\n']]]],
      ['a:\n- b\n- c\nd: e\n', ['a:\n- b\n- c\n', 'd: e\n']],
      ['a:\n  - b\n  - c\n', ['a:\n  - b\n  - c\n']],
      ['a:\n  text on\n  two lines\n', ['a:\n  text on\n  two lines\n']],
      ['a: [\n  b\n]\nc: d\n', ['a: [\n  b\n]\n', 'c: d\n']],
      ['a: {\n  b: c\n}\n', ['a: {\n  b: c\n}\n']],
      ['"a": # comment\n  b: c\n', [['"a": # comment\n', ['  b: c\n']]]],
      ["'a':\n  b: c\n", [["'a':\n", ['  b: c\n']]]],
      ['a:\n  b: c\n d: e\n', undefined],
      [' a: b\n', undefined],
      ['- a\n', undefined],
      ['a:\n  b: c\n  ? d\n', undefined],
      ['? a\n: b\n', undefined],
      ['---\na: b\n', ['a: b\n']],
      ['--- # comment\na: b\n', ['a: b\n']],
      ['--- !tag\na: b\n', undefined],
      ['\uFEFFa: b\n', ['a: b\n']],
      ['# only\n', undefined],
      ['a: b\n\n# comment\n   # indented\nc: d', ['a: b\n\n# comment\n   # indented\n', 'c: d']],
    ] as const) {
      assert.deepEqual(shapeOf(text, piecesOf(text, 0, text.length)), expected, JSON.stringify(text));
    }
  });

  it('are parts of a text of Fn::Sub', () => {
    for (const [text, expected] of [
      ['', ['']],
      ['plain', ['plain']],
      ['${A}', ['', '<A>', '']],
      ['x${ A.B }y', ['x', '<A.B>', 'y']],
      ['${!Literal}', ['', '${Literal}', '']],
      ['${A}${B}', ['', '<A>', '', '<B>', '']],
      ['${open', ['${open']],
      ['a}b', ['a}b']],
      ['${}', ['', '<>', '']],
    ] as const) {
      assert.deepEqual(
        substitute(text).map(part => ('name' in part ? `<${part.name}>` : part.text)),
        expected,
        text,
      );
    }
  });

  it('are filled in by something else, or by nothing', () => {
    for (const text of [
      '{{ a }}',
      '{% a %}',
      '%%a%%',
      '<% a %>',
      '(( a ))',
      '[[ a ]]',
      '@@a@@',
      '#{a}',
      '$A',
      '$_a',
      '$(a)',
      '<your-id>',
      '@NAME@',
      '__NAME__',
      '{{resolve:ssm:a}}',
    ]) {
      assert.equal(isFilledIn(text), true, text);
      assert.equal(isFilledInPlain(text), true, text);
    }
    for (const text of [
      '',
      'a',
      '{a}',
      '$',
      '$1',
      'a < b',
      '<>',
      'a@b.c',
      '_a_',
      '__a__',
      '@a@',
      '100%',
      '#a',
      '[a]',
      '(a)',
    ]) {
      assert.equal(isFilledIn(text), false, text);
      assert.equal(isFilledInPlain(text), false, text);
    }
    assert.deepEqual(['${A}', '${AWS::Region}'].map(isFilledIn), [false, false]);
    assert.deepEqual(['${A}', '${AWS::Region}', '${AWS::Region}${A}'].map(isFilledInPlain), [
      true,
      false,
      true,
    ]);
  });

  it('break the rules of YAML at a place, or do not', () => {
    const offsetOf = (text: string) => syntaxProblemOf(text)?.offset;
    for (const text of [
      'a: b',
      '{"a": 1}',
      '',
      'a: {{ b }',
      '{% if %}\na: [',
      'a: <% b %>: [',
      `${'['.repeat(501)}`,
    ]) {
      assert.equal(offsetOf(text), undefined, text.slice(0, 20));
    }
    assert.equal(offsetOf('a: [b'), 5);
    assert.equal(offsetOf('a: "b'), 5);
    assert.equal(offsetOf('a: b\n c: d'), 3);
    assert.equal(offsetOf('a: {{resolve:ssm:b}}\nc: ['), 25);
  });
});

describe('work', () => {
  it('is paid until nothing is left', () => {
    const budget = new Budget(3);
    budget.spend(1);
    budget.spend(2);
    assert.throws(() => budget.spend(1), TooComplexError);
    assert.throws(() => new Budget(3).spend(4), TooComplexError);
    new Budget(0).spend(0);
  });

  it('of a template is paid from the budget that it was given last', () => {
    const template = read(efs);
    spend(template, 1e9);
    workWith(template, new Budget(2));
    spend(template);
    spend(template);
    assert.throws(() => spend(template), TooComplexError);
    workWith(template, new Budget(1));
    spend(template);
  });

  it('is too much where things are nested beyond measure, in each notation', () => {
    const nested = (open: string, close: string, count: number) =>
      `a: ${open.repeat(count)}x${close.repeat(count)}`;
    assert.equal(parse(nested('[', ']', 50)).length, 1);
    assert.equal(parse(nested('[', ']', 2000)).length, 0);
    assert.equal(parse(`{"a": ${'['.repeat(50)}1${']'.repeat(50)}}`).length, 1);
    assert.equal(parse(`{"a": ${'['.repeat(5000)}1${']'.repeat(5000)}}`).length, 0);
    assert.equal(parse(`a: "${'x'.repeat(1_000_001)}"`).length, 0);
    assert.equal(parse('---\na: b\n'.repeat(100)).length, 100);
    assert.equal(parse('---\na: b\n'.repeat(101)).length, 100);
  });
});
