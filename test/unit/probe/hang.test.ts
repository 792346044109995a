import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseMountInfo } from '../../../src/core/parse/mountinfo';
import type { DirectoryPage, ProbeResponse, Section, SectionName } from '../../../src/protocol';
import { WORKER_MARKER } from '../../../src/probe/steps';
import { ProbeRuntime, valueOf } from './builtProbe';
import { assertSameNames, bulkRoot, makeFiles, scratchFolder } from './scratch';
import { skip } from '../../harness/skip';

/** A mount that every Linux has, in place of the function's file system. */
const MOUNT = '/dev/shm';

const withMount: SectionName[] = ['identity', 'mountstats', 'usage', 'tools', 'list'];

/** Makes one synchronous call of the probe's child hang for ever, as on a dead hard mount, from its `after`th time on. */
function hanging(call: string, file: string, after = 0): string {
  return `{
    const fs = require('fs');
    const original = fs.${call};
    let calls = 0;
    fs.${call} = (...args) => {
      if (Buffer.from(args[0]).toString() === ${JSON.stringify(file)} || ${JSON.stringify(file)} === '*') {
        if (calls++ >= ${after}) {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
        }
      }
      return original(...args);
    };
  }`;
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

function errorOf(section: Section<unknown> | undefined): string | undefined {
  return section?.ok === false ? section.error.code : undefined;
}

describe('a mount that hangs', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  let runtime: ProbeRuntime | undefined;
  const start = (childPrelude: string): ProbeRuntime => (runtime = new ProbeRuntime({ childPrelude }));
  afterEach(() => runtime?.close());
  before(function () {
    const mounts = parseMountInfo(readFileSync('/proc/self/mountinfo')).entries;
    if (!mounts.some(({ mountPoint }) => mountPoint === MOUNT)) {
      skip(this, `nothing is mounted on ${MOUNT}`);
    }
  });

  function assertOnlyMountIsLost(response: ProbeResponse, mount = MOUNT): void {
    const { sections, unresponsive, leftover } = response;
    assert.deepEqual(unresponsive, [mount]);
    assert.equal(leftover, false);
    assert.equal(sections.identity?.ok, true);
    assert.equal(sections.mountstats?.ok, true);
    assert.equal(sections.tools?.ok, true);
    const usage = valueOf(sections.usage);
    assert.ok(usage.length > 1);
    for (const { mountPoint, result } of usage) {
      assert.equal(errorOf(result), mountPoint === mount ? 'TIMEOUT' : undefined, mountPoint);
    }
  }

  it('costs its own sizes and listing, and nothing of the others', async () => {
    const probe = start(hanging('statfsSync', MOUNT));
    const response = await probe.ask({ want: withMount, mountPath: MOUNT, list: { path: MOUNT } }, 8000);
    assertOnlyMountIsLost(response);
    assert.equal(errorOf(response.sections.list), 'SKIPPED');
    assert.deepEqual(probe.children(), []);

    const next = await probe.ask({ want: ['list'], list: { path: '/' }, mountPath: '/mnt/efs' });
    assert.equal(next.sections.list?.ok, true);
  });

  it('is answered for within a function’s timeout of 3 s', async () => {
    const probe = start(hanging('statfsSync', MOUNT));
    const response = await probe.ask({ want: withMount, mountPath: MOUNT, list: { path: '/' } }, 3000);
    assertOnlyMountIsLost(response);
    assert.ok(response.totalMs < 3000);
    assert.ok(valueOf(response.sections.list).names.includes('etc'));
  });

  it('is passed by when the directory that holds it is listed', async () => {
    const probe = start(hanging('statfsSync', '/dev') + hanging('lstatSync', 'dev'));
    const response = await probe.ask({ want: withMount, mountPath: '/dev', list: { path: '/' } }, 8000);
    assertOnlyMountIsLost(response, '/dev');
    const page = valueOf(response.sections.list);
    const mount = page.names.indexOf('dev');
    assert.deepEqual([page.types[mount], page.modes[mount], page.errors[mount]], ['d', -1, 'SKIPPED']);
    assert.equal(page.types[page.names.indexOf('etc')], 'd');
    assert.equal(page.errors[page.names.indexOf('etc')], undefined);
  });

  it('shows only in the listing where a symbolic link of the sandbox leads to it', async () => {
    const probe = start(hanging('opendirSync', '/bin'));
    const response = await probe.ask({
      want: ['usage', 'list'],
      mountPath: MOUNT,
      list: { path: '/bin' },
      deadlineMs: 2000,
    });
    assert.equal(errorOf(response.sections.list), 'TIMEOUT');
    assert.deepEqual(response.unresponsive, []);
    assert.equal(response.sections.usage?.ok, true);
    assert.deepEqual(probe.children(), []);
  });

  it('costs a file that is read on it, and nothing of the others', async () => {
    const folder = mkdtempSync(path.join(MOUNT, 'hang-'));
    const file = path.join(folder, 'file');
    writeFileSync(file, 'content');
    const probe = start(hanging('openSync', file));
    const request = { path: file, offset: '0', length: 10 };
    const response = await probe.ask({
      want: ['identity', 'tools', 'file'],
      mountPath: MOUNT,
      file: request,
      deadlineMs: 2000,
    });
    rmSync(folder, { recursive: true });
    assert.equal(errorOf(response.sections.file), 'TIMEOUT');
    assert.deepEqual(response.unresponsive, [MOUNT]);
    assert.equal(response.sections.identity?.ok, true);
    assert.equal(response.sections.tools?.ok, true);
    assert.deepEqual(probe.children(), []);
  });

  it('is not asked for a file once its canary has hung', async () => {
    const probe = start(hanging('statfsSync', MOUNT));
    const file = { path: `${MOUNT}/any`, offset: '0', length: 10 };
    const response = await probe.ask({ want: ['file'], mountPath: MOUNT, file, deadlineMs: 3000 });
    assert.equal(errorOf(response.sections.file), 'SKIPPED');
  });

  it('in the middle of a directory leaves what had arrived, and a cursor to go on from', async () => {
    const folder = path.join(scratch.folder, 'stuck');
    mkdirSync(folder);
    const names = makeFiles(folder, 5000);
    const probe = start(hanging('lstatSync', '*', 3000));
    const response = await probe.ask({ want: ['list'], list: { path: folder }, deadlineMs: 2500 });
    const { list } = response.sections;
    assert.ok(list && !list.ok && list.partial);
    assert.equal(list.error.code, 'TIMEOUT');
    const { length } = list.partial.names;
    assert.ok(length > 0 && length <= 3000);
    assert.deepEqual([list.partial.types.length, list.partial.sizes.length], [length, length]);
    await probe.close();

    runtime = new ProbeRuntime();
    const rest = await runtime.ask({ want: ['list'], list: { path: folder, cursor: list.partial.cursor } });
    const all = [...list.partial.names, ...valueOf(rest.sections.list).names];
    assertSameNames(all, names);
  });
});

describe('the probe’s child', function () {
  this.timeout(120_000);
  const scratch = scratchFolder(bulkRoot);
  let runtime: ProbeRuntime;
  /** Takes two seconds for the folder, so that its child can be signalled in the middle. */
  let slow: ProbeRuntime;
  let folder: string;
  let names: string[];
  before(function () {
    runtime = new ProbeRuntime();
    slow = new ProbeRuntime({ childPrelude: waitBeforeLstat({ ms: 5, every: 50 }) });
    folder = path.join(scratch.folder, 'large');
    mkdirSync(folder);
    names = makeFiles(folder, 20_000);
  });
  after(() => Promise.all([runtime.close(), slow.close()]));

  function waitBeforeLstat({ every, ms }: { every: number; ms: number }): string {
    return `
      const fs = require('fs');
      const { lstatSync } = fs;
      let calls = 0;
      fs.lstatSync = (...args) => {
        calls++;
        if (calls % ${every} === 0) {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${ms});
        }
        return lstatSync(...args);
      };`;
  }

  /** Signals the slow child of an invocation once it runs and has written so many bytes for it. */
  async function signalChild(
    signal: NodeJS.Signals,
    bytes: number,
    asking: Promise<unknown>,
  ): Promise<number> {
    const before = new Map(slow.children().map(pid => [pid, Math.max(0, written(pid))]));
    let answered = false;
    void asking.finally(() => (answered = true));
    while (!answered) {
      const pid = slow
        .children()
        .find(each => isWorker(each) && written(each) - (before.get(each) ?? 0) >= bytes);
      if (pid !== undefined) {
        process.kill(pid, signal);
        return pid;
      }
      await delay(1);
    }
    throw new Error('The invocation was over before its child could be signalled.');
  }

  const request = { want: ['identity', 'mounts', 'list'] as SectionName[], deadlineMs: 3000 };

  it('is killed at the deadline when it never begins, and the rest is answered', async () => {
    await runtime.ask({ ...request, list: { path: folder, limit: 1 } });
    const pid = runtime.children().find(isWorker);
    assert.ok(pid !== undefined);
    process.kill(pid, 'SIGSTOP');
    const { sections, leftover, unresponsive } = await runtime.ask({ ...request, list: { path: folder } });
    assert.equal(errorOf(sections.list), 'TIMEOUT');
    assert.equal(sections.identity?.ok, true);
    assert.equal(sections.mounts?.ok, true);
    assert.deepEqual([leftover, unresponsive], [false, []]);
    assert.ok(isGone(pid));
  });

  it('is killed at the deadline in the middle of a listing, which can be gone on with', async () => {
    const asking = slow.ask({ ...request, list: { path: folder, limit: 20_000 } });
    const pid = await signalChild('SIGSTOP', 200_000, asking);
    const { sections } = await asking;
    assert.ok(isGone(pid));
    assert.equal(errorOf(sections.list), 'TIMEOUT');
    const partial = sections.list?.ok === false ? sections.list.partial : undefined;
    await assertGoesOn(partial);
  });

  it('may die: its section says so, keeps what had arrived, and the next invocation works', async () => {
    const asking = slow.ask({ ...request, deadlineMs: 20_000, list: { path: folder, limit: 20_000 } });
    await signalChild('SIGKILL', 200_000, asking);
    const { list } = (await asking).sections;
    assert.ok(list && !list.ok);
    assert.equal(list.error.code, 'CRASHED');
    assert.match(list.error.message, /SIGKILL/);
    await assertGoesOn(list.partial);
  });

  it('costs only what it was to ask when it cannot be started', async () => {
    const broken = new ProbeRuntime({ childPrelude: 'throw new Error("no memory");' });
    const asked = { ...request, list: { path: folder } };
    const died = (await broken.ask(asked)).sections;
    rmSync(path.join(broken.folder, 'bin/node'));
    const absent = (await broken.ask(asked)).sections;
    await broken.close();
    assert.deepEqual([died.identity?.ok, absent.identity?.ok], [true, true]);
    assert.deepEqual([errorOf(died.list), errorOf(absent.list)], ['CRASHED', 'CRASHED']);
    assert.match(died.list?.ok === false ? died.list.error.message : '', /exit code 1: .*no memory/s);
    assert.match(absent.list?.ok === false ? absent.list.error.message : '', /ENOENT/);
  });

  it('ends a page early, with a cursor, when the file system is slow', async () => {
    const slower = new ProbeRuntime({ childPrelude: waitBeforeLstat({ ms: 1, every: 1 }) });
    const list = { path: folder, limit: 20_000 };
    const { sections } = await slower.ask({ ...request, list });
    await slower.close();
    await assertGoesOn(valueOf(sections.list));
  });

  async function assertGoesOn(first: DirectoryPage | undefined): Promise<void> {
    assert.ok(first?.cursor !== undefined);
    assert.ok(first.names.length > 0 && first.names.length < names.length);
    const { sections } = await runtime.ask({
      want: ['list'],
      list: { path: folder, limit: 20_000, cursor: first.cursor },
    });
    const rest = valueOf(sections.list);
    assert.equal(rest.changed, false);
    assertSameNames([...first.names, ...rest.names], names);
  }
});

/** Whether this process has become the child; between fork and exec it still is a copy of its parent. */
function isWorker(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(WORKER_MARKER);
  } catch {
    return false;
  }
}

function written(pid: number): number {
  try {
    return Number(/^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
  } catch {
    return -1;
  }
}
