import assert from 'node:assert/strict';
import { decodeReport, encodeReport } from '../../../../src/core/export/encode';
import type { Directory } from '../../../../src/core/listing/directory';
import { toColumns } from '../../../../src/core/listing/directoryColumns';
import { extended, listed } from '../../../../src/core/listing/listing';
import { buildReport, type DirectoryEntry } from '../../../../src/core/report';
import type { HostMessage, WebviewMessage } from '../../../../src/views/report/messages';
import { ReportSession, rowsPerMessage } from '../../../../src/views/report/reportSession';
import { MAX_LIST_LIMIT } from '../../../../src/protocol';
import { FakeReportSource } from '../../../harness/fakeReportSource';
import { healthyOptions, mountCapture } from '../../core/captures';

const report = buildReport(mountCapture(healthyOptions));
const at = '2026-11-28T02:16:00.000Z';
const softReport = buildReport(mountCapture(healthyOptions.replace('hard', 'soft')));

function directoryOf(path: string, count: number, more: Partial<Directory> = {}): Directory {
  const entries = Array.from({ length: count }, (_, i): DirectoryEntry => ({ name: `file-${i}`, type: '-' }));
  return { path, entries, changed: false, ...more };
}

function withSession(
  test: (given: {
    source: FakeReportSource;
    send: (message: WebviewMessage) => void;
    sent: HostMessage[];
    copied: string[];
    opened: string[];
    session: ReportSession;
  }) => Promise<void> | void,
  source = new FakeReportSource(report),
): () => Promise<void> {
  return async () => {
    const sent: HostMessage[] = [];
    const copied: string[] = [];
    const opened: string[] = [];
    const session = new ReportSession(
      source,
      {
        post: message => Promise.resolve(sent.push(message)),
        run: source.run,
        copy: text => copied.push(text),
        openExternal: url => opened.push(url),
      },
      { arn: source.arn, functionName: 'cmd-function' },
      { locale: 'ja', bundle: { Findings: '所見' } },
    );
    try {
      await test({ source, send: message => session.receive(message), sent, copied, opened, session });
    } finally {
      session.dispose();
    }
  };
}

/** @returns the signal of each listing that is asked for from now on */
function neverAnswer(source: FakeReportSource): readonly AbortSignal[] {
  const signals: AbortSignal[] = [];
  source.read = (_path, { signal }) => {
    signals.push(signal);
    return new Promise((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new Error('aborted'))),
    );
  };
  return signals;
}

/** Until everything that was waiting for nothing but promises is done. */
const settled = () => new Promise(resolve => setImmediate(resolve));
const types = (messages: readonly HostMessage[]) => messages.map(message => message.type);
/** Places of the rows that each message about a directory has: the first, and one past the last. */
const rangesOf = (messages: readonly HostMessage[]) =>
  messages.flatMap(message =>
    message.type === 'directory' ? [[message.from, message.from + message.columns.names.length]] : [],
  );

describe('the host side of a report', () => {
  it(
    'answers a webview that is ready with everything',
    withSession(({ send, sent }) => {
      send({ type: 'ready' });
      const [initial] = sent;
      assert.equal(initial?.type, 'initial');
      assert.equal(initial.identity.functionName, 'cmd-function');
      assert.equal(initial.locale, 'ja');
      assert.deepEqual(initial.bundle, { Findings: '所見' });
      assert.deepEqual(initial.state, { kind: 'idle' });
      const decoded = decodeReport(initial.report ?? '');
      const sentWhole = decodeReport(encodeReport(report));
      assert.deepEqual(decoded.mount, sentWhole.mount);
      assert.ok(decoded.mount?.options.length);
      assert.deepEqual(decoded.verdict, sentWhole.verdict);
      assert.deepEqual(decoded.directories, []);
    }),
  );

  it(
    'says nothing before it is asked',
    withSession(({ source, sent }) => {
      source.set({ state: { kind: 'inspecting' } });
      assert.deepEqual(sent, []);
    }),
  );

  it(
    'sends a report again only when it is another one',
    withSession(({ source, send, sent }) => {
      send({ type: 'ready' });
      source.set({ state: { kind: 'inspecting', progress: 'Asking the function…' } });
      source.set({ state: { kind: 'failed', message: 'It did not answer.', at, remedies: [] } });
      assert.deepEqual(types(sent), ['initial', 'state', 'state']);
      source.set({ report: softReport, state: { kind: 'idle' } });
      assert.deepEqual(types(sent), ['initial', 'state', 'state', 'report', 'state']);
    }),
  );

  it(
    'sends afterwards what AWS says of the file system, and not the report again',
    withSession(({ source, send, sent }) => {
      send({ type: 'ready' });
      const setup = { readAt: '', accessPoint: { ok: true, value: null } } as const;
      source.set({ setup });
      assert.deepEqual(types(sent), ['initial', 'setup', 'state']);
      source.set({ state: { kind: 'idle' } });
      assert.deepEqual(types(sent), ['initial', 'setup', 'state', 'state']);
      source.asksEc2 = true;
      source.set({ state: { kind: 'idle' } });
      const told = sent.at(-2);
      assert.ok(told?.type === 'setup');
      assert.equal(told.readingNetwork, true);
      assert.deepEqual(told.setup, setup);
    }),
  );

  it(
    'tells whether a temporary probe exists, and has it deleted',
    withSession(({ source, send, sent }) => {
      source.set({ temporaryProbe: true });
      send({ type: 'ready' });
      source.set({ temporaryProbe: false });
      assert.deepEqual(
        sent.map(message => 'temporaryProbe' in message && message.temporaryProbe),
        [true, false],
      );
      send({ type: 'command', command: 'deleteTemporaryProbe' });
      assert.deepEqual(source.calls, ['deleteTemporaryProbe']);
    }),
  );

  it(
    'keeps to its own function',
    withSession(({ source, send, sent }) => {
      send({ type: 'ready' });
      source.fireForOther();
      assert.deepEqual(types(sent), ['initial']);
    }),
  );

  it(
    'runs what helps with a problem while that problem is shown, and what it does not offer never',
    withSession(({ source, send }) => {
      const wanted = { type: 'command', command: 'selectProfile' } as const;
      send(wanted);
      assert.deepEqual(source.calls, []);
      const setting = { command: 'openSetting', setting: 'aws.endpoint' } as const;
      const remedies = [{ command: 'selectProfile' }, setting] as const;
      source.set({ state: { kind: 'failed', message: 'Denied.', at, remedies } });
      send(wanted);
      send({ type: 'command', command: 'copyIamPolicy' });
      send({ type: 'command', ...setting });
      send({ type: 'command', command: 'openSetting', setting: 'files.pageSize' });
      source.set({ state: { kind: 'idle' } });
      send(wanted);
      assert.deepEqual(source.calls, ['selectProfile', 'openSetting aws.endpoint']);
    }),
  );

  it(
    'runs what helps with a measurement that was refused, while that is shown',
    withSession(({ source, send, sent }) => {
      send({ type: 'ready' });
      const wanted = { type: 'command', command: 'copyIamPolicy' } as const;
      send(wanted);
      assert.deepEqual(source.calls, []);
      const latencyFailure = { message: 'Denied.', remedies: [{ command: 'copyIamPolicy' }] } as const;
      source.setLatency({ measuring: false, latencyFailure });
      assert.deepEqual(sent.at(-1), { type: 'latency', measuring: false, latencyFailure });
      send(wanted);
      source.setLatency({ measuring: true });
      send(wanted);
      assert.deepEqual(source.calls, ['copyIamPolicy']);
    }),
  );

  it(
    'runs what helps with metrics that were refused, and with no other command',
    withSession(({ source, send, sent }) => {
      send({ type: 'ready' });
      const remedy = { command: 'signInAgain', refused: 'readMetrics' } as const;
      send({ type: 'command', ...remedy });
      source.problems = { metrics: { message: 'Nobody is signed in.', remedies: [remedy] } };
      source.set({ setup: { readAt: at, accessPoint: { ok: true, value: null } } });
      const told = sent.find(({ type }) => type === 'setup');
      assert.deepEqual(told?.type === 'setup' && told.setupProblems, source.problems);
      send({ type: 'command', ...remedy });
      send({ type: 'command', ...remedy, refused: 'checkNetwork' });
      assert.deepEqual(source.calls, ['signInAgain readMetrics']);
    }),
  );

  it(
    'runs no command that is not on the list, on no other function, and none that lacks what it takes',
    withSession(({ source, send }) => {
      const messages: readonly object[] = [
        { type: 'command', command: 'deleteLeftoverProbes' },
        { type: 'command', command: 'markAsShellProbe' },
        { type: 'command', command: 'constructor' },
        { type: 'command', command: ['inspect'] },
        { type: 'command' },
        { type: 'command', command: 'openFile' },
        { type: 'command', command: 'openFile', path: ['/mnt/efs/a'] },
        { type: 'command', command: 'exportReport', format: 'html' },
      ];
      messages.forEach(message => send(message as WebviewMessage));
      assert.deepEqual(source.calls, []);
      // The fake asserts that it is about its own function.
      send({ type: 'command', command: 'inspect', arn: 'arn:other', path: '/a' } as WebviewMessage);
      assert.deepEqual(source.calls, ['inspect']);
    }),
  );

  it(
    'lets actions through',
    withSession(({ source, send }) => {
      send({ type: 'command', command: 'inspect' });
      send({ type: 'command', command: 'cancelInspection' });
      send({ type: 'command', command: 'exportReport', format: 'json' });
      send({ type: 'command', command: 'openInConsole' });
      send({ type: 'command', command: 'showLog' });
      assert.deepEqual(source.calls, [
        'inspect',
        'cancelInspection',
        'exportReport json',
        'openInConsole',
        'showLog',
      ]);
    }),
  );

  it(
    'copies texts',
    withSession(({ send, copied }) => {
      send({ type: 'copy', text: '/mnt/efs/a' });
      assert.deepEqual(copied, ['/mnt/efs/a']);
    }),
  );

  it(
    'opens pages of the report and no others',
    withSession(({ send, opened }) => {
      const source = softReport.findings[0]?.sources[0] ?? '';
      send({ type: 'openLink', url: 'https://example.com/' });
      send({ type: 'openLink', url: source });
      assert.deepEqual(opened, [source]);
    }, new FakeReportSource(softReport)),
  );

  it(
    'ignores what it does not know',
    withSession(({ send, sent }) => {
      send({ type: 'format-disk' } as unknown as WebviewMessage);
      assert.deepEqual(sent, []);
    }),
  );
});

describe('directories of a report', () => {
  it(
    'that are known are told and answered without asking the function',
    withSession(async ({ source, send, sent }) => {
      source.know(directoryOf('/tmp', 3, { cursor: 'more' }));
      send({ type: 'ready', path: '/tmp' });
      assert.ok(sent[0]?.type === 'initial');
      assert.deepEqual(sent[0].directories, [{ path: '/tmp', count: 3, complete: false }]);
      send({ type: 'list', request: 1, path: '/tmp' });
      await settled();
      assert.ok(sent[1]?.type === 'directory');
      assert.equal(sent[1].columns.names.length, 3);
      assert.equal(sent[1].columns.cursor, 'more');
      assert.equal(sent[1].done, true);
      assert.deepEqual(source.calls, []);
    }),
  );

  it(
    'are read again, and further, when asked to',
    withSession(async ({ source, send, sent }) => {
      const limits: unknown[] = [];
      source.read = (path, options) => {
        limits.push(options.limit);
        return Promise.resolve(directoryOf(path, 2, { cursor: 'more' }));
      };
      send({ type: 'list', request: 1, path: '/tmp', refresh: true });
      await settled();
      send({ type: 'list', request: 2, path: '/tmp', from: 2 });
      await settled();
      send({ type: 'list', request: 3, path: '/tmp', from: 4, all: true });
      await settled();
      assert.deepEqual(source.calls, ['list /tmp', 'list more of /tmp', 'list more of /tmp']);
      assert.deepEqual(limits, [undefined, undefined, MAX_LIST_LIMIT]);
      // Only what follows those that the webview has.
      assert.deepEqual(rangesOf(sent), [
        [0, 2],
        [2, 4],
        [4, 6],
      ]);
    }),
  );

  it(
    'come from what the tree has read where that is further',
    withSession(async ({ source, send, sent }) => {
      source.read = path => Promise.resolve(directoryOf(path, 3, { cursor: 'more' }));
      send({ type: 'list', request: 1, path: '/tmp' });
      await settled();
      await source.list(source.arn, '/tmp', { more: true, signal: new AbortController().signal });
      source.calls.length = 0;
      send({ type: 'list', request: 2, path: '/tmp', from: 3 });
      await settled();
      assert.deepEqual(source.calls, []);
      assert.deepEqual(rangesOf(sent), [
        [0, 3],
        [3, 6],
      ]);
    }),
  );

  it(
    'begin anew where they were read again meanwhile',
    withSession(async ({ source, send, sent }) => {
      source.know(directoryOf('/tmp', 5, { cursor: 'more' }));
      send({ type: 'list', request: 1, path: '/tmp' });
      await settled();
      source.know(directoryOf('/tmp', 7));
      send({ type: 'list', request: 2, path: '/tmp', from: 5 });
      await settled();
      source.know(directoryOf('/tmp', 2, { cursor: 'more' }));
      send({ type: 'list', request: 3, path: '/tmp', from: 7 });
      await settled();
      assert.deepEqual(source.calls, []);
      assert.deepEqual(rangesOf(sent), [
        [0, 5],
        [0, 7],
        [0, 2],
      ]);
    }),
  );

  it(
    'come in messages of bounded size, the first of them small',
    withSession(async ({ source, send, sent }) => {
      const { first, further } = rowsPerMessage;
      assert.ok(first < further);
      source.know(directoryOf('/mnt/efs', first + further + 1));
      send({ type: 'list', request: 7, path: '/mnt/efs' });
      await settled();
      assert.deepEqual(
        sent.map(message => message.type === 'directory' && [message.columns.names.length, message.done]),
        [
          [first, false],
          [further, false],
          [1, true],
        ],
      );
    }),
  );

  it(
    'come with many rows at once where they are shown already, which then keep their place',
    withSession(async ({ source, send, sent }) => {
      const count = rowsPerMessage.first + 1;
      source.read = path => Promise.resolve(directoryOf(path, count));
      send({ type: 'list', request: 1, path: '/tmp', refresh: true });
      await settled();
      assert.deepEqual(rangesOf(sent), [[0, count]]);
    }),
  );

  it(
    'show their first rows while the function still reads, each row once',
    withSession(async ({ source, send, sent }) => {
      const answers: (() => void)[] = [];
      source.read = (path, { onRows }) => {
        const rows = listed(toColumns(directoryOf(path, 2, { cursor: 'more' })));
        onRows?.(rows);
        return new Promise(resolve => {
          answers.push(() => resolve(directoryOf(path, 5)));
          source.grow = page => extended(rows, toColumns({ ...page, entries: page.entries.slice(2) }));
        });
      };
      send({ type: 'list', request: 1, path: '/tmp' });
      await settled();
      assert.deepEqual(rangesOf(sent), [[0, 2]]);
      assert.ok(sent[0]?.type === 'directory' && !sent[0].done);
      answers[0]?.();
      await settled();
      assert.deepEqual(rangesOf(sent), [
        [0, 2],
        [2, 5],
      ]);
      assert.ok(sent[1]?.type === 'directory' && sent[1].done);
    }),
  );

  it(
    'that come to an end right where the rows so far did say so',
    withSession(async ({ source, send, sent }) => {
      source.read = (path, { onRows }) => {
        const rows = listed(toColumns(directoryOf(path, 2)));
        onRows?.(rows);
        source.grow = () => rows;
        return Promise.resolve(directoryOf(path, 2));
      };
      send({ type: 'list', request: 1, path: '/tmp' });
      await settled();
      assert.deepEqual(
        sent.map(message => message.type === 'directory' && [message.from, message.done]),
        [
          [0, false],
          [2, true],
        ],
      );
    }),
  );

  it(
    'that are empty are an answer, too',
    withSession(async ({ source, send, sent }) => {
      source.read = path => Promise.resolve(directoryOf(path, 0));
      send({ type: 'list', request: 1, path: '/srv' });
      await settled();
      assert.ok(sent[0]?.type === 'directory' && sent[0].done);
    }),
  );

  it(
    'that cannot be had are told in words',
    withSession(async ({ source, send, sent }) => {
      source.read = () => Promise.reject(new Error('The function is gone. Refresh the list of functions.'));
      send({ type: 'list', request: 3, path: '/srv' });
      await settled();
      assert.deepEqual(sent, [
        {
          type: 'directoryFailed',
          request: 3,
          message: 'The function is gone. Refresh the list of functions.',
        },
      ]);
    }),
  );

  it(
    'can still be given up where a webview that was made anew counts from the beginning',
    withSession(async ({ source, send }) => {
      const signals = neverAnswer(source);
      send({ type: 'ready' });
      send({ type: 'list', request: 1, path: '/a' });
      send({ type: 'ready' });
      send({ type: 'list', request: 1, path: '/a' });
      await settled();
      send({ type: 'cancelList', request: 1 });
      assert.deepEqual(
        signals.map(signal => signal.aborted),
        [true, true],
      );
    }),
  );

  it(
    'are given up when the webview does not want them any more, or is gone',
    withSession(async ({ source, send, sent, session }) => {
      const signals = neverAnswer(source);
      send({ type: 'list', request: 1, path: '/a' });
      send({ type: 'list', request: 2, path: '/b' });
      send({ type: 'cancelList', request: 1 });
      assert.deepEqual(
        signals.map(signal => signal.aborted),
        [true, false],
      );
      session.dispose();
      assert.equal(signals[1]?.aborted, true);
      await settled();
      assert.deepEqual(sent, []);
    }),
  );
});
