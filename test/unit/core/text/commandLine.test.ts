import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { commandLine, type Shell } from '../../../../src/core/text/commandLine';
import { skip } from '../../../harness/skip';

/** How each word is written: in sh, bash, zsh and fish; in PowerShell; in cmd. One text where all are alike. */
const golden: readonly (readonly [word: string, forms: string | Readonly<Record<Shell, string>>])[] = [
  ['dev', 'dev'],
  ['us-east-1', 'us-east-1'],
  ['http://127.0.0.1:4566/a_b.c', 'http://127.0.0.1:4566/a_b.c'],
  ['', '""'],
  ['my profile', '"my profile"'],
  ['team@example', '"team@example"'],
  ['a=b', '"a=b"'],
  ['a,b', '"a,b"'],
  ['~me', '"~me"'],
  ['*', '"*"'],
  ["it's", `"it's"`],
  ['a&b|c;d<e>f(g)', '"a&b|c;d<e>f(g)"'],
  ['#1', '"#1"'],
  ['プロファイル', '"プロファイル"'],
  ['$HOME', { posix: `'$HOME'`, powershell: `'$HOME'`, cmd: '^"$HOME^"' }],
  ['$(id)', { posix: `'$(id)'`, powershell: `'$(id)'`, cmd: '^"$^(id^)^"' }],
  ['`id`', { posix: "'`id`'", powershell: "'`id`'", cmd: '^"`id`^"' }],
  ['hey!', { posix: `'hey!'`, powershell: `'hey!'`, cmd: '^"hey^!^"' }],
  ['%PATH%', { posix: `'%PATH%'`, powershell: `'%PATH%'`, cmd: '^"^%PATH^%^"' }],
  ['a"b', { posix: `'a"b'`, powershell: `'a"b'`, cmd: '^"a\\^"b^"' }],
  ['a"&calc', { posix: `'a"&calc'`, powershell: `'a"&calc'`, cmd: '^"a\\^"^&calc^"' }],
  [`it's $5`, { posix: `'it'\\''s $5'`, powershell: `'it''s $5'`, cmd: `^"it's $5^"` }],
  ['a\\b', { posix: `'a'\\\\'b'`, powershell: `'a\\b'`, cmd: '^"a\\b^"' }],
  ['end\\', { posix: `'end'\\\\`, powershell: `'end\\'`, cmd: '^"end\\\\^"' }],
  ['“so”', { posix: `'“so”'`, powershell: `'“so”'`, cmd: '^"“so”^"' }],
  ['‘$’', { posix: `'‘$’'`, powershell: `'‘‘$’’'`, cmd: '^"‘$’^"' }],
];

const shells: readonly Shell[] = ['posix', 'powershell', 'cmd'];

/** What a shell that is installed makes of all the words; undefined where it is not. */
function read(program: string, args: readonly string[], shell: Shell): string[] | undefined {
  const words = golden.map(([word]) => word);
  const printing = commandLine(
    [process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))'],
    shell,
  );
  const line = `${shell === 'powershell' ? '& ' : ''}${printing} -- ${commandLine(words, shell)}`;
  const { stdout, error } = spawnSync(program, [...args, line], { encoding: 'utf8' });
  return error ? undefined : (JSON.parse(stdout) as string[]);
}

describe('the words of a command', () => {
  for (const [word, forms] of golden) {
    for (const shell of shells) {
      const form = typeof forms === 'string' ? forms : forms[shell];
      it(`${JSON.stringify(word)} is ${form} in ${shell}`, () => {
        assert.equal(commandLine([word], shell), form);
      });
    }
  }

  it('end no line and hide nothing', () => {
    for (const shell of shells) {
      assert.equal(commandLine(['a\nb\u202E'], shell).includes('\n'), false);
      assert.equal(commandLine(['a\nb\u202E'], shell).includes('\u202E'), false);
    }
  });

  for (const [program, args, shell] of [
    ['sh', ['-c'], 'posix'],
    ['bash', ['-c'], 'posix'],
    ['zsh', ['-c'], 'posix'],
    ['fish', ['--no-config', '-c'], 'posix'],
    ['pwsh', ['-NoProfile', '-Command'], 'powershell'],
    ['cmd', ['/d', '/c'], 'cmd'],
  ] as const) {
    it(`come back as they were from ${program}`, function () {
      const words = read(program, args, shell);
      if (!words) {
        skip(this, `there is no ${program} here`);
      }
      assert.deepEqual(
        words,
        golden.map(([word]) => word),
      );
    });
  }
});
