import assert from 'node:assert/strict';
import { checkedArguments } from '../../src/views/commands/commandArguments';
import { commandNames } from '../../src/views/commands/names';
import { allowedCommand } from '../../src/views/report/commandMessages';
import { isWebviewMessage } from '../../src/views/report/messageGuard';
import { Rng } from './rng';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f';

/** What a key binding, a link or another extension may hand over. */
const anything: readonly unknown[] = [
  undefined,
  null,
  0,
  'text',
  '__proto__',
  [],
  {},
  [[]],
  { arn: 5 },
  { arn: null, path: null },
  { arn, path: 5 },
  { arn, path: 'relative' },
  { arn, path: `/${'x'.repeat(100_000)}` },
  { arn: 'x'.repeat(100_000), path: '/mnt/efs' },
  { path: '/mnt/efs' },
  { arn, format: 'html' },
  { arn, format: { toString: () => 'json' } },
  { profile: '\u001b[31m', kind: 'sso' },
  { profile: 'p', kind: 'rm' },
  JSON.parse('{"__proto__":{"arn":"x","path":"/etc"}}'),
];

describe('the doors of commands', () => {
  it('let in only what a command can be for', () => {
    for (const name of commandNames) {
      for (const first of anything) {
        for (const second of [undefined, 5, null, {}]) {
          const args = checkedArguments(name, [first, second]);
          const argument = (args?.[0] ?? {}) as Record<string, unknown>;
          for (const value of typeof argument === 'object' ? Object.values(argument) : [argument]) {
            const isShortText = typeof value === 'string' && value.length <= 4096;
            assert.ok(value === undefined || isShortText, `${name} ${JSON.stringify(first)}`);
          }
        }
      }
    }
  });

  it('let in what our own items hand over, and of a node only its names', () => {
    const node = { kind: 'entry', id: 'x', arn, path: '/mnt/efs/a\udcff', entry: { name: 'a' } };
    assert.deepEqual(checkedArguments('openFile', [node, [node]]), [{ arn, path: '/mnt/efs/a\udcff' }]);
    assert.deepEqual(checkedArguments('inspect', [{ arn }]), [{ arn }]);
    assert.deepEqual(checkedArguments('inspect', []), [undefined]);
    assert.deepEqual(checkedArguments('exportReport', [{ arn, format: 'json' }]), [{ arn, format: 'json' }]);
    assert.deepEqual(checkedArguments('resumeDiscovery', ['aws||us-east-1|']), ['aws||us-east-1|']);
    const expired = { profile: 'my profile', kind: 'sso' };
    assert.deepEqual(checkedArguments('signIn', [expired, arn]), [expired]);
    const again = { arn, refused: 'readMetrics' };
    assert.deepEqual(checkedArguments('signInAgain', [again]), [again]);
    assert.equal(checkedArguments('signInAgain', [{ arn, refused: 'forgetEverythingKept' }]), undefined);
    assert.equal(checkedArguments('signInAgain', [{ arn }]), undefined);
    assert.equal(checkedArguments('openFile', []), undefined);
    assert.equal(checkedArguments('copyReport', [{ arn }]), undefined);
  });
});

describe('the door of the report', () => {
  const messages = [
    { type: 'ready' },
    { type: 'ready', path: '/mnt/efs' },
    { type: 'command', command: 'inspect' },
    { type: 'copy', text: 'text' },
    { type: 'openLink', url: 'https://docs.aws.amazon.com/' },
    { type: 'list', request: 1, path: '/mnt/efs', from: 10, all: true, refresh: false },
    { type: 'cancelList', request: 1 },
  ];

  it('lets in every kind of message that the webview sends', () => {
    messages.forEach(message => assert.ok(isWebviewMessage(message), JSON.stringify(message)));
  });

  it('lets in nothing else', () => {
    for (const message of [
      ...anything,
      { type: 'constructor' },
      { type: '__proto__' },
      { type: 'toString' },
      { type: ['ready'] },
      { type: 'ready', path: 5 },
      { type: 'copy' },
      { type: 'copy', text: { length: 1 } },
      { type: 'list', request: 1 },
      { type: 'list', request: -1, path: '/a' },
      { type: 'list', request: 1.5, path: '/a' },
      { type: 'list', request: 1, path: '/a\0b' },
      { type: 'list', request: 1, path: '/a', from: Number.MAX_VALUE },
      { type: 'list', request: 1, path: '/a', all: 'yes' },
      Object.create({ type: 'ready' }),
    ]) {
      assert.equal(isWebviewMessage(message), false, JSON.stringify(message));
    }
  });

  it('stays whole under any message', () => {
    const rng = Rng.fromEnvironment();
    let accepted = 0;
    for (let round = 0; round < 6000; round++) {
      const message = rng.mutated(rng.pick(messages));
      if (isWebviewMessage(message) && message.type === 'list') {
        accepted += 1;
        assert.equal(typeof message.path, 'string');
        assert.ok(Number.isSafeInteger(message.request));
      }
    }
    assert.ok(accepted > 20, `${accepted} were accepted`);
  });

  it('runs only the commands of a report, on its own function', () => {
    for (const command of [
      'constructor',
      '__proto__',
      'forgetEverythingKept',
      'signIn',
      'stopDemo',
      5,
      null,
    ]) {
      assert.equal(allowedCommand({ type: 'command', command }, arn), undefined);
    }
    const given = { type: 'command', command: 'openFile', path: '/mnt/efs/a', arn: 'another' };
    assert.deepEqual(allowedCommand(given, arn)?.argument, { arn, path: '/mnt/efs/a' });
    assert.equal(allowedCommand({ ...given, path: 'relative' }, arn), undefined);
    assert.equal(allowedCommand({ ...given, path: '/a\0' }, arn), undefined);
    const again = { type: 'command', command: 'signInAgain', refused: 'checkNetwork' };
    assert.deepEqual(allowedCommand(again, arn)?.argument, { arn, refused: 'checkNetwork' });
    assert.equal(allowedCommand({ ...again, refused: 'stopDemo' }, arn), undefined);
    assert.equal(allowedCommand({ ...again, refused: undefined }, arn), undefined);
  });
});
