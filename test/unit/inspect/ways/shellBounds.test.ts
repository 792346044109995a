import assert from 'node:assert/strict';
import type { InvokeResult } from '../../../../src/aws/lambdaApi';
import type { Capture, Section } from '../../../../src/core/capture/capture';
import type { HumanError } from '../../../../src/core/humanError';
import type { Progress } from '../../../../src/inspect/ways/probeRunner';
import { ShellHandler } from '../../../../src/inspect/ways/shellHandler';
import { lambdaFunction } from '../../aws/fakeLambda';
import { restoreAll } from '../../probe/inProcess';
import { problemOf } from '../problemOf';
import { TestTime } from '../testTime';

const KIB = 1024;
const target = lambdaFunction({ timeoutSeconds: 3 });
const mounts = 'overlay / overlay ro 0 0\n';
const mountPath = target.fileSystem.localMountPath;
const requestId = '11111111-2222-3333-4444-555555555555';

/** What one invocation came to, and how long it took. */
type Answer = Partial<InvokeResult>;
const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const inPayload = (text: string): Answer => ({ payload: bytesOf(text) });
const log = (text: string) =>
  `START RequestId: ${requestId} Version: $LATEST\n${text}END RequestId: ${requestId}\n`;
/** All but the last bytes of it are cut away, as Lambda does. */
const inLog = (text: string, kept = 4 * KIB): Answer => ({ logTail: log(text).slice(-kept) });
const failed = (errorType: string, errorMessage: string, printed = ''): Answer => ({
  functionError: 'Unhandled',
  payload: bytesOf({ errorType, errorMessage }),
  logTail: log(printed),
});
const exited = (printed = '') => failed('Runtime.ExitError', 'exit status 1', printed);
const timedOut = failed('Sandbox.Timedout', 'Task timed out after 3.00 seconds');
const outOfMemory = failed('Runtime.OutOfMemory', 'signal: killed');

describe('what a shell handler prints', () => {
  let time: TestTime;
  let asked: string[];
  beforeEach(() => {
    time = new TestTime();
    asked = [];
  });
  afterEach(restoreAll);

  /** A handler whose every call takes ten milliseconds. */
  function handler(answer: (command: string, call: number) => Answer): ShellHandler {
    return new ShellHandler(payload => {
      const command = (payload as { readonly Cmd: string }).Cmd;
      time.ms += 10;
      const result = { payload: bytesOf(null), durationMs: 7, ...answer(command, asked.push(command)) };
      return Promise.resolve(result);
    });
  }
  const { signal } = new AbortController();
  const capture = (of: ShellHandler, onProgress: (progress: Progress) => void = () => undefined) =>
    of.capture(target, { signal, onProgress, deadlineMs: 1000, pageSize: 10 });
  const usual = (command: string) => (command === 'cat /proc/mounts' ? mounts : `of ${command}\n`);
  /** What came of one command where all others answer as usual. */
  async function outputOf(command: string, answer: Answer | ((asked: string) => Answer)) {
    const result = await capture(
      handler(each =>
        each.startsWith(command)
          ? typeof answer === 'function'
            ? answer(each)
            : answer
          : inPayload(usual(each)),
      ),
    );
    return { result, output: outputIn(result, command) };
  }
  function outputIn({ commands }: Capture, command: string): Section<string> {
    return commands.find(each => each.command === command)?.output ?? assert.fail(`${command} was not asked`);
  }
  const codes = ({ commands }: Capture) =>
    commands.map(({ output }) => (output.ok ? 'ok' : output.error.code)).join(' ');

  it('is taken whole from an answer of up to 1 MiB, and of a longer one its whole lines', async () => {
    const text = (bytes: number) => `${'x'.repeat(500_000)}\n${'y'.repeat(bytes - 500_001)}`;
    const whole = await outputOf('ls -l /bin', inPayload(text(1024 * KIB)));
    assert.deepEqual(whole.output, { ok: true, value: text(1024 * KIB), ms: 10 });
    const { output } = await outputOf('ls -l /bin', inPayload(text(1024 * KIB + 1)));
    assert.deepEqual(output, {
      ok: false,
      error: { code: 'TRUNCATED', message: 'only the first 1024 KB were read' },
      partial: `${'x'.repeat(500_000)}\n`,
      ms: 10,
    });
  });

  it('is read in pieces up to 96 KB', async () => {
    const lines = Array.from({ length: 12_000 }, (_, index) => `${String(index).padStart(9, '0')}\n`).join(
      '',
    );
    const pieces = (text: string) => (command: string) => {
      const [, from, length] = / \| tail -c \+(\d+) \| head -c (\d+)$/.exec(command) ?? [];
      return inLog(from === undefined ? text : text.slice(Number(from) - 1).slice(0, Number(length)));
    };
    const fits = lines.slice(0, 90 * KIB);
    assert.deepEqual((await outputOf('ls -l /bin', pieces(fits))).output.ok, true);
    const { output } = await outputOf('ls -l /bin', pieces(lines));
    assert.ok(!output.ok);
    assert.deepEqual(output.error, { code: 'TRUNCATED', message: 'only the first 96 KB were read' });
    const { partial = '' } = output;
    assert.ok(lines.startsWith(partial) && partial.endsWith('\n'));
    assert.ok(partial.length >= 96 * KIB && partial.length < 100 * KIB, `${partial.length}`);
  });

  it('is the end of it, from its first whole line on, where nothing can be read in pieces', async () => {
    const text = `${'x'.repeat(5000)}\nlast but one\nlast\n`;
    for (const refusal of [exited(), { payload: bytesOf({ statusCode: 200 }) }, inLog(text)]) {
      const { output } = await outputOf('ls -l /bin', each => (each.includes('|') ? refusal : inLog(text)));
      assert.ok(!output.ok);
      assert.deepEqual(
        [output.error, output.partial],
        [{ code: 'TRUNCATED', message: 'only the last 4 KB could be read' }, 'last but one\nlast\n'],
      );
    }
  });

  it('ends the rest where Lambda fails while pieces are read', async () => {
    const text = `${'x'.repeat(5000)}\nlast\n`;
    const { output, result } = await outputOf('whoami', each =>
      each.includes('|') ? outOfMemory : inLog(text),
    );
    assert.ok(!output.ok);
    assert.equal(output.error.code, 'FAILED');
    assert.equal(codes(result), 'ok ok ok ok FAILED SKIPPED SKIPPED SKIPPED SKIPPED');
  });

  it('is told from what the command, its shell and its handler complained of', async () => {
    for (const [printed, message, partial] of [
      ['ls: cannot open: Permission denied\n', 'ls: cannot open: Permission denied', undefined],
      ['a\nls: first\nls: last  \nb\n', 'ls: last', 'a\nb\n'],
      ['sh: ls: not found', 'sh: ls: not found', undefined],
      ['/bin/bash: line 1: ls: not found\n', '/bin/bash: line 1: ls: not found', undefined],
      ['also: of another\nexit status 2\n', 'of Lambda', 'also: of another\n'],
      ['2026/11/28 exit status 2', 'of Lambda', undefined],
    ] as const) {
      const { output } = await outputOf('ls -l /bin', exited(printed));
      assert.ok(!output.ok);
      assert.equal(output.error.code, 'FAILED');
      assert.equal(output.partial, partial, printed);
      if (message === 'of Lambda') {
        assert.match(output.error.message, /exit status 1/);
      } else {
        assert.equal(output.error.message, message);
      }
      assert.equal(output.ms, 10);
    }
  });

  it('is nothing of an earlier command where Lambda itself fails, and nothing more is asked', async () => {
    const result = await capture(
      handler(command => {
        switch (command) {
          case 'whoami':
            return exited('printed\n');
          case 'ls -l /':
            return outOfMemory;
          default:
            return inPayload(usual(command));
        }
      }),
    );
    assert.equal(codes(result), 'ok ok ok ok FAILED FAILED SKIPPED SKIPPED SKIPPED');
    const [, , , , failure, ended, skipped] = result.commands.map(({ output }) => output);
    assert.ok(failure && !failure.ok && ended && !ended.ok && skipped && !skipped.ok);
    assert.deepEqual([failure.partial, ended.partial, skipped.partial], ['printed\n', undefined, undefined]);
    assert.equal(skipped.error.message, ended.error.message);
    assert.deepEqual([skipped.ms, asked.length], [0, 6]);
  });

  it('of a command that reached the timeout is so called, and costs the rest of a mount alone', async () => {
    for (const [command, expected, unresponsive] of [
      ['whoami', 'ok ok ok ok TIMEOUT ok ok ok ok', []],
      ['df -h', 'ok ok ok ok ok ok ok TIMEOUT SKIPPED', [mountPath]],
      [`ls -l ${mountPath}`, 'ok ok ok ok ok ok ok ok TIMEOUT', [mountPath]],
    ] as const) {
      const { result } = await outputOf(command, timedOut);
      assert.equal(codes(result), expected);
      assert.deepEqual(result.unresponsive, unresponsive);
    }
    const { result } = await outputOf('df -h', exited());
    assert.deepEqual([codes(result).split(' ').at(-1), result.unresponsive], ['ok', []]);
  });

  it('fails as a whole where the first two commands fail, with what the first failed of', async () => {
    const first = capture(handler((_, call) => (call === 1 ? timedOut : exited())));
    assert.equal((await problemOf(first)).code, 'function-timed-out');
    assert.equal(asked.length, 2);
    asked = [];
    assert.equal((await problemOf(capture(handler(() => outOfMemory)))).code, 'function-out-of-memory');
    assert.equal(asked.length, 1);
    asked = [];
    const second = await capture(
      handler((command, call) => (call === 1 ? exited() : inPayload(usual(command)))),
    );
    assert.equal(codes(second), 'FAILED ok ok ok ok ok ok ok ok');
  });

  it('has to be a mount table first, with a root', async () => {
    for (const text of ['', 'hello\n', 'proc /proc proc rw 0 0\n']) {
      asked = [];
      const running = capture(handler(() => inPayload(text)));
      assert.equal((await problemOf(running)).code, 'not-a-shell-handler');
      assert.equal(asked.length, 1);
    }
  });

  it('is no bug of its own making', async () => {
    const bug = new TypeError('x');
    const broken = new ShellHandler(() => Promise.reject(bug));
    await assert.rejects(capture(broken), error => error === bug);
  });

  it('is counted: invocations, their time, and the version and the log of the last', async () => {
    const steps: string[] = [];
    const result = await capture(
      handler((command, call) => ({
        ...inPayload(usual(command)),
        executedVersion: String(call),
        logTail: `log ${call}`,
      })),
      ({ command, done, step, total }) => steps.push(`${step} ${done}/${total} ${command ?? ''}`),
    );
    assert.deepEqual(result.invocation, { count: 9, durationMs: 63, executedVersion: '9', logTail: 'log 9' });
    assert.deepEqual(
      [steps[0], steps[8], steps[9]],
      ['command 0/9 cat /proc/mounts', `command 8/9 ls -l ${mountPath}`, 'reading 9/9 '],
    );
  });

  it('of a directory is listed as far as it was read', async () => {
    const row = '-rw-r--r-- 1 1000 1000 12 Nov 22 12:00 ';
    const limits = { signal, deadlineMs: 1000, pageSize: 10 };
    const list = (answer: Answer) => handler(() => answer).list(target, { path: '/mnt/efs' }, limits);
    const whole = await list(inPayload(`total 4\n${row}a\n`));
    assert.deepEqual([whole.names, whole.error], [['a'], undefined]);
    // The first command of a session fails alone.
    const partial = await list(exited(`total 4\n${row}a\nls: cannot access 'b': Permission denied\n`));
    assert.deepEqual([partial.names, partial.error?.code], [['a'], 'FAILED']);
    const nothing = await list(timedOut);
    assert.deepEqual([nothing.names, nothing.error?.code], [[], 'TIMEOUT']);
  });

  it('is all that it can do, and of a recording what was recorded', async () => {
    const recorded = lambdaFunction({ origin: { kind: 'recorded', on: '2022-05-01' } });
    const shell = handler(() => inPayload(''));
    for (const ask of [
      (of: typeof target) => shell.readRange(of),
      (of: typeof target) => shell.countPart(of),
      (of: typeof target) => shell.measureLatency(of),
    ]) {
      assert.equal((await problemOf(ask(target))).code, 'shell-only-lists');
      assert.equal((await problemOf(ask(recorded))).code, 'not-recorded');
    }
    const limits = { signal, deadlineMs: 1000, pageSize: 10 };
    const { error } = await handler(() => exited()).list(recorded, { path: '/' }, limits);
    assert.deepEqual(error, { code: 'NOT_RECORDED', message: 'not recorded in 2022' });
  });

  it('ends with the reason of the signal', async () => {
    const abort = new AbortController();
    const shell = handler(() => {
      abort.abort(new Error('enough'));
      return exited();
    });
    const running = shell.capture(target, {
      signal: abort.signal,
      onProgress: () => undefined,
      deadlineMs: 1000,
      pageSize: 10,
    });
    await assert.rejects(running, (error: HumanError) => error.message === 'enough');
  });
});
