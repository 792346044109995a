import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  anyOf,
  isDecimal,
  isFlag,
  isNumber,
  isObject,
  isText,
  listOf,
  oneOf,
  optional,
  own,
  shape,
} from '../../../../src/core/guards';
import { iconOfType, kindOfType } from '../../../../src/core/listing/fileTypes';
import { buildReport } from '../../../../src/core/report';
import { fileNameFor } from '../../../../src/core/text/fileName';
import { shellWords } from '../../../../src/core/text/shellWords';
import { TextLines } from '../../../../src/core/text/textLines';
import { ok, probeCapture } from '../captures';

describe('TextLines', () => {
  const text = 'a\nbc\r\n\rd';
  const lines = new TextLines(text);

  it('tells the place of an offset', () => {
    assert.deepEqual(
      Array.from({ length: text.length + 2 }, (_, offset) => {
        const { line, column } = lines.positionAt(offset);
        return `${line}:${column}`;
      }),
      ['0:0', '0:1', '1:0', '1:1', '1:2', '1:3', '2:0', '3:0', '3:1', '3:2'],
    );
  });

  it('has lines without their ends, and none behind the last', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(line => lines.lineAt(line)),
      ['a', 'bc', '', 'd', ''],
    );
    assert.deepEqual(
      [0, 1].map(line => new TextLines('a\n').lineAt(line)),
      ['a', ''],
    );
  });
});

describe('fileNameFor', () => {
  it('is as near to the name as every system takes', () => {
    const names: readonly (readonly [string, string])[] = [
      ['report.md', 'report.md'],
      ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
      ['a\nb\u007fc\u009fd\u00a0e', 'a_b_c_d\u00a0e'],
      ['a\ud800b', 'a_b'],
      ['💾.txt', '💾.txt'],
      ['ends. .', 'ends___'],
      ['.', '_'],
      ['', '_'],
      ['CON', '_CON'],
      ['con.txt', '_con.txt'],
      ['com1', '_com1'],
      ['LPT³.x', '_LPT³.x'],
      ['com', 'com'],
      ['console', 'console'],
      ['.hidden', '.hidden'],
      [`${'x'.repeat(61)}.md`, `${'x'.repeat(60)}.md`],
      [`${'x'.repeat(60)}.md`, `${'x'.repeat(60)}.md`],
      ['a.12345678901', 'a.12345678901'],
      [`${'x'.repeat(60)}.123456789012`, 'x'.repeat(60)],
    ];
    assert.deepEqual(
      names.map(([name]) => fileNameFor(name)),
      names.map(([, safe]) => safe),
    );
  });
});

describe('shellWords', () => {
  it('are split as a shell splits them', () => {
    const cases: readonly (readonly [string, readonly string[] | undefined])[] = [
      ['', []],
      ['  ', []],
      ['a b', ['a', 'b']],
      [' a\t b\n', ['a', 'b']],
      ['"a b" c', ['a b', 'c']],
      ["'a b'c", ['a bc']],
      ['""', ['']],
      ["a '' b", ['a', '', 'b']],
      ['a\\ b', ['a b']],
      ['"a\\"b"', ['a"b']],
      ['"a\\\\b"', ['a\\b']],
      ['"a\\nb"', ['a\\nb']],
      ["'a\\b'", ['a\\b']],
      [`"it's"`, ["it's"]],
      [`'say "a"'`, ['say "a"']],
      ['"a', undefined],
      ["a'", undefined],
      ['a\\', undefined],
    ];
    assert.deepEqual(
      cases.map(([text]) => shellWords(text)),
      cases.map(([, words]) => words),
    );
  });
});

describe('guards', () => {
  it('take what they say and nothing else', () => {
    const cases: readonly (readonly [
      string,
      (value: unknown) => boolean,
      readonly unknown[],
      readonly unknown[],
    ])[] = [
      ['text', isText, ['', 'x'.repeat(16_384)], ['x'.repeat(16_385), 7, null, undefined, ['a']]],
      ['flag', isFlag, [true, false], [0, 'true', undefined]],
      ['number', isNumber, [0, -1.5], [NaN, Infinity, '1', 1n, undefined]],
      ['decimal', isDecimal, ['0', '-1', '1'.repeat(40)], ['', '1'.repeat(41), '1.5', '+1', ' 1', 1, 1n]],
      ['one of', oneOf('a', 1), ['a', 1], ['b', '1', undefined]],
      ['optional', optional(isFlag), [undefined, true], [null, 1]],
      ['any of', anyOf(isFlag, isNumber), [true, 1], ['a', undefined]],
      [
        'list',
        listOf(isNumber, 2),
        [[], [1], [1, 2]],
        [[1, 2, 3], ['a'], [1, 'a'], { length: 0 }, undefined],
      ],
      ['object', isObject, [{}, { a: 1 }], [null, [], 'a', undefined]],
      [
        'shape',
        shape({ a: isNumber, b: optional(isFlag) }),
        [{ a: 1 }, { a: 1, b: true, c: 1 }],
        [{}, { a: '1' }, { a: 1, b: 1 }, [], null],
      ],
      ['own fields alone', shape({ toString: optional(isNumber) }), [{}], [{ toString: 'a' }]],
    ];
    for (const [name, guard, right, wrong] of cases) {
      right.forEach(value => assert.equal(guard(value), true, `${name}: ${inspect(value)}`));
      wrong.forEach(value => assert.equal(guard(value), false, `${name}: ${inspect(value)}`));
    }
  });

  it('look up nothing that is inherited', () => {
    assert.equal(own({ a: 1 }, 'a'), 1);
    assert.equal(own({ a: 1 }, 'constructor'), undefined);
  });
});

describe('types of entries', () => {
  it('have an icon and a kind each', () => {
    assert.deepEqual(
      ['d', '-', 'l', 'p', 's', 'b', 'c', '?', 'toString'].map(
        type => `${iconOfType(type)} ${kindOfType(type)}`,
      ),
      [
        'folder directory',
        'file file',
        'file-symlink-file link',
        'arrow-swap special',
        'plug special',
        'server special',
        'symbol-event special',
        'question special',
        'question special',
      ],
    );
  });
});

describe('who runs where', () => {
  const shell = (...commands: readonly (readonly [string, string])[]) =>
    buildReport({
      ...probeCapture({}),
      way: 'shell-handler',
      commands: commands.map(([command, text]) => ({ command, output: ok(text) })),
    }).environment;

  it('is read from the output of id and whoami', () => {
    assert.deepEqual(shell(['id', 'uid=993(sbx_user1051) gid=990 groups=990,1000(users)\n']), {
      identity: { uid: 993, gid: 990, user: 'sbx_user1051', groups: [990, 1000] },
      user: 'sbx_user1051',
      runtime: undefined,
      tools: [],
    });
    assert.deepEqual(shell(['id', 'uid=0 gid=0(root)\n']).identity, {
      uid: 0,
      gid: 0,
      user: undefined,
      groups: [],
    });
    assert.deepEqual(shell(['id', 'uid=1() gid=2()\n']).identity, {
      uid: 1,
      gid: 2,
      user: undefined,
      groups: [],
    });
    assert.equal(shell(['id', 'id: no such user\n']).identity, undefined);
    assert.equal(shell(['whoami', 'root\n']).user, 'root');
    assert.equal(shell(['whoami', '\n']).user, undefined);
    assert.equal(shell(['whoami', 'root\n'], ['id', 'uid=1(other) gid=2\n']).user, 'other');
  });

  it('is what a probe says, before anything else', () => {
    const { environment } = buildReport(
      probeCapture({
        identity: ok({ uid: 1, gid: 2, groups: [3] }),
        tools: ok({ bin: ['b', 'a'] }),
      }),
    );
    assert.deepEqual(environment.identity, { uid: 1, gid: 2, groups: [3] });
    assert.equal(environment.user, undefined);
    assert.deepEqual(environment.tools, ['b', 'a']);
  });
});
