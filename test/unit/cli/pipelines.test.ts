import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../../harness/projectRoot';
import { change, efs } from '../template/templates';
import { builtCommandLine, folderWith, removeFolders } from './commandLine';

const unordered = change(efs, ['    DependsOn: MountTarget\n', '']);
const read = (file: string): unknown => parse(readFileSync(path.join(projectRoot, file), 'utf8'));

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { name: string; run: string; env?: Record<string, string> }[] };
}

describe('in pipelines', () => {
  afterEach(removeFolders);

  describe('the GitHub action', () => {
    const { inputs, runs } = read('action.yml') as Action;
    const step = runs.steps.find(({ name }) => name === 'Check') ?? assert.fail();

    /** As the runner runs a step with `shell: bash`. */
    function check(cwd: string, chosen: Readonly<Record<string, string>> = {}) {
      const values = Object.entries(step.env ?? {}).map(([variable, expression]) => {
        const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? assert.fail(expression);
        return [variable, chosen[input] ?? inputs[input]?.default ?? assert.fail(input)] as const;
      });
      return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
        cwd,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          GITHUB_ACTION_PATH: projectRoot,
          GITHUB_WORKSPACE: cwd,
          ...Object.fromEntries(values),
        },
      });
    }

    it('annotates the templates of the repository, and fails for what it finds', () => {
      const cwd = folderWith({ 'infra/bad.yaml': unordered });
      const { status, stderr, stdout } = check(cwd);
      assert.match(stdout, /^::warning file=infra\/bad\.yaml,line=\d+,.*title=missing-depends-on::/);
      assert.deepEqual([status, stderr], [1, '']);
      assert.equal(check(cwd, { 'fail-on': 'error' }).status, 0);
    });

    it('takes paths with blanks and those that begin with a hyphen, and nothing in them is a command', () => {
      const cwd = folderWith({
        'a b/bad.yaml': unordered,
        '-c.yaml': unordered,
        'not-named.yaml': unordered,
      });
      const { status, stdout } = check(cwd, { paths: 'a b\n-c.yaml\n$(touch owned)\n', format: 'json' });
      const { findings } = JSON.parse(stdout) as { findings: { file: string }[] };
      assert.deepEqual(findings.map(({ file }) => file).sort(), ['-c.yaml', 'a b/bad.yaml']);
      assert.equal(status, 2, 'One of them does not exist.');
    });

    it('writes a file for code scanning', () => {
      const cwd = folderWith({ 'bad.yaml': unordered });
      check(cwd, { format: 'sarif', output: 'efs.sarif', 'fail-on': 'never' });
      assert.match(readFileSync(path.join(cwd, 'efs.sarif'), 'utf8'), /"ruleId": "missing-depends-on"/);
    });
  });

  it('the hooks for pre-commit name commands that exist, and pass the files of templates', () => {
    const hooks = read('.pre-commit-hooks.yaml') as { id: string; entry: string; files: string }[];
    assert.deepEqual(
      hooks.map(({ id }) => id),
      ['efs-mount-inspector', 'efs-mount-inspector-fix'],
    );
    for (const { entry, files } of hooks) {
      const [, ...args] = entry.split(' ');
      const cwd = folderWith({ 'bad.yaml': unordered });
      const { status } = spawnSync(process.execPath, [builtCommandLine, ...args, 'bad.yaml'], { cwd });
      assert.equal(status, entry.includes('--fix') ? 0 : 1);
      assert.ok(
        ['a.yaml', 'b.yml', 'c.json', 'd.template', 'e.cfn'].every(file => new RegExp(files).test(file)),
      );
    }
  });

  it('a hook of git keeps a commit back that has a finding', () => {
    const cwd = folderWith({
      'template.yaml': unordered,
      'hooks/pre-commit': `#!/bin/sh\nexec efs-mount-inspector check --fail-on warning\n`,
      'bin/.keep': '',
    });
    chmodSync(path.join(cwd, 'hooks/pre-commit'), 0o755);
    chmodSync(builtCommandLine, 0o755);
    symlinkSync(builtCommandLine, path.join(cwd, 'bin/efs-mount-inspector'));
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'core.hooksPath=hooks', '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], {
        cwd,
        encoding: 'utf8',
        env: { PATH: `${path.join(cwd, 'bin')}:${process.env.PATH}`, HOME: cwd, LC_ALL: 'C' },
      });
    git('init', '--quiet');
    git('add', 'template.yaml');
    const refused = git('commit', '--message', 'one');
    assert.match(
      refused.stdout + refused.stderr,
      /template\.yaml:\d+:\d+: warning: .*\[missing-depends-on\]/,
    );
    assert.notEqual(refused.status, 0);
    spawnSync(process.execPath, [builtCommandLine, 'check', '--fix'], { cwd });
    git('add', 'template.yaml');
    assert.equal(git('commit', '--message', 'one').status, 0);
  });
});
