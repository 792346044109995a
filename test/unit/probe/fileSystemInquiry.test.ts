import assert from 'node:assert/strict';
import { parseMountInfo } from '../../../src/core/parse/mountinfo';
import type { StepsEnd, StepWatch } from '../../../src/probe/child';
import { now } from '../../../src/probe/clock';
import { FileSystemInquiry, type Questions } from '../../../src/probe/fileSystemInquiry';
import type { Asked } from '../../../src/probe/parseRequest';
import { MountTable } from '../../../src/probe/mountTable';
import type { DirectoryPart, Step, StepResult } from '../../../src/probe/steps';
import type { DirectoryPage, Section } from '../../../src/protocol';
import { StoppedClock, restoreAll } from './inProcess';

const table = new MountTable(
  parseMountInfo(
    [
      '20 1 0:30 / / ro - overlay overlay ro',
      '22 20 8:48 / /tmp rw - ext4 /dev/vdd rw',
      '26 20 0:40 / /mnt/efs rw - nfs4 127.0.0.1:/ rw',
      '27 26 0:41 / /mnt/efs/below rw - nfs4 127.0.0.1:/below rw',
    ].join('\n'),
  ).entries,
);
const mount = { mountPoint: '/mnt/efs', mountId: 26 };
const none = { usage: false, tools: false, mount };

/** What is asked, side by side. */
type Questioned = Partial<Omit<Questions, 'asked'>> & Asked;
const list = { path: '/mnt/efs', limit: 10 };
const file = { path: '/mnt/efs/file', offset: '0', length: 1 };
const totals = { path: '/mnt/efs', limit: 1, maxDirectories: 1 };
const latency = {
  path: '/mnt/efs',
  samples: 1,
  operationsPerSecond: 1,
  sequentialBytes: 1,
  withinMs: 60_000,
};

const part: DirectoryPart = {
  first: 0,
  count: 2,
  last: 'b',
  fingerprint: '1:2',
  more: true,
  changed: false,
};

/** A child that does what a script says, one for each time that it is started. */
class Child {
  readonly started: (readonly Step[])[] = [];
  readonly watches: StepWatch[] = [];
  readonly #scripts: ((steps: readonly Step[], watch: StepWatch) => StepsEnd)[];

  constructor(...scripts: ((steps: readonly Step[], watch: StepWatch) => StepsEnd)[]) {
    this.#scripts = scripts;
  }

  readonly run = (steps: readonly Step[], watch: StepWatch): Promise<StepsEnd> => {
    this.started.push(steps);
    this.watches.push(watch);
    const script = this.#scripts.shift() ?? (() => ({ kind: 'finished' }));
    return Promise.resolve(script(steps, watch));
  };

  kinds(start = 0): readonly string[] {
    return (this.started[start] ?? []).map(step =>
      step.kind === 'statfs' ? `statfs ${step.mountPoint}` : step.kind,
    );
  }
}

const hung = (done: number, began = true): StepsEnd => ({ kind: 'hung', done, began });
const died = (done: number, began = true): StepsEnd => ({ kind: 'died', done, began, reason: 'exit code 1' });
/** Answers these steps. */
function answer(watch: StepWatch, steps: readonly Step[]): void {
  for (const step of steps) {
    const outcome = { ok: true, value: `of ${step.kind}`, ms: 5 };
    watch.onResult({ ...step, outcome } as unknown as StepResult);
  }
}

describe('what is asked of file systems', () => {
  let clock: StoppedClock;
  beforeEach(() => (clock = new StoppedClock()));
  afterEach(restoreAll);

  async function inquire(questions: Questioned, child: Child, budgetMs = 30_000): Promise<FileSystemInquiry> {
    const { file: read, totals: counted, latency: measured, ...others } = questions;
    const asked = { file: read, totals: counted, latency: measured };
    const inquiry = new FileSystemInquiry(table, { ...none, ...others, asked }, now() + budgetMs, child.run);
    await inquiry.run();
    return inquiry;
  }
  async function planned(questions: Questioned): Promise<readonly string[]> {
    const child = new Child();
    await inquire(questions, child);
    return child.kinds();
  }
  const codeOf = (
    section: { readonly ok: boolean; readonly error?: { readonly code: string } } | undefined,
  ) => (section?.ok ? 'ok' : section?.error?.code);

  it('is the sandbox first, then each mount, then what may take long', async () => {
    const remote = ['statfs /mnt/efs', 'statfs /mnt/efs/below'];
    assert.deepEqual(await planned({ usage: true, tools: true, list, file, totals, latency }), [
      'statfs /',
      'statfs /tmp',
      'tools',
      ...remote,
      'list',
      'file',
      'totals',
      'latency',
    ]);
    assert.deepEqual(await planned({ usage: true }), ['statfs /', 'statfs /tmp', ...remote]);
    assert.deepEqual(await planned({ tools: true }), ['tools']);
    for (const long of [{ list }, { file }, { totals }, { latency }]) {
      assert.deepEqual(await planned(long), [...remote, ...Object.keys(long)]);
    }
    const child = new Child();
    await inquire({}, child);
    assert.deepEqual(child.started, []);
  });

  it('lies on the mount or in the sandbox; the rest is not even asked', async () => {
    for (const path of ['/', '/bin', '/mnt']) {
      assert.ok((await planned({ list: { ...list, path } })).includes('list'), path);
    }
    for (const outside of [
      { list: { ...list, path: '/etc' } },
      { file: { ...file, path: '/bin' } },
      { totals: { ...totals, path: '/' } },
      { latency: { ...latency, path: '/mnt' } },
      { latency: { ...latency, file: '/etc/passwd' } },
      { list, mount: undefined },
      { file, mount: undefined },
      { totals, mount: undefined },
      { latency, mount: undefined },
    ]) {
      const child = new Child();
      const inquiry = await inquire(outside, child);
      assert.deepEqual(child.started, [], JSON.stringify(outside));
      assert.deepEqual(inquiry.list(1), {
        ok: false,
        error: { code: 'OUTSIDE', message: 'not on the mount of a remote file system' },
        ms: 0,
      });
      const { file: ofFile, latency: ofLatency, totals: ofTotals } = inquiry.answers;
      for (const section of [ofFile, ofTotals, ofLatency]) {
        assert.deepEqual(section, inquiry.list(1), 'what is not done takes no time');
      }
      assert.equal(inquiry.tools.ms, 0);
    }
    assert.ok((await planned({ latency: { ...latency, file: '/mnt/efs/x' } })).includes('latency'));
  });

  it('has its bounds and its mount with it', async () => {
    const child = new Child();
    const sandbox = { ...list, path: '/mnt' };
    await inquire({ list: sandbox, file, totals, latency: { ...latency, withinMs: 500 } }, child, 10_000);
    const long = child.started[0]?.slice(2);
    const stopAt = now() + 9000;
    const otherMounts = ['/mnt/efs/below'];
    assert.deepEqual(long, [
      { ...sandbox, kind: 'list', mount: undefined, leaveAlone: [], stopAt },
      { ...file, kind: 'file', mount, otherMounts, stopAt },
      { ...totals, kind: 'totals', mount, otherMounts, stopAt },
      { ...latency, withinMs: 500, kind: 'latency', mount, otherMounts, stopAt: now() + 500 },
    ]);
    const listing = new Child();
    await inquire({ list }, listing);
    assert.deepEqual(listing.started[0]?.at(-1), {
      ...list,
      kind: 'list',
      mount,
      leaveAlone: [],
      stopAt: now() + 29_000,
    });
  });

  it('has as much time as the deadline leaves: a third for a call, a fifth to come to an end', async () => {
    const deadlines = async (budgetMs: number) => {
      const child = new Child();
      await inquire({ usage: true, tools: true, list, file, totals, latency }, child, budgetMs);
      const start = now();
      const [watch] = child.watches;
      assert.ok(watch);
      const [steps = []] = child.started;
      const doneBy = steps.map((_, index) => watch.doneBy(index) - start);
      const [listed] = steps.filter(step => step.kind === 'list');
      const measured = steps.find(step => step.kind === 'latency');
      return [
        watch.startBy - start,
        ...new Set(doneBy),
        (listed?.stopAt ?? 0) - start,
        (measured?.stopAt ?? 0) - start,
      ];
    };
    assert.deepEqual(await deadlines(30_000), [30_000, 3000, 30_000, 29_000, 29_000]);
    assert.deepEqual(await deadlines(100_000), [100_000, 3000, 100_000, 99_000, 60_000]);
    assert.deepEqual(await deadlines(3000), [3000, 1000, 3000, 2400, 2400]);
  });

  it('is done by the deadline, however late a call begins', async () => {
    const child = new Child((_steps, watch) => {
      clock.advance(9000);
      assert.equal(watch.doneBy(0), now() + 1000);
      assert.equal(watch.doneBy(8), now() + 1000);
      return { kind: 'finished' };
    });
    await inquire({ usage: true, tools: true, list, file, totals, latency }, child, 10_000);
    assert.equal(child.started.length, 1);
  });

  it('is answered in sections, the sizes with the time of all of them', async () => {
    const inquiry = await inquire(
      { usage: true, tools: true, list, file, totals, latency },
      new Child((steps, watch) => {
        watch.onPart({ ...part, changed: true }, []);
        answer(watch, steps);
        return { kind: 'finished' };
      }),
    );
    assert.deepEqual(
      [inquiry.tools, inquiry.answers.file, inquiry.answers.totals, inquiry.answers.latency].map(
        each => each?.ok && each.value,
      ),
      ['of tools', 'of file', 'of totals', 'of latency'],
    );
    const { usage } = inquiry;
    assert.ok(usage.ok);
    assert.deepEqual(
      [usage.ms, usage.value.map(({ mountPoint }) => mountPoint)],
      [20, ['/', '/tmp', '/mnt/efs', '/mnt/efs/below']],
    );
    const page = inquiry.list(10);
    assert.deepEqual([page.ok && page.value.count, page.ms], [2, 5]);
    const text = page.ok ? page.value.pieces.map(String).join('') : '';
    const { path, changed } = JSON.parse(text) as DirectoryPage;
    assert.deepEqual([path, changed], [list.path, true]);
    assert.deepEqual(inquiry.unresponsive, []);
  });

  it('goes on in another child after a call that hung, without what lies on that mount', async () => {
    const child = new Child(
      (steps, watch) => {
        answer(watch, steps.slice(0, 3));
        watch.doneBy(3);
        clock.advance(3000);
        return hung(3);
      },
      (steps, watch) => {
        answer(watch, steps);
        return { kind: 'finished' };
      },
    );
    const inquiry = await inquire({ usage: true, tools: true, list: { ...list, path: '/mnt' }, file }, child);
    assert.deepEqual(child.kinds(1), ['statfs /mnt/efs/below', 'list']);
    assert.deepEqual(inquiry.unresponsive, ['/mnt/efs']);
    const { usage } = inquiry;
    assert.ok(usage.ok);
    assert.deepEqual(usage.value[2], {
      mountPoint: '/mnt/efs',
      result: {
        ok: false,
        error: { code: 'TIMEOUT', message: 'no answer before the deadline' },
        ms: 3000,
      },
    });
    assert.deepEqual(inquiry.answers.file, {
      ok: false,
      error: { code: 'SKIPPED', message: 'the mount had already stopped responding' },
      ms: 0,
    });
    // The directory that holds the mount is read without it.
    const listing = child.started[1]?.at(-1);
    assert.deepEqual(listing?.kind === 'list' && listing.leaveAlone, ['efs']);
    assert.equal(codeOf(inquiry.list(1)), 'ok');
  });

  it('leaves alone right what lies in the directory that is read', async () => {
    for (const [path, names] of [
      ['/mnt', ['efs']],
      ['/', []],
      ['/mnt/efs/../efs', undefined],
    ] as const) {
      const child = new Child(
        () => hung(0),
        () => hung(0),
      );
      const inquiry = await inquire({ list: { ...list, path } }, child);
      assert.deepEqual(inquiry.unresponsive, ['/mnt/efs', '/mnt/efs/below']);
      const listing = child.started[2]?.at(-1);
      assert.deepEqual(listing?.kind === 'list' ? listing.leaveAlone : undefined, names, path);
    }
  });

  it('says of each long question that it hung, and that its mount does not respond', async () => {
    for (const [name, asked] of Object.entries({ list, file, totals, latency })) {
      const child = new Child((steps, watch) => {
        answer(watch, steps.slice(0, 2));
        if (name === 'list') {
          watch.onPart(part, []);
        }
        return hung(2);
      });
      const inquiry = await inquire({ [name]: asked }, child);
      assert.deepEqual(inquiry.unresponsive, ['/mnt/efs'], name);
      const section: Section<unknown> | undefined =
        name === 'list' ? inquiry.list(10) : inquiry.answers[name as 'file' | 'totals' | 'latency'];
      assert.equal(codeOf(section), 'TIMEOUT');
      assert.equal(section?.ok === false && section.partial !== undefined, name === 'list');
      assert.equal(child.started.length, 1);
    }
  });

  it('blames no mount for tools, nor for a directory of the sandbox that led elsewhere', async () => {
    const tools = await inquire({ tools: true }, new Child(() => hung(0)));
    assert.deepEqual([codeOf(tools.tools), tools.unresponsive], ['TIMEOUT', []]);
    const child = new Child(() => hung(2));
    const sandbox = await inquire({ list: { ...list, path: '/bin' } }, child);
    assert.deepEqual([codeOf(sandbox.list(1)), sandbox.unresponsive], ['TIMEOUT', []]);
    const local = await inquire({ usage: true }, new Child(() => hung(0)));
    assert.deepEqual(local.unresponsive, ['/']);
  });

  it('is lost where the child never began, and blames nothing for it', async () => {
    const child = new Child(() => hung(0, false));
    const inquiry = await inquire({ usage: true, tools: true, file }, child);
    assert.equal(child.started.length, 1);
    assert.deepEqual(inquiry.unresponsive, []);
    const { usage } = inquiry;
    assert.deepEqual(
      [
        codeOf(inquiry.tools),
        codeOf(inquiry.answers.file),
        usage.ok && usage.value.map(each => codeOf(each.result)),
      ],
      ['TIMEOUT', 'TIMEOUT', ['TIMEOUT', 'TIMEOUT', 'TIMEOUT', 'TIMEOUT']],
    );
  });

  it('says why the child died at one question, and asks the others again', async () => {
    const child = new Child((steps, watch) => {
      answer(watch, steps.slice(0, 4));
      return died(4);
    });
    const inquiry = await inquire({ usage: true, tools: true, file, totals }, child);
    assert.deepEqual(child.kinds(1), ['file', 'totals']);
    const { usage } = inquiry;
    assert.deepEqual(usage.ok && usage.value[3]?.result, {
      ok: false,
      error: { code: 'CRASHED', message: 'exit code 1' },
      ms: 0,
    });
    assert.deepEqual(inquiry.unresponsive, []);
  });

  it('asks nothing more once its time is over', async () => {
    const child = new Child((steps, watch) => {
      answer(watch, steps.slice(0, 1));
      clock.advance(10_000);
      return hung(1);
    });
    const inquiry = await inquire({ usage: true, tools: true }, child, 10_000);
    assert.equal(child.started.length, 1);
    assert.equal(codeOf(inquiry.tools), 'TIMEOUT');
    const late = new Child();
    assert.equal(codeOf((await inquire({ tools: true }, late, 0)).tools), 'TIMEOUT');
    assert.deepEqual(late.started, []);
  });

  it('has no page where none of it arrived', async () => {
    const inquiry = await inquire({ list }, new Child(() => hung(2)));
    const section = inquiry.list(10);
    assert.ok(!section.ok);
    assert.equal('partial' in section, false);
  });
});
