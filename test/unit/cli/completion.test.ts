import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../harness/projectRoot';
import { builtCommandLine, folderWith, removeFolders, runCommandLine } from './commandLine';

describe('efs-mount-inspector completion', () => {
  let cwd = projectRoot;
  afterEach(() => {
    removeFolders();
    cwd = projectRoot;
  });

  /** What bash offers for the last of these words. */
  function offered(...words: string[]): string[] {
    const script = `source <("$NODE" "$CLI" completion bash)
      COMP_WORDS=(efs-mount-inspector "$@"); COMP_CWORD=$#
      _efs_mount_inspector; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...words], {
      encoding: 'utf8',
      cwd,
      env: { PATH: process.env.PATH, NODE: process.execPath, CLI: builtCommandLine },
    });
    return stdout.split('\n').filter(Boolean);
  }

  it('offers commands, options and their values in bash', () => {
    assert.deepEqual(offered('ins'), ['inspect']);
    assert.deepEqual(offered('check', '--fo'), ['--format']);
    assert.deepEqual(offered('check', '--fail-on', 'e'), ['error']);
    assert.ok(offered('inspect', '--').includes('--allow-temporary-probe'));
    assert.deepEqual(offered('completion', 'f'), ['fish']);
  });

  it('offers files where a command or an option takes one, and nowhere else', () => {
    cwd = folderWith({ 'my template.yaml': '', 'my-folder/a.yaml': '' });
    assert.deepEqual(offered('check', 'my').sort(), ['my template.yaml', 'my-folder']);
    assert.deepEqual(offered('check', '--output', 'my-'), ['my-folder']);
    assert.deepEqual(offered('inspect', '-o', 'my-'), ['my-folder']);
    for (const words of [
      ['inspect', 'my'],
      ['audit', 'my'],
      ['mcp', '--profile', 'my'],
      ['inspect', '--region', 'my'],
    ]) {
      assert.deepEqual(offered(...words), [], words.join(' '));
    }
  });

  it('offers the values of an option in each way in which it can be written', () => {
    assert.deepEqual(offered('check', '-f', 'sa'), ['sarif']);
    // As bash cuts `--format=` and `--format=sa`.
    assert.ok(offered('check', '--format', '=').includes('github'));
    assert.deepEqual(offered('check', '--format', '=', 'sa'), ['sarif']);
  });

  it('has a script for each shell, and says which there are', async () => {
    assert.match((await runCommandLine(['completion', 'zsh'])).out, /^autoload -U \+X bashcompinit/);
    assert.match(
      (await runCommandLine(['completion', 'fish'])).out,
      /-l fail-on -x -a 'error warning info never'/,
    );
    const { code, errors } = await runCommandLine(['completion', 'tcsh']);
    assert.match(errors, /Name one shell: bash, zsh, fish\./);
    assert.equal(code, 2);
  });
});

describe('the package of the command line', () => {
  it('says its own version', async () => {
    const { version } = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    assert.equal((await runCommandLine(['--version'])).out, `${version}\n`);
  });

  it('leaves to the editor’s package what serves MCP alone, and takes nothing of it', () => {
    const lines = (file: string) =>
      readFileSync(path.join(projectRoot, file), 'utf8')
        .split('\n')
        .filter(line => line.startsWith('!'));
    assert.ok(lines('.vscodeignore').includes('!dist/!(cli-cdk*|cli-report*|*.map)'));
    assert.ok(lines('.npmignore').includes('!/dist/cli*.js'));
    assert.ok(!lines('.npmignore').some(line => /extension|report|media|local/.test(line)));
  });
});
