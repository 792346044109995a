import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, truncateSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { skip } from '../../harness/skip';
import { change, efs } from '../template/templates';
import { folderWith, removeFolders, runCommandLine, startCommandLine } from './commandLine';

/** A warning, with a safe fix. */
const unordered = change(efs, ['    DependsOn: MountTarget\n', '']);
/** An information, with a fix that changes how the function behaves. */
const hasty = change(efs, ['Timeout: 20', 'Timeout: 3']);

interface Found {
  readonly files: number;
  readonly templates: number;
  readonly counts: Record<string, number>;
  readonly findings: readonly { file: string; code: string; startLine: number; startColumn: number }[];
}

const checkToJson = async (args: readonly string[], options: Parameters<typeof runCommandLine>[1]) => {
  const ended = await runCommandLine(['check', '--format', 'json', ...args], options);
  return { ...ended, found: JSON.parse(ended.out) as Found };
};

describe('efs-mount-inspector check', () => {
  afterEach(removeFolders);

  it('says of a file that is too large to be looked into that it was passed over, and fails for nothing', async () => {
    const cwd = folderWith({ 'template.yaml': efs, 'huge.json': '{}' });
    truncateSync(path.join(cwd, 'huge.json'), 33_000_000);
    const { code, errors } = await runCommandLine(['check'], { cwd });
    assert.match(errors, /^huge\.json: was not checked, because it is larger than any template/m);
    assert.equal(code, 0);
  });

  it('finds in a folder what the editor finds, says where, and fails for a warning', async () => {
    const cwd = folderWith({ 'a/good.yaml': efs, 'b/bad.yaml': unordered, 'b/notes.json': '{}' });
    const { code, out, errors } = await runCommandLine(['check'], { cwd });
    assert.equal(errors, '');
    const line = unordered.slice(0, unordered.indexOf('FileSystemConfigs')).split('\n').length;
    assert.match(
      out,
      new RegExp(`^b/bad\\.yaml:\\d+:\\d+: warning: The mount target .* \\[missing-depends-on\\]$`, 'm'),
    );
    const [, at = ''] = /^b\/bad\.yaml:(\d+):/m.exec(out) ?? [];
    assert.ok(Math.abs(Number(at) - line) < 20, 'The line is one of the function.');
    assert.ok(
      out.includes(`  ${at} | ${unordered.split('\n')[Number(at) - 1]}\n`),
      'The line itself is shown.',
    );
    assert.match(out, /^ +\| +\^~+$/m);
    assert.match(out, /^Findings: 1 \(warnings: 1\)\. Templates: 2\. Fixed by --fix: 1\./m);
    assert.equal(code, 1);
  });

  it('puts the caret below what it means, also behind wide characters and tabs', async () => {
    const cwd = folderWith({ 't.json': JSON.stringify({ メモ: '\t日本', ...(JSON.parse('{}') as object) }) });
    assert.equal((await runCommandLine(['check'], { cwd })).code, 0);
    const text = `{"Metadata": {"メモ": "日本語"}, "Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": {"FileSystemConfigs": [{"LocalMountPath": "/mnt/x"}]}}}}`;
    const { out } = await runCommandLine(['check', '-'], { input: text });
    const [, source = '', caret = ''] = /\n {2}1 \| (.*)\n {4}\| (.*)\n/.exec(out) ?? [];
    const width = (part: string) => [...part].reduce((all, one) => all + (one > '\u2fff' ? 2 : 1), 0);
    const before = source.slice(0, source.search(/\{"LocalMountPath|"FileSystemConfigs|"F"/));
    assert.equal(caret.indexOf('^'), width(before), out);
  });

  it('has an exit status only for what was asked', async () => {
    const cwd = folderWith({ 'warning.yaml': unordered, 'info.yaml': hasty });
    const code = async (...args: string[]) => (await runCommandLine(['check', ...args], { cwd })).code;
    assert.equal(await code('info.yaml'), 0);
    assert.equal(await code('info.yaml', '--fail-on', 'info'), 1);
    assert.equal(await code('warning.yaml', '--fail-on', 'error'), 0);
    assert.equal(await code('warning.yaml', '--fail-on=warning'), 1);
    assert.equal(await code('.', '--fail-on', 'never'), 0);
  });

  it('checks the rest where something cannot be read, and says so', async () => {
    const cwd = folderWith({ 'bad.yaml': unordered });
    const { code, out, errors } = await runCommandLine(['check', 'missing.yaml', 'bad.yaml'], { cwd });
    assert.equal(errors, 'missing.yaml: could not be read. There is no such file or folder.\n');
    assert.match(out, /missing-depends-on/);
    assert.equal(code, 2);
  });

  it('says where a template is no YAML or JSON, and checks what can be read', async () => {
    const broken = (text: string, line: string) => {
      const at = text.indexOf('\nOutputs:') < 0 ? text.length : text.indexOf('\nOutputs:') + 1;
      return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
    };
    const cwd = folderWith({
      'outside.yaml': broken(unordered, 'Outputs: [unclosed'),
      'within.yaml': change(unordered, ['      Handler:', '   Handler:']),
      'nothing.yaml': unordered.replace('Resources:', 'Resources: {\n'),
      'broken.json': `${JSON.stringify({ Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { FileSystemConfigs: [] } } } }, undefined, 1).slice(0, -4)}`,
      'engine.yaml': `{% if x %}\n${unordered}{% endif %}\n`,
      'notes.yaml': 'a: [',
    });
    const { code, errors, out } = await runCommandLine(['check'], { cwd });
    assert.match(
      errors,
      /^within\.yaml:\d+:\d+: is no valid YAML here, so that what this touches was not checked: \S/m,
    );
    for (const name of ['outside.yaml', 'nothing.yaml', 'broken.json']) {
      assert.match(
        errors,
        new RegExp(`^${name}:\\d+:\\d+: is no valid ${name.endsWith('n') ? 'JSON' : 'YAML'} here`, 'm'),
      );
    }
    assert.equal(errors.trim().split('\n').length, 4, errors);
    assert.match(out, /^outside\.yaml:\d+:\d+: warning: .*\[missing-depends-on\]$/m);
    assert.equal(code, 2);
    const before = readFileSync(path.join(cwd, 'outside.yaml'), 'utf8');
    await runCommandLine(['check', '--fix', 'outside.yaml'], { cwd });
    assert.equal(readFileSync(path.join(cwd, 'outside.yaml'), 'utf8'), before, 'Nothing of it is fixed.');
  });

  it('says nothing of the syntax of templates that have none of these faults', async () => {
    const cwd = folderWith({
      'two.yaml': `---\nnotes: 1\n---\n${efs}`,
      'anchors.yaml': efs.replace('Resources:', 'Metadata:\n  A: &a { B: 1 }\n  C: { <<: *a }\nResources:'),
      'loop.yaml': efs.replace(
        'Resources:',
        'Resources:\n  Fn::ForEach::X: [N, [a], { "${N}": { Type: AWS::SNS::Topic } }]',
      ),
      'references.yaml': efs.replace('Timeout: 20', 'Timeout: 20\n      Description: "{{resolve:ssm:x}}"'),
      'unknown-tag.yaml': efs.replace('Timeout: 20', 'Timeout: 20\n      Description: !Other { a: !B c }'),
    });
    const { errors } = await runCommandLine(['check'], { cwd });
    assert.equal(errors, '');
  });

  it('says which templates are too large, and passes over other large files', async () => {
    const large = `${efs}# ${'x'.repeat(1_000_000)}\n`;
    const cwd = folderWith({
      'large.yaml': large,
      'larger.json': `${JSON.stringify({ Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { FileSystemConfigs: [] } } }, Metadata: 'x'.repeat(3_000_000) })}`,
      'data.json': JSON.stringify({ text: 'x'.repeat(3_000_000) }),
    });
    const { code, errors } = await runCommandLine(['check'], { cwd });
    const sentence = 'was not checked, because it is larger than any template that CloudFormation takes.';
    assert.equal(errors, `large.yaml: ${sentence}\nlarger.json: ${sentence}\n`);
    assert.equal(code, 2);
  });

  it('says what was written wrongly, and what there is', async () => {
    const usage = async (...args: string[]) => {
      const { code, out, errors } = await runCommandLine(args);
      assert.deepEqual([code, out], [2, '']);
      return errors;
    };
    assert.match(
      await usage('check', '--formt', 'json'),
      /^efs-mount-inspector: There is no option --formt\.\nefs-mount-inspector check --help /,
    );
    assert.match(
      await usage('check', '--format', 'xml'),
      /--format can be text, json, sarif, junit, github, not xml\./,
    );
    assert.match(await usage('check', '--format'), /--format needs a value\./);
    assert.match(await usage('check', '--fix=yes'), /--fix takes no value\./);
    assert.match(await usage('chekc'), /There is no command chekc\./);
    assert.match(await usage('--fix'), /A command comes first, and --fix is none\./);
    assert.match(
      await usage('check', '--explain', 'mising-arn'),
      /There is no check mising-arn\. There are: .*missing-arn/,
    );
    assert.match(await usage('check', '--stdin-name', 'a.yaml'), /add the operand -\./);
    assert.match(await usage(), /^Checks and inspects/);
  });

  it('leaves out what others wrote, and follows no link in a circle', async () => {
    const cwd = folderWith({
      'node_modules/x/template.yaml': unordered,
      '.aws-sam/build/template.yaml': unordered,
      'cdk.out/asset.123/template.json': unordered,
      'infra/app.template': unordered,
    });
    symlinkSync(cwd, path.join(cwd, 'infra', 'loop'));
    const { found } = await checkToJson([], { cwd });
    assert.deepEqual(
      found.findings.map(({ file }) => file),
      ['infra/app.template'],
    );
    const named = await checkToJson(['.aws-sam/build'], { cwd });
    assert.equal(named.found.templates, 1);
  });

  it('names a file below its folder from there, also one whose name begins with dots', async () => {
    const cwd = folderWith({ '.git/HEAD': '', '..drafts/bad.yaml': unordered });
    const { found } = await checkToJson(['..drafts'], { cwd });
    assert.equal(found.findings[0]?.file, '..drafts/bad.yaml');
    for (const format of ['github', 'sarif']) {
      const { out } = await runCommandLine(['check', '--format', format, '..drafts'], { cwd });
      assert.match(out, /(?:file=|"uri": ")\.\.drafts\/bad\.yaml/, format);
    }
  });

  it('reads each file once, however often it is named', async () => {
    const cwd = folderWith({ 'bad.yaml': unordered });
    const { found } = await checkToJson(['bad.yaml', './bad.yaml', '.'], { cwd });
    assert.deepEqual([found.files, found.findings.length], [1, 1]);
  });

  it('reads standard input, under a name and the rules of that place', async () => {
    const cwd = folderWith({
      'infra/.efs-mount-inspector.json': '{"severities": {"missing-depends-on": "error"}}',
    });
    const unnamed = await checkToJson(['-'], { cwd, input: unordered });
    assert.deepEqual(
      unnamed.found.findings.map(({ file }) => file),
      ['<stdin>'],
    );
    const { out, code } = await runCommandLine(['check', '-', '--stdin-name', 'infra/new.yaml'], {
      cwd,
      input: unordered,
    });
    assert.match(out, /^infra\/new\.yaml:\d+:\d+: error: /);
    assert.equal(code, 1);
  });

  describe('follows the rules of the repository', () => {
    const off = '{"severities": {"missing-depends-on": "off"}}';

    it('of the nearest file, and says what has no effect in it', async () => {
      const cwd = folderWith({
        '.efs-mount-inspector.json': off,
        'a/bad.yaml': unordered,
        'b/.efs-mount-inspector.json': '{"ignores": [{"code": "missing-depends-on"}]}',
        'b/bad.yaml': unordered,
      });
      const { found, errors } = await checkToJson([], { cwd });
      assert.deepEqual(
        found.findings.map(({ file }) => file),
        ['b/bad.yaml'],
      );
      assert.match(errors, /^b\/\.efs-mount-inspector\.json:1:14: Say why the finding is accepted/);
    });

    it('above the folder that it is started in, up to the repository and no further', async () => {
      const cwd = folderWith({
        '.efs-mount-inspector.json': off,
        'repository/.git/HEAD': '',
        'repository/infra/bad.yaml': unordered,
        'other/.git/HEAD': '',
        'other/.efs-mount-inspector.json': off,
        'other/infra/bad.yaml': unordered,
        'none/infra/bad.yaml': unordered,
      });
      const found = async (folder: string) =>
        (await checkToJson([], { cwd: path.join(cwd, folder) })).found.findings.length;
      assert.equal(await found('repository/infra'), 1);
      assert.equal(await found('other/infra'), 0);
      assert.equal(await found('none/infra'), 1, 'What lies above may be anybody’s.');
    });

    it('with the paths of its patterns, and says where it cannot be read', async () => {
      const cwd = folderWith({
        '.efs-mount-inspector.json':
          '{"ignores": [{"code": "missing-depends-on", "files": "legacy/**", "reason": "replaced soon"}]}',
        'legacy/deep/bad.yaml': unordered,
        'new/bad.yaml': unordered,
      });
      const { found } = await checkToJson(['legacy', 'new'], { cwd });
      assert.deepEqual(
        found.findings.map(({ file }) => file),
        ['new/bad.yaml'],
      );
      const broken = folderWith({ 'bad.yaml': unordered });
      mkdirSync(path.join(broken, '.efs-mount-inspector.json'));
      const { code, errors } = await runCommandLine(['check'], { cwd: broken });
      assert.equal(errors, '.efs-mount-inspector.json: could not be read. It is a folder.\n');
      assert.equal(code, 2);
    });
  });

  describe('--fix', () => {
    it('applies safe fixes alone, and keeps the rest of the file byte by byte', async () => {
      const cwd = folderWith({ 'bad.yaml': unordered, 'info.yaml': hasty });
      chmodSync(path.join(cwd, 'bad.yaml'), 0o640);
      const { code, out } = await runCommandLine(['check', '--fix'], { cwd });
      const fixed = readFileSync(path.join(cwd, 'bad.yaml'), 'utf8');
      assert.equal(fixed.replace(/\n +DependsOn: MountTarget(?=\n)/, ''), unordered);
      assert.match(fixed, /DependsOn: MountTarget/);
      assert.equal(readFileSync(path.join(cwd, 'info.yaml'), 'utf8'), hasty);
      assert.equal(statSync(path.join(cwd, 'bad.yaml')).mode & 0o777, 0o640);
      assert.match(out, /Fixed: 1\./);
      assert.equal(code, 0);
    });

    it('keeps byte order mark, encoding and line ends, and writes through a link', async () => {
      const windows = unordered.replaceAll('\n', '\r\n');
      const cwd = folderWith({
        'marked.yaml': `\uFEFF${windows}`,
        'wide.yaml': Buffer.from(`\uFEFF${windows}`, 'utf16le'),
        'real/linked.yaml': unordered,
      });
      symlinkSync('real/linked.yaml', path.join(cwd, 'link.yaml'));
      const { code } = await runCommandLine(['check', '--fix', 'marked.yaml', 'wide.yaml', 'link.yaml'], {
        cwd,
      });
      assert.equal(code, 0);
      const marked = readFileSync(path.join(cwd, 'marked.yaml'), 'utf8');
      assert.match(marked, /^\uFEFF[^]*DependsOn: MountTarget\r\n/);
      assert.ok(!/[^\r]\n/.test(marked));
      assert.match(
        readFileSync(path.join(cwd, 'wide.yaml'), 'utf16le'),
        /^\uFEFF[^]*DependsOn: MountTarget\r\n/,
      );
      assert.match(readFileSync(path.join(cwd, 'real/linked.yaml'), 'utf8'), /DependsOn/);
    });

    it('leaves a file of another encoding as it is, and says why', async () => {
      const latin1 = Buffer.from(unordered.replace('Resources:', '# Zürich\nResources:'), 'latin1');
      const damaged = Buffer.concat([Buffer.from(`\uFEFF${unordered}# `, 'utf16le'), Buffer.from([0x41])]);
      const cwd = folderWith({ 'latin1.yaml': latin1, 'damaged.yaml': damaged });
      const { code, errors, out } = await runCommandLine(['check', '--fix'], { cwd });
      assert.match(errors, /^latin1\.yaml: was not fixed, because it is not all UTF-8 or UTF-16\. Save it/m);
      assert.match(errors, /^damaged\.yaml: was not fixed/m);
      assert.match(out, /^latin1\.yaml:\d+:\d+: warning: /m);
      assert.deepEqual(readFileSync(path.join(cwd, 'latin1.yaml')), latin1);
      assert.deepEqual(readFileSync(path.join(cwd, 'damaged.yaml')), damaged);
      assert.equal(code, 2);
    });

    it('of standard input keeps its bytes', async () => {
      const raw = async (input: Uint8Array) => {
        const child = startCommandLine(['check', '--fix', '-'], {}, { stdio: ['pipe', 'pipe', 'ignore'] });
        child.stdin?.end(input);
        return buffer(child.stdout ?? assert.fail());
      };
      for (const encoding of ['latin1', 'utf16le'] as const) {
        const other = Buffer.from('\uFEFFnote: Zürich\r\n', encoding);
        assert.deepEqual(await raw(other), other, encoding);
      }
      const fixed = await raw(Buffer.from(`\uFEFF${unordered}`, 'utf16le'));
      assert.match(fixed.toString('utf16le'), /^\uFEFF[^]*DependsOn: MountTarget/);
    });

    it('of standard input writes the text to standard output, and what is left to the errors', async () => {
      const both = change(unordered, ['Timeout: 20', 'Timeout: 3']);
      const { out, errors } = await runCommandLine(['check', '--fix', '-'], { input: both });
      assert.match(out, /DependsOn: MountTarget/);
      assert.equal(out.replace(/\n +DependsOn: MountTarget(?=\n)/, ''), both);
      assert.match(errors, /<stdin>:\d+:\d+: info: .*\[short-timeout\]/);
      const untouched = await runCommandLine(['check', '--fix', '-'], { input: 'no: template\n' });
      assert.equal(untouched.out, 'no: template\n');
    });

    it('says of a file that may not be written, and leaves it as it is', async function () {
      if (process.getuid?.() !== 0 && process.platform === 'win32') {
        skip(this, 'the modes of files are Unix’s');
      }
      const cwd = folderWith({ 'bad.yaml': unordered });
      chmodSync(cwd, 0o777);
      chmodSync(path.join(cwd, 'bad.yaml'), 0o444);
      const uid = process.getuid?.() === 0 ? 65_534 : undefined;
      const { code, errors, out } = await runCommandLine(['check', '--fix'], { cwd, uid });
      assert.equal(errors, 'bad.yaml: could not be written. Permission was denied.\n');
      assert.match(out, /missing-depends-on/);
      assert.equal(readFileSync(path.join(cwd, 'bad.yaml'), 'utf8'), unordered);
      assert.equal(code, 2);
    });
  });

  it('says of folders that may not be read', async function () {
    if (process.getuid?.() !== 0) {
      skip(this, 'only root can be another user');
    }
    const cwd = folderWith({ 'locked/bad.yaml': unordered, 'open/bad.yaml': unordered });
    chmodSync(cwd, 0o755);
    chmodSync(path.join(cwd, 'locked'), 0o700);
    const { code, errors, out } = await runCommandLine(['check'], { cwd, uid: 65_534 });
    assert.equal(errors, 'locked: could not be read. Permission was denied.\n');
    assert.match(out, /^open\/bad\.yaml/m);
    assert.equal(code, 2);
  });

  it('writes into a file, and says where it cannot', async () => {
    const cwd = folderWith({ 'bad.yaml': unordered });
    const { code, out } = await runCommandLine(['check', '--output', 'found.txt'], { cwd });
    assert.deepEqual([code, out], [1, '']);
    assert.match(readFileSync(path.join(cwd, 'found.txt'), 'utf8'), /missing-depends-on/);
    const nowhere = await runCommandLine(['check', '-o', 'no/such/found.txt'], { cwd });
    assert.equal(
      nowhere.errors,
      'no/such/found.txt: could not be written. There is no such file or folder.\n',
    );
    assert.equal(nowhere.code, 2);
    assert.ok(!existsSync(path.join(cwd, 'no')));
  });

  it('goes on to its end when its reader has gone away', async () => {
    const files = Array.from({ length: 60 }, (_, index) => [`t${index}.yaml`, unordered] as const);
    const cwd = folderWith(Object.fromEntries(files));
    const child = startCommandLine(
      ['check', '--format', 'json', '--fix', '--output', '/dev/stdout'],
      { cwd },
      { stdio: 'pipe' },
    );
    child.stdout?.destroy();
    await once(child, 'close');
    assert.ok(readFileSync(path.join(cwd, 't59.yaml'), 'utf8').includes('DependsOn'));
    const reading = startCommandLine(
      ['check', '--format', 'json', '--fail-on', 'never'],
      { cwd: folderWith(Object.fromEntries(files)) },
      { stdio: 'pipe' },
    );
    reading.stdout?.destroy();
    const errors: Buffer[] = [];
    reading.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    await once(reading, 'close');
    assert.deepEqual([reading.exitCode, Buffer.concat(errors).toString()], [0, '']);
  });

  it('shows nothing of a template or a file’s name that a terminal would follow', async () => {
    const escape = '\u001b]0;owned\u0007';
    const cwd = folderWith({
      [`bad\u001b[31m.yaml`]: change(unordered, ['Timeout: 20', `Timeout: 3 # ${escape}`]),
    });
    const { out, errors } = await runCommandLine(['check', '--fail-on', 'never'], { cwd });
    assert.ok(out.includes('short-timeout'));
    assert.ok(!/[\u0000-\u0009\u000b-\u001f]/.test(out + errors));
  });

  it('speaks Japanese where the environment does', async () => {
    const cwd = folderWith({ 'bad.yaml': unordered });
    const run = async (env: Record<string, string>, ...args: string[]) =>
      (await runCommandLine(args, { cwd, env })).out;
    const japanese = await run({ LC_ALL: '', LANG: 'ja_JP.UTF-8' }, 'check');
    assert.match(japanese, /^bad\.yaml:\d+:\d+: warning: .*マウントターゲット.* \[missing-depends-on\]$/m);
    assert.match(await run({ LC_ALL: 'ja' }, 'check', '--help'), /使い方/);
    assert.match(await run({ LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, '--help'), /^Checks/);
  });

  it('colours a terminal, and what is asked to be coloured', async () => {
    const cwd = folderWith({ 'bad.yaml': unordered });
    const isColoured = async (env: Record<string, string>, ...args: string[]) =>
      (await runCommandLine(['check', ...args], { cwd, env })).out.includes('\u001b[');
    assert.equal(await isColoured({}), false);
    assert.equal(await isColoured({}, '--color'), true);
    assert.equal(await isColoured({ FORCE_COLOR: '1' }), true);
    assert.equal(await isColoured({ FORCE_COLOR: '1' }, '--no-color'), false);
    assert.equal(await isColoured({ NO_COLOR: '1', FORCE_COLOR: '1' }), false);
  });

  it('explains each code, with its pages and how it is taken back', async () => {
    const { out, code } = await runCommandLine(['check', '--explain', 'missing-depends-on']);
    assert.equal(code, 0);
    assert.match(
      out,
      /^missing-depends-on \(warning\)\nMount targets that may be created after the function\n\nhttps:/,
    );
    assert.match(out, /# efs-mount-inspector: ignore missing-depends-on/);
    assert.match(out, /\{ "severities": \{ "missing-depends-on": "off" \} \}/);
  });
});
