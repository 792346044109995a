import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createTranslate } from '../../../src/core/translate';
import { checkDescriptions, checkTemplate, describeRuleProblem, readRules } from '../../../src/template';
import { matchesPath } from '../../../src/template/checkRules';
import { change, codes, efs, read } from './templates';

const t = createTranslate();
const short = change(efs, ['      Timeout: 20\n', '']);

function found(text: string, configuration: object, path = 'app/template.yaml'): readonly string[] {
  const { rules: read1, problems } = readRules(JSON.stringify(configuration));
  assert.deepEqual(problems, []);
  return checkTemplate(read(text), {
    rules: read1,
    path,
    severityOf: code => (code === 'short-timeout' ? 'warning' : undefined),
  }).map(({ code, severity }) => `${severity} ${code}`);
}

describe('the configuration of a repository', () => {
  it('counts more than what a person chose', () => {
    assert.deepEqual(found(short, {}), ['warning short-timeout']);
    assert.deepEqual(found(short, { severities: { 'short-timeout': 'error' } }), ['error short-timeout']);
    assert.deepEqual(found(short, { severities: { 'short-timeout': 'off' } }), []);
  });

  it('accepts findings of files and resources, for a reason', () => {
    const ignore = { code: 'short-timeout', reason: 'It only looks whether the mount is there.' };
    const rest = ['warning short-timeout'];
    assert.deepEqual(found(short, { ignores: [ignore] }), []);
    assert.deepEqual(found(short, { ignores: [{ ...ignore, files: 'app/*.yaml' }] }), []);
    assert.deepEqual(found(short, { ignores: [{ ...ignore, files: '*.yaml' }] }), rest);
    assert.deepEqual(found(short, { ignores: [{ ...ignore, resources: ['Function'] }] }), []);
    assert.deepEqual(found(short, { ignores: [{ ...ignore, resources: ['Other'] }] }), rest);
  });

  it('says how much it counts, and where it is accepted, that a template is too complex', () => {
    const isTooComplex = { ...read(short), isTooComplex: true };
    const told = (configuration: object) =>
      checkTemplate(isTooComplex, {
        rules: readRules(JSON.stringify(configuration)).rules,
        path: 'a.yaml',
      }).map(({ code, severity }) => `${severity} ${code}`);
    assert.deepEqual(told({}), ['info too-complex']);
    assert.deepEqual(told({ severities: { 'too-complex': 'error' } }), ['error too-complex']);
    assert.deepEqual(told({ ignores: [{ code: 'too-complex', reason: 'It is made by a program.' }] }), []);
  });

  it('says what it does not understand, where it stands, and takes the rest', () => {
    const text = JSON.stringify({
      severites: {},
      severities: { 'short-timeouts': 'off', 'missing-arn': 'fatal', 'short-timeout': 'off' },
      ignores: [{ code: 'missing-arn' }, { code: 'x', reason: 'because', path: 'y' }],
    });
    const { rules, problems } = readRules(text);
    assert.deepEqual([...rules.severities], [['short-timeout', 'off']]);
    assert.deepEqual(rules.ignores, []);
    assert.deepEqual(
      problems.map(({ is, range }) => `${is} ${text.slice(range.start, range.end)}`),
      [
        'unknown-key "severites"',
        'unknown-code "short-timeouts"',
        'unknown-severity "fatal"',
        'no-reason {"code":"missing-arn"}',
        'unknown-key "path"',
        'unknown-code "x"',
      ],
    );
    for (const problem of problems) {
      assert.match(describeRuleProblem(problem, t), /^[A-Z].*[^{}]\.$|^path|^severites/);
    }
  });

  it('is read whatever it holds', () => {
    for (const text of ['', '[]', '7', '{', '{"ignores": {}}', '{"severities": []}', '\0', '- - -']) {
      assert.equal(readRules(text).rules.ignores.length, 0);
    }
  });

  it('matches paths', () => {
    assert.ok(matchesPath('**/*.yaml', 'template.yaml'));
    assert.ok(matchesPath('**/*.yaml', 'a/b/template.yaml'));
    assert.ok(matchesPath('a/**', 'a/b/c.json'));
    assert.ok(matchesPath('a/?.yaml', 'a/b.yaml'));
    assert.ok(!matchesPath('a/*.yaml', 'a/b/c.yaml'));
    assert.ok(!matchesPath('a.yaml', 'axyaml'));
    assert.ok(!matchesPath(`${'*a'.repeat(2000)}b`, 'a'.repeat(2000)));
  });

  it('has a schema with every check in it', () => {
    const schema = JSON.parse(readFileSync('media/checks.schema.json', 'utf8')) as {
      $defs: { code: { enum: string[] } };
    };
    assert.deepEqual(
      schema.$defs.code.enum,
      checkDescriptions.map(({ code }) => code),
    );
  });
});

describe('comments that take findings back', () => {
  const comment = '# efs-mount-inspector: ignore';

  it('are of the line that they stand on', () => {
    assert.deepEqual(codes(change(short, ['  Function:\n', `  Function: ${comment} short-timeout\n`])), []);
    assert.deepEqual(codes(change(short, ['  Role:\n', `  Role: ${comment} short-timeout\n`])), [
      'short-timeout',
    ]);
  });

  it('are of what follows when they stand alone', () => {
    const both = change(short, ['LocalMountPath: /mnt/efs', 'LocalMountPath: /efs']);
    assert.deepEqual(
      codes(
        change(both, [
          '  Function:\n',
          `  ${comment} short-timeout, invalid-local-mount-path\n  # because\n  Function:\n`,
        ]),
      ),
      [],
    );
    assert.deepEqual(codes(change(both, ['  Role:\n', `  ${comment} short-timeout\n  Role:\n`])), [
      'short-timeout',
      'invalid-local-mount-path',
    ]);
  });

  it('reach to the last line of what follows, and no further', () => {
    const path = change(efs, ['LocalMountPath: /mnt/efs', 'LocalMountPath: /efs']);
    const block = /      FileSystemConfigs:\n(?: {8,}.*\n)+/.exec(path)?.[0] ?? assert.fail();
    assert.match(block, /\/efs\n$/);
    const above = (line: string) =>
      codes(change(path, [line, `      ${comment} invalid-local-mount-path\n${line}`]));
    for (const text of [path, change(path, [block, `${block}      Tags: {a: b}\n`])]) {
      assert.deepEqual(
        codes(change(text, [block, `      ${comment} invalid-local-mount-path\n${block}`])),
        [],
      );
    }
    assert.deepEqual(above('      Timeout: 20\n'), ['invalid-local-mount-path']);
  });
});
