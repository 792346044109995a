import { toDirectory } from '../../../harness/rows';
import assert from 'node:assert/strict';

import type { Capture } from '../../../../src/core/capture/capture';
import type { KnownFunction } from '../../../../src/inspect/functionCatalog';
import type { Directory } from '../../../../src/core/listing/directory';
import { Inspector } from '../../../../src/inspect/inspector';
import type { Progress } from '../../../../src/inspect/ways/probeRunner';
import type { FunctionSeed } from '../../../../src/local/index';
import { shellReplay } from '../../../../src/local/demo/shellReplay';
import { arnOf, Endpoint, shellFunction } from '../endpoint';
import { problemOf } from '../problemOf';

const never = new AbortController().signal;
const mounts = 'overlay / overlay ro 0 0\n127.0.0.1:/ /mnt/efs nfs4 rw,hard,vers=4.1 0 0\n';
const transcript = {
  'cat /proc/mounts': mounts,
  'cat /proc/self/mountinfo': '',
  'cat /proc/self/mountstats': 'device proc mounted on /proc with fstype proc\n',
  'cat /etc/mtab': mounts,
  whoami: 'sbx_user1051\n',
  'ls -l /': 'total 0\n',
  'ls -l /bin': 'total 0\n',
  'df -h': 'Filesystem Size Used Avail Use% Mounted on\n127.0.0.1:/ 8.0E 0 8.0E 0% /mnt/efs\n',
  'ls -l /mnt/efs': 'total 4\n-rw-r--r-- 1 1000 1000 12 Nov 22 12:00 a.txt\n',
};

describe('ShellHandler', () => {
  let endpoint: Endpoint;
  let inspector: Inspector;
  afterEach(() => endpoint.stop());

  /** The commands of one invocation each that `handler` is asked, beside the answers of a transcript. */
  async function start(seed: FunctionSeed): Promise<KnownFunction> {
    const name = seed.configuration.FunctionName;
    endpoint = await Endpoint.start([seed]);
    const listed = await endpoint.listed(() => ({ shellFunctions: [arnOf(name)] }));
    inspector = new Inspector({
      apis: endpoint.apis,
      guard: listed.guard,
      deadlineSeconds: () => 10,
      pageSize: () => 1000,
    });
    return listed.find(name);
  }

  const capture = (known: KnownFunction, signal = never, onProgress?: (progress: Progress) => void) =>
    inspector.inspect(known, { signal, onProgress });
  const list = async (known: KnownFunction, path: string): Promise<Directory> =>
    toDirectory(await inspector.list(known, { path }, { signal: never }));
  const output = ({ commands }: Capture, command: string) =>
    commands.find(entry => entry.command === command)?.output ?? assert.fail(`${command} was not asked`);
  const value = (from: Capture, command: string) => {
    const section = output(from, command);
    return section.ok ? section.value : assert.fail(section.error.message);
  };

  it('asks /proc first and what may hang last, and brings back the output without Lambda’s lines', async () => {
    const seen: string[] = [];
    const result = await capture(await start(shellFunction('shell', transcript)), never, ({ command }) =>
      seen.push(command ?? '-'),
    );
    assert.equal(result.way, 'shell-handler');
    assert.deepEqual(
      result.commands.map(({ command }) => command),
      Object.keys(transcript),
    );
    assert.deepEqual(
      Object.fromEntries(result.commands.map(({ command }) => [command, value(result, command)])),
      transcript,
    );
    assert.equal(result.invocation.count, 9);
    assert.equal(endpoint.count('Invoke'), 9);
    assert.match(result.invocation.logTail ?? '', /REPORT RequestId/);
    assert.deepEqual(seen, [...Object.keys(transcript), '-']);
  });

  it('loses only the section of a command that fails, and says what it complained of', async () => {
    const others = Object.fromEntries(Object.entries(transcript).filter(([command]) => command !== 'whoami'));
    const result = await capture(await start(shellFunction('shell', others)));
    const failed = output(result, 'whoami');
    assert.equal(failed.ok, false);
    assert.deepEqual(failed.error, {
      code: 'FAILED',
      message: 'sh: whoami: not among the recorded commands',
    });
    assert.equal(failed.partial, undefined);
    assert.equal(result.commands.filter(({ output }) => output.ok).length, 8);
  });

  it('keeps what a command printed before it failed', async () => {
    const handler = shellReplay(new Map(Object.entries(transcript)));
    const seed = shellFunction('shell', {}, (event, log) => {
      if ((event as { Cmd: string }).Cmd === 'ls -l /mnt/efs') {
        log(
          "total 4\n-rw-r--r-- 1 0 0 1 Nov 22 12:00 a\nls: cannot access '/mnt/efs/b': Permission denied\n",
        );
        return { kind: 'exited', status: 'exit status 1' };
      }
      return handler(event, log);
    });
    const target = await start(seed);
    const listed = output(await capture(target), 'ls -l /mnt/efs');
    assert.equal(listed.ok, false);
    assert.equal(listed.error.message, "ls: cannot access '/mnt/efs/b': Permission denied");
    assert.equal(listed.partial, 'total 4\n-rw-r--r-- 1 0 0 1 Nov 22 12:00 a\n');
    const directory = await list(target, '/mnt/efs');
    assert.equal(directory.error?.code, 'FAILED');
    assert.deepEqual(
      directory.entries.map(({ name }) => name),
      ['a'],
    );
  });

  it('leaves a mount alone on which one command has hung', async () => {
    const handler = shellReplay(new Map(Object.entries(transcript)));
    const seed = shellFunction(
      'shell',
      {},
      (event, log) =>
        (event as { Cmd: string }).Cmd === 'df -h'
          ? new Promise<never>(() => undefined)
          : handler(event, log),
      { Timeout: 1 },
    );
    const result = await capture(await start(seed));
    const [df, ls] = [output(result, 'df -h'), output(result, 'ls -l /mnt/efs')];
    assert.deepEqual([df.ok || df.error.code, ls.ok || ls.error.code], ['TIMEOUT', 'SKIPPED']);
    assert.deepEqual(result.unresponsive, ['/mnt/efs']);
    assert.equal(value(result, 'cat /proc/mounts'), mounts);
    assert.equal(endpoint.count('Invoke'), 8);
  });

  describe('with an output longer than the log tail', () => {
    const lines = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `-rwxr-xr-x 1 root root ${1000 + index} Feb 25 2016 tool-${index} é\n`,
      );
    // About 10 KB: cut into pieces in the middle of lines and of characters.
    const long = `total ${lines(200).length}\n${lines(200).join('')}`;

    it('reads it in pieces that overlap', async () => {
      const result = await capture(
        await start(shellFunction('shell', { ...transcript, 'ls -l /bin': long })),
      );
      assert.equal(value(result, 'ls -l /bin'), long);
      assert.ok(result.invocation.count > 9 + 3);
    });

    it('reads it whole where each call prints a line end more, or one less', async () => {
      for (const change of [(text: string) => `${text}\n`, (text: string) => text.trimEnd()]) {
        const handler = shellReplay(new Map(Object.entries({ ...transcript, 'ls -l /bin': long })));
        const target = await start(
          shellFunction('shell', {}, (event, log) =>
            handler(event, text => log(text === '' ? '' : change(text))),
          ),
        );
        assert.equal(value(await capture(target), 'ls -l /bin').trimEnd(), long.trimEnd());
        await endpoint.stop();
      }
      endpoint = await Endpoint.start([]);
    });

    it('joins nothing that changed meanwhile', async () => {
      let calls = 0;
      const target = await start(
        shellFunction('shell', {}, (event, log) => {
          const changing = long.replaceAll('Feb 25', `Feb ${10 + calls++}`);
          return shellReplay(new Map(Object.entries({ ...transcript, 'ls -l /bin': changing })))(event, log);
        }),
      );
      const section = output(await capture(target), 'ls -l /bin');
      assert.equal(section.ok, false);
      assert.equal(section.error.code, 'CHANGED');
      assert.match(
        section.partial ?? '',
        /^total 200\n(-rwxr-xr-x 1 root root \d+ Feb \d+ 2016 tool-\d+ é\n)+$/,
      );
    });

    it('shows the end of it where the pipe does not work', async () => {
      const handler = shellReplay(new Map(Object.entries({ ...transcript, 'ls -l /bin': long })));
      const target = await start(
        shellFunction('shell', {}, (event, log) =>
          (event as { Cmd: string }).Cmd.includes('|')
            ? { kind: 'exited', status: 'exit status 127' }
            : handler(event, log),
        ),
      );
      const section = output(await capture(target), 'ls -l /bin');
      assert.equal(section.ok, false);
      assert.equal(section.error.code, 'TRUNCATED');
      assert.ok(section.partial && long.endsWith(section.partial));
      assert.match(section.partial, /^-rwx/);
    });

    it('stops at a bound', async () => {
      const huge = lines(4000).join('');
      const target = await start(shellFunction('shell', { ...transcript, 'ls -l /mnt/efs': huge }));
      const directory = await list(target, '/mnt/efs');
      assert.equal(directory.error?.code, 'TRUNCATED');
      assert.ok(directory.entries.length > 1000);
      assert.ok(endpoint.count('Invoke') < 50);
    });
  });

  it('takes the output from the answer where that holds it', async () => {
    for (const wrap of [(text: string) => text, (text: string) => ({ stdout: text, code: 0 })]) {
      const target = await start(
        shellFunction('shell', {}, event => {
          const { Cmd } = event as { Cmd: keyof typeof transcript };
          return { kind: 'answered', value: wrap(transcript[Cmd]) };
        }),
      );
      assert.equal(value(await capture(target), 'whoami'), 'sbx_user1051\n');
      await endpoint.stop();
    }
    endpoint = await Endpoint.start([]);
  });

  describe('with a function that is no shell handler', () => {
    const answers: readonly [string, FunctionSeed][] = [
      [
        'answers something else',
        shellFunction('shell', {}, () => ({ kind: 'answered', value: { statusCode: 200 } })),
      ],
      [
        'logs something else',
        shellFunction('shell', {}, (_, log) => {
          log('handling\n');
          return { kind: 'answered', value: null };
        }),
      ],
    ];
    for (const [what, seed] of answers) {
      it(`asks no more than once where it ${what}`, async () => {
        assert.equal((await problemOf(capture(await start(seed)))).code, 'not-a-shell-handler');
        assert.equal(endpoint.count('Invoke'), 1);
      });
    }

    it('asks no more than twice where it fails', async () => {
      const target = await start(
        shellFunction('shell', {}, () => ({ kind: 'exited', status: 'exit status 2' })),
      );
      assert.equal((await problemOf(capture(target))).code, 'function-exited');
      assert.equal(endpoint.count('Invoke'), 2);
    });
  });

  it('says why the rest is missing when Lambda fails in between', async () => {
    const target = await start(shellFunction('shell', transcript));
    endpoint.lambda.setFaults([
      { operation: 'Invoke', skip: 3, effect: { kind: 'error', name: 'AccessDeniedException', status: 403 } },
    ]);
    const result = await capture(target);
    assert.deepEqual(
      result.commands.map(({ output }) => (output.ok ? 'ok' : output.error.code)),
      ['ok', 'ok', 'ok', 'FAILED', 'SKIPPED', 'SKIPPED', 'SKIPPED', 'SKIPPED', 'SKIPPED'],
    );
    assert.equal(endpoint.count('Invoke'), 4);
  });

  it('throws where Lambda fails from the start', async () => {
    const target = await start(shellFunction('shell', transcript));
    endpoint.lambda.setFaults([
      { operation: 'Invoke', effect: { kind: 'error', name: 'EFSMountFailureException', status: 403 } },
    ]);
    assert.equal((await problemOf(capture(target))).code, 'efs-mount-failure');
  });

  it('ends between commands when cancelled', async () => {
    const abort = new AbortController();
    const target = await start(shellFunction('shell', transcript));
    const running = capture(
      target,
      abort.signal,
      ({ done }) => done === 2 && abort.abort(new Error('enough')),
    );
    await assert.rejects(running, /enough/);
    assert.equal(endpoint.count('Invoke'), 2);
  });

  it('lists a directory, whatever its name', async () => {
    const asked: string[] = [];
    const target = await start(
      shellFunction('shell', {}, (event, log) => {
        asked.push((event as { Cmd: string }).Cmd);
        log('total 0\ndrwxr-xr-x 2 1000 1000 4096 Nov 22 12:00 sub\n');
        return { kind: 'answered', value: null };
      }),
    );
    const { entries } = await list(target, '/mnt/efs/it\'s; rm -rf $HOME `x` "\n\udcff');
    assert.equal(entries[0]?.name, 'sub');
    assert.equal(entries[0].owner, '1000');
    assert.deepEqual(asked, [`ls -l '/mnt/efs/it'\\''s; rm -rf $HOME \`x\` "\n'"$(printf '\\377')"`]);
    assert.equal((await problemOf(list(target, 'relative'))).code, 'path-not-absolute');
    assert.equal((await problemOf(list(target, '/mnt/\0'))).code, 'path-not-absolute');
  });
});
