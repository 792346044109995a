import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { skip } from '../../harness/skip';
import { until } from '../../harness/until';
import { codeFunction, Endpoint } from '../inspect/endpoint';
import { change, efs } from '../template/templates';
import { builtCommandLine, folderWith, plainEnvironment, removeFolders } from './commandLine';

const unordered = change(efs, ['    DependsOn: MountTarget\n', '']);
const program = `"${process.execPath}" "${builtCommandLine}"`;
const succeeds = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

describe('efs-mount-inspector on a read-only file system', () => {
  afterEach(removeFolders);
  before(function () {
    if (!succeeds('unshare', '--mount', 'true')) {
      skip(this, 'no file system can be mounted here');
    }
  });

  /** Runs a line of shell in a folder that nobody can write to. */
  function readOnly(cwd: string, line: string, env: NodeJS.ProcessEnv = {}) {
    const mount = `mount --bind "$PWD" "$PWD" && mount -o remount,ro,bind "$PWD" && cd "$PWD"`;
    return spawnSync('unshare', ['--mount', 'sh', '-c', `${mount} && ${line}`], {
      cwd,
      encoding: 'utf8',
      env: { ...plainEnvironment, ...env },
    });
  }

  it('checks, and says what could not be written there', () => {
    const cwd = folderWith({ 'bad.yaml': unordered });
    const checked = readOnly(cwd, `${program} check`);
    assert.match(checked.stdout, /missing-depends-on/);
    assert.deepEqual([checked.status, checked.stderr], [1, '']);
    const fixed = readOnly(cwd, `${program} check --fix`);
    assert.equal(fixed.stderr, 'bad.yaml: could not be written. The file system is read-only.\n');
    assert.match(fixed.stdout, /missing-depends-on/);
    assert.equal(fixed.status, 2);
    assert.equal(readFileSync(path.join(cwd, 'bad.yaml'), 'utf8'), unordered);
    const written = readOnly(cwd, `${program} check --output found.txt`);
    assert.equal(written.stderr, 'found.txt: could not be written. The file system is read-only.\n');
    assert.equal(written.status, 2);
  });

  it('creates no probe that it could not remember to delete', async () => {
    const Role = 'arn:aws:iam::123456789012:role/plain';
    const endpoint = await Endpoint.start([codeFunction('plain', new Uint8Array(), { Role })]);
    try {
      const cwd = folderWith({});
      const { accessKeyId, secretAccessKey } = endpoint.lambda.accessKey;
      // The endpoint is in this process: it answers only while nothing waits for the program in one piece.
      const child = spawn(
        'unshare',
        [
          '--mount',
          'sh',
          '-c',
          `mount --bind "$PWD" "$PWD" && mount -o remount,ro,bind "$PWD" && cd "$PWD" && ${program} inspect plain --allow-temporary-probe --endpoint ${endpoint.lambda.url}`,
        ],
        {
          cwd,
          env: {
            ...plainEnvironment,
            AWS_ACCESS_KEY_ID: accessKeyId,
            AWS_SECRET_ACCESS_KEY: secretAccessKey,
            AWS_REGION: 'us-east-1',
            AWS_EC2_METADATA_DISABLED: 'true',
            XDG_STATE_HOME: cwd,
            HOME: cwd,
            TMPDIR: cwd,
          },
        },
      );
      const ended = once(child, 'close');
      const [said = '', errors = ''] = await Promise.all([text(child.stdout), text(child.stderr)]);
      await ended;
      assert.match(said, /A file on this machine could not be read or written/);
      assert.doesNotMatch(errors, /bug of the program/);
      assert.equal(child.exitCode, 2);
      assert.equal(endpoint.count('CreateFunction'), 0);
    } finally {
      await endpoint.stop();
    }
  });
});

describe('efs-mount-inspector in a terminal', function () {
  this.timeout(30_000);
  afterEach(removeFolders);
  before(function () {
    if (!succeeds('script', '--version')) {
      skip(this, 'there is no script(1), which makes terminals');
    }
  });

  /** Starts a line of shell in a terminal of its own. */
  function inTerminal(line: string, env: NodeJS.ProcessEnv = {}, cwd?: string) {
    const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
      cwd,
      env: { ...plainEnvironment, TERM: 'xterm-256color', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    const shown = text(child.stdout);
    return { child, end: async () => (await ended, { code: child.exitCode, shown: await shown }) };
  }

  it('colours what it says, unless it is asked not to', async () => {
    const cwd = folderWith({ 'bad.yaml': unordered });
    const shown = async (env: NodeJS.ProcessEnv, more = '') =>
      (await inTerminal(`${program} check ${more}`, env, cwd).end()).shown;
    const coloured = await shown({});
    assert.match(coloured, /\u001b\[33mwarning:\u001b\[39m/);
    assert.match(coloured, /\u001b\[1mFindings: 1 \(warnings: 1\)\. Templates: 1\.\u001b\[22m/);
    for (const plain of [
      await shown({ NO_COLOR: '1' }),
      await shown({ TERM: 'dumb' }),
      await shown({}, '--no-color'),
    ]) {
      assert.ok(plain.includes('missing-depends-on') && !plain.includes('\u001b'), plain);
    }
  });

  it('tells of each step, and deletes the temporary probe after Ctrl+C', async () => {
    const Role = 'arn:aws:iam::123456789012:role/plain';
    const endpoint = await Endpoint.start([codeFunction('plain', new Uint8Array(), { Role })]);
    try {
      endpoint.lambda.setFaults([{ operation: 'Invoke', skip: 1, effect: { kind: 'hang' } }]);
      const { accessKeyId, secretAccessKey } = endpoint.lambda.accessKey;
      const { child, end } = inTerminal(
        `${program} inspect plain --allow-temporary-probe --endpoint ${endpoint.lambda.url}`,
        {
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          AWS_REGION: 'us-east-1',
          AWS_EC2_METADATA_DISABLED: 'true',
          XDG_STATE_HOME: folderWith({}),
        },
      );
      await until(() => endpoint.count('Invoke') > 0);
      child.stdin.write('\u0003');
      const { code, shown } = await end();
      assert.match(shown, /This creates the function efs-mount-inspector-…/);
      assert.match(shown, /Interrupted\. What was created is being deleted…/);
      assert.equal(code, 130);
      assert.deepEqual([endpoint.count('CreateFunction'), endpoint.count('DeleteFunction')], [1, 1]);
    } finally {
      await endpoint.stop();
    }
  });
});
