import assert from 'node:assert/strict';
import { checkTemplate, hoverAt } from '../../../src/template';
import { tracedPlaces, writtenId } from '../../../src/template/constructSource';
import { nearestName } from '../../../src/template/resolve/references';
import { Resolver } from '../../../src/template/resolve/resolve';
import { spell } from '../../../src/template/resolve/spelling';
import {
  concatenate,
  identityOf,
  known,
  knownNumber,
  sameThing,
  type Value,
} from '../../../src/template/resolve/values';
import { World } from '../../../src/template/resolve/world';
import { entryValue, type Node } from '../../../src/template/read/nodes';
import { parse } from '../../../src/template/read/parse';
import { describeTemplateFinding } from '../../../src/template';
import { createTranslate } from '../../../src/core/translate';
import { change, efs, read } from './templates';

/** A value as it would be written down: what is not known has its identity in angle brackets. */
function show(value: Value): string {
  switch (value.kind) {
    case 'absent':
      return 'absent';
    case 'text':
      return JSON.stringify(value.text);
    case 'reference':
      return `${value.resource.id}.${value.attribute ?? 'Ref'}`;
    case 'pattern':
      return value.parts
        .map(part => (typeof part === 'string' ? JSON.stringify(part) : show(part)))
        .join(' + ');
    case 'list':
      return `list of ${value.items.length}${value.open ? ', open' : ''}`;
    case 'map':
      return `map of ${value.node.entries.length}`;
    case 'unknown':
      return `<${identityOf(value) ?? ''}>`;
  }
}

const withValues = (expressions: Readonly<Record<string, string>>) =>
  read(
    change(efs, [
      'Resources:\n',
      [
        'Parameters:',
        '  Stage: {Type: String}',
        '  Names: {Type: CommaDelimitedList}',
        '  One: {Type: String, AllowedValues: [only]}',
        '  Few: {Type: CommaDelimitedList}',
        'Mappings:',
        '  Map:',
        '    key: {Name: value, List: [a, b], Number: 7}',
        'Conditions:',
        '  Yes: !Equals [a, a]',
        '  No: !Equals [a, b]',
        '  Maybe: !Equals [!Ref Stage, prod]',
        'Metadata:',
        ...Object.entries(expressions).map(([name, text]) => `  ${name}: ${text}`),
        'Resources:',
        '',
      ].join('\n'),
    ]),
  );

/** The node behind a key of `Metadata`. */
function written(text: string, name: string): Node | undefined {
  return entryValue(entryValue(parse(text)[0], 'Metadata'), name);
}

describe('expressions', () => {
  const cases: readonly (readonly [expression: string, value: string])[] = [
    ['text', '"text"'],
    ["''", '""'],
    ['~', '<>'],
    ['7', '"7"'],
    ['"{{resolve:ssm:x}}"', '<"{{resolve:ssm:x}}">'],
    ['"${x}"', '<"${x}">'],
    ['{a: b, c: d}', 'map of 2'],
    ['[a, b]', 'list of 2'],
    ['!Ref AWS::NoValue', 'absent'],
    ['!Ref FileSystem', 'FileSystem.Ref'],
    ['!Ref Nobody', '<Ref("Nobody")>'],
    ['!Ref Stage', '<Ref("Stage")>'],
    ['!Ref One', '"only"'],
    ['!Ref AWS::Region', '<Ref("AWS::Region")>'],
    ['!GetAtt FileSystem.Arn', 'FileSystem.Arn'],
    ['!GetAtt [FileSystem, Arn]', 'FileSystem.Arn'],
    ['!GetAtt Nobody.Arn', '<Fn::GetAtt("Nobody.Arn")>'],
    ['!GetAtt FileSystem', '<Fn::GetAtt("FileSystem")>'],
    ['!GetAtt [FileSystem, !Ref Stage]', '<Fn::GetAtt(["FileSystem",Ref("Stage"),])>'],
    ['!GetAtt FileSystem.Outputs.Arn', 'FileSystem.Outputs.Arn'],
    ['!If [Yes, a, b]', '"a"'],
    ['!If [No, a, b]', '"b"'],
    ['!If [Maybe, a, b]', '<Fn::If(["Maybe","a","b",])>'],
    ['!If [Nobody, a, b]', '<Fn::If(["Nobody","a","b",])>'],
    ['!If [Yes, a]', '<Fn::If(["Yes","a",])>'],
    ['!If [Yes, !Ref AWS::NoValue, b]', 'absent'],
    ['!Sub plain', '"plain"'],
    ['!Sub "a${One}b"', '"aonlyb"'],
    ['!Sub "${FileSystem}"', 'FileSystem.Ref'],
    ['!Sub "${FileSystem.Arn}"', 'FileSystem.Arn'],
    ['!Sub "x${FileSystem.Arn}"', '"x" + FileSystem.Arn'],
    ['!Sub "a${Stage}b${Stage}"', '"a" + <Ref("Stage")> + "b" + <Ref("Stage")>'],
    ['!Sub "${!Stage}"', '"${Stage}"'],
    ['!Sub ["${X}-${Stage}", {X: y}]', '"y-" + <Ref("Stage")>'],
    ['!Sub ["${X}", {X: [a]}]', '<>'],
    ['!Sub "{{resolve:ssm:x}}${One}"', '<Fn::Sub("{{resolve:ssm:x}}${One}")>'],
    ['!Sub [[a], {}]', '<Fn::Sub([["a",],{},])>'],
    ['!Join ["-", [a, b, c]]', '"a-b-c"'],
    ["!Join ['', [a, !Ref One]]", '"aonly"'],
    ['!Join ["-", [a]]', '"a"'],
    ['!Join ["-", []]', '""'],
    ['!Join ["-", [a, !Ref AWS::NoValue, b]]', '"a-b"'],
    ['!Join ["-", [a, !Ref Stage]]', '"a-" + <Ref("Stage")>'],
    ['!Join ["-", [a, [b]]]', '"a-" + <>'],
    ['!Join ["-", !Ref Names]', '<Fn::Join(["-",Ref("Names"),])>'],
    ['!Join [!Ref Stage, [a]]', '<Fn::Join([Ref("Stage"),["a",],])>'],
    ['!Join ["-"]', '<Fn::Join(["-",])>'],
    ['!Select [0, [a, b]]', '"a"'],
    ['!Select [1, [a, b]]', '"b"'],
    ['!Select [2, [a, b]]', '<Fn::Select(["2",["a","b",],])>'],
    ['!Select ["1", [a, b]]', '"b"'],
    ['!Select [x, [a, b]]', '<Fn::Select(["x",["a","b",],])>'],
    ['!Select [0, !Ref Names]', '<Fn::Select(["0",Ref("Names"),])>'],
    ['!Select [1, !Split ["-", a-b-c]]', '"b"'],
    ['!Split ["-", a-b-c]', 'list of 3'],
    ["!Split ['', abc]", '<Fn::Split(["","abc",])>'],
    ['!Split ["-", !Ref Stage]', '<Fn::Split(["-",Ref("Stage"),])>'],
    ['!FindInMap [Map, key, Name]', '"value"'],
    ['!FindInMap [Map, key, Number]', '"7"'],
    ['!FindInMap [Map, key, List]', 'list of 2'],
    ['!FindInMap [Map, key]', '<Fn::FindInMap(["Map","key",])>'],
    ['!FindInMap [Map, nobody, Name]', '<Fn::FindInMap(["Map","nobody","Name",])>'],
    ['!FindInMap [Map, !Ref Stage, Name]', '<Fn::FindInMap(["Map",Ref("Stage"),"Name",])>'],
    ['!GetAZs ""', '<Fn::GetAZs()>'],
    ['!GetAZs {Ref: AWS::Region}', '<Fn::GetAZs()>'],
    ['!GetAZs eu-west-1', '<Fn::GetAZs("eu-west-1")>'],
    ['!Base64 x', '<Fn::Base64("x")>'],
    ['!Unheard x', '<!Unheard("x")>'],
    ['{"Fn::Transform": {Name: x}}', '<>'],
  ];
  it('have their values, and what is not known is the same wherever it is spelled', () => {
    const template = withValues(Object.fromEntries(cases.map(([text], index) => [`m${index}`, text])));
    const resolver = new Resolver(template, new World(new Map([['One', 'only']])));
    for (const [index, [text, value]] of cases.entries()) {
      const node = written(template.text, `m${index}`);
      assert.equal(show(resolver.resolve(node)), value, text);
    }
  });

  it('are spelled the same however they are written', () => {
    const spelled = (text: string) => {
      const [node] = parse(`a: ${text}\n`);
      const value = entryValue(node, 'a');
      return value && spell(value);
    };
    for (const [one, other] of [
      ['!Ref A', '{Ref: A}'],
      ['!GetAZs ""', '{"Fn::GetAZs": {Ref: AWS::Region}}'],
      ['[a, "b"]', "['a', b]"],
      ['{a: ~}', '{a: null}'],
    ] as const) {
      assert.equal(spelled(one), spelled(other), one);
    }
    assert.notEqual(spelled('null'), spelled('"null"'));
    assert.equal(spelled(`"${'x'.repeat(1000)}"`)?.length, 1002);
    assert.equal(spelled(`"${'x'.repeat(1001)}"`), undefined);
    const list = (count: number) => spelled(`[${Array.from({ length: count }, () => 'x').join(', ')}]`);
    assert.ok(list(500) !== undefined);
    assert.equal(list(502), undefined);
    assert.equal(spelled('{"Fn::Transform": {Name: x}, a: b}'), undefined);
  });

  it('join texts up to ten thousand characters', () => {
    const [node] = parse('a: b');
    assert.ok(node);
    const whole = concatenate(['x'.repeat(9999), 'y'], node);
    assert.equal(known(whole)?.length, 10_000);
    const cut = concatenate(['x'.repeat(9999), 'yz'], node);
    assert.equal(cut.kind === 'pattern' && cut.parts.length, 2);
    assert.equal(known(concatenate(['', 'a', '', 'b'], node)), 'ab');
    assert.equal(known(concatenate([], node)), '');
  });

  it('are numbers of digits alone, and the same thing or not', () => {
    const [node] = parse('a: b');
    assert.ok(node);
    const text = (value: string): Value => ({ kind: 'text', text: value, node });
    assert.deepEqual(
      ['7', '007', '', '-1', '1.5', '1e3', 'x'].map(value => knownNumber(text(value))),
      [7, 7, undefined, undefined, undefined, undefined, undefined],
    );
    assert.equal(knownNumber({ kind: 'absent' }), undefined);
    const unknown = (identity?: string): Value => ({
      kind: 'unknown',
      node,
      ...(identity !== undefined && { identity }),
    });
    const resolver = new Resolver(read(efs), new World());
    const reference = (text: string) => resolver.resolve(entryValue(parse(`a: ${text}`)[0], 'a'));
    for (const [one, other, same] of [
      [text('a'), text('a'), true],
      [text('a'), text('b'), false],
      [text('a'), unknown('x'), undefined],
      [unknown('x'), unknown('x'), true],
      [unknown('x'), unknown('y'), undefined],
      [unknown(), unknown(), undefined],
      [reference('!Ref SubnetA'), reference('!GetAtt SubnetA.SubnetId'), true],
      [reference('!Ref SubnetA'), reference('!Ref SubnetB'), false],
      [reference('!Ref SubnetA'), text('subnet-1'), undefined],
      [{ kind: 'absent' } as const, { kind: 'absent' } as const, undefined],
    ] as const) {
      assert.equal(sameThing(one, other), same);
      assert.equal(sameThing(other, one), same);
    }
  });
});

describe('names that are meant', () => {
  it('are the only ones that few letters tell apart', () => {
    for (const [id, names, expected] of [
      ['AcessPoint', ['AccessPoint', 'FileSystem'], 'AccessPoint'],
      ['accesspoint', ['AccessPoint'], 'AccessPoint'],
      ['AccessPoint', ['AccessPoint1', 'AccessPoint2'], undefined],
      ['AccessPoin', ['AccessPoint', 'AccessPoints'], 'AccessPoint'],
      ['ab', ['cd'], 'cd'],
      ['abc', ['def'], undefined],
      ['abcd', ['abxy'], 'abxy'],
      ['abcd', ['axyz'], undefined],
      ['abcdefghijkl', ['abcdefghixyz'], 'abcdefghixyz'],
      ['abcdefghijkl', ['abcdefghwxyz'], undefined],
      ['x'.repeat(255), [`${'x'.repeat(254)}y`], `${'x'.repeat(254)}y`],
      ['x'.repeat(256), [`${'x'.repeat(255)}y`], undefined],
      ['Role', [], undefined],
      ['', ['ab'], 'ab'],
    ] as const) {
      assert.equal(nearestName(id, names), expected, id.slice(0, 20));
    }
  });

  it('are those of a construct, and where it was made', () => {
    assert.deepEqual(
      [
        'Stack',
        'Stack/Worker',
        'Stack/Worker/Resource',
        'Stack/Worker/Default',
        'Stack/Resource',
        'Stack//',
      ].map(writtenId),
      [undefined, 'Worker', 'Worker', 'Worker', undefined, undefined],
    );
    const manifest = (trace: unknown) => ({
      artifacts: { A: { metadata: { '/S/W': [{ type: 'x', trace }] } } },
    });
    assert.deepEqual(
      tracedPlaces(
        manifest([
          'new W (/app/lib/w.ts:12:5)',
          '/app/bin/a.py:1:1',
          'node:internal/x.js:1:2',
          'at /app/node_modules/x/y.js:3:4',
          'no place',
          5,
          `${'x'.repeat(1989)} /a.ts:7:8`,
          `${'x'.repeat(1990)} /a.ts:7:8`,
          '/zero.ts:0:0',
          '/long.ts:12345678:1',
        ]),
        'S/W',
      ),
      [
        { file: '/app/lib/w.ts', line: 11, character: 4 },
        { file: '/app/bin/a.py', line: 0, character: 0 },
        { file: '/a.ts', line: 6, character: 7 },
        { file: '/zero.ts', line: 0, character: 0 },
      ],
    );
    assert.deepEqual(tracedPlaces({ '/S/W': [{ trace: ['/a.ts:2:3'] }] }, 'S/W'), [
      { file: '/a.ts', line: 1, character: 2 },
    ]);
    for (const nothing of [undefined, null, 5, {}, { artifacts: null }, manifest('text'), manifest(null)]) {
      assert.deepEqual(tracedPlaces(nothing, 'S/W'), []);
    }
  });
});

describe('what is said of many functions at once', () => {
  const t = createTranslate();
  const start = efs.indexOf('  Function:\n');
  const many = (count: number) =>
    change(
      efs.slice(0, start) +
        Array.from({ length: count }, (_, index) =>
          efs.slice(start).replace('  Function:\n', `  Function${index}:\n`),
        ).join('\n'),
      ['Path: /lambda', 'Path: lambda'],
    );

  it('is one finding with twenty of their places', () => {
    for (const count of [1, 2, 20, 21, 22]) {
      const [finding, ...others] = checkTemplate(read(many(count)));
      assert.deepEqual(others, []);
      assert.equal(finding?.functions.length, count);
      assert.ok(finding.related.length <= 20, `${count}: ${finding.related.length}`);
    }
  });

  it('is a hover with four of them', () => {
    const text = change(many(6), [
      'Resources:\n',
      'Globals:\n  Function:\n    FileSystemConfigs:\n      - Arn: !GetAtt AccessPoint.Arn\n        LocalMountPath: /mnt/global\nResources:\n',
    ]);
    const hover = hoverAt(read(text), text.indexOf('FileSystemConfigs') + 3);
    assert.equal(hover?.functions.length, 6);
    assert.ok((hover?.mounts.length ?? 0) <= 4);
  });

  it('has names of 120 characters at most', () => {
    const named = (length: number) => {
      const id = `F${'x'.repeat(length - 1)}`;
      const text = change(efs, ['  Function:\n', `  ${id}:\n`], ['      Timeout: 20\n', '']);
      const [finding] = checkTemplate(read(text));
      assert.ok(finding);
      return describeTemplateFinding(finding, t).message;
    };
    assert.match(named(120), /^Fx{119} has no Timeout/);
    assert.match(named(121), /^Fx{118}… has no Timeout/);
  });
});
