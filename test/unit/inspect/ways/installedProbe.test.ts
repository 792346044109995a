import assert from 'node:assert/strict';
import type { InvokeResult } from '../../../../src/aws/lambdaApi';
import { isHumanError } from '../../../../src/core/humanError';
import { InstalledProbe } from '../../../../src/inspect/ways/installedProbe';
import type { Limits } from '../../../../src/inspect/ways/probeRunner';
import { PROBE_PROTOCOL, type ProbeRequest } from '../../../../src/protocol';
import { lambdaFunction } from '../../aws/fakeLambda';
import { problemOf } from '../problemOf';
import { totalsPart } from '../totalsPart';

const target = lambdaFunction({ timeoutSeconds: 10 });
const mountPath = target.fileSystem.localMountPath;
const limits: Limits = { signal: new AbortController().signal, deadlineMs: 5000, pageSize: 100 };
const file = { path: `${mountPath}/a`, offset: '0', length: 10 };
const totals = { path: mountPath, limit: 10, maxDirectories: 1 };
const latency = { path: mountPath, samples: 1, operationsPerSecond: 1, sequentialBytes: 1, withinMs: 1 };

const identity = { device: '1', inode: '2', size: '3', modifiedNs: '4', changedNs: '5' };
const range = {
  path: file.path,
  offset: '0',
  base64: 'YWJj',
  end: true,
  before: identity,
  after: identity,
};
const part = totalsPart({ path: mountPath, files: 1, bytes: '3', allocated: '4096' });
const measured = { path: mountPath, series: [], sequential: [], ms: 1 };

/** Text of mountstats with so many operations of the mount. */
function statistics(operations: number, mounted = mountPath): string {
  return [
    `device h:/ mounted on ${mounted} with fstype nfs4 statvers=1.1`,
    '\tage:\t10',
    '\tper-op statistics',
    `\t        READ: ${operations} ${operations} 0 0 0 0 0 0 0`,
    '',
  ].join('\n');
}

/** A probe that gives these sections. */
class Probe {
  readonly requests: ProbeRequest[] = [];
  readonly way: InstalledProbe;

  constructor(sections: object, more: Partial<InvokeResult> = {}) {
    const answer = {
      probe: PROBE_PROTOCOL,
      sections,
      unresponsive: ['/mnt/dead'],
      leftover: false,
      totalMs: 1,
    };
    const payload = new TextEncoder().encode(JSON.stringify(answer));
    this.way = new InstalledProbe(request => {
      this.requests.push(request as ProbeRequest);
      return Promise.resolve({ payload, durationMs: 7, ...more });
    });
  }
}

const ok = (value: unknown) => ({ ok: true, value, ms: 1 });
const refused = (code: string) => ({ ok: false, error: { code, message: 'No.' }, ms: 1 });

describe('an installed probe', () => {
  it('is asked for everything at once, within its time, and a directory for a quarter of a second', async () => {
    const steps: unknown[] = [];
    const { requests, way } = new Probe(
      { mounts: ok('a / b ro 0 0\n') },
      { executedVersion: '3', logTail: 'END' },
    );
    const capture = await way.capture(target, { ...limits, onProgress: step => steps.push(step) });
    const { want, ...request } = requests[0] ?? assert.fail();
    assert.deepEqual(request, {
      probe: PROBE_PROTOCOL,
      mountPath,
      deadlineMs: 5000,
      list: { path: mountPath, limit: 100, withinMs: 250 },
    });
    assert.equal(want.length, 9);
    assert.deepEqual(capture.invocation, { count: 1, durationMs: 7, executedVersion: '3', logTail: 'END' });
    assert.deepEqual([capture.unresponsive, capture.commands], [['/mnt/dead'], []]);
    assert.deepEqual(Object.keys(capture.probe), ['mounts']);
    assert.equal(steps.length, 2);
    const [invoking, reading] = steps as readonly { readonly limitSeconds?: number }[];
    assert.ok((invoking?.limitSeconds ?? 0) > 10);
    assert.deepEqual(invoking, { step: 'invoking', limitSeconds: invoking?.limitSeconds, done: 0, total: 1 });
    assert.deepEqual(reading, { step: 'reading', done: 1, total: 1 });
  });

  it('is not asked for what does not lie on the mount, as far as its text tells', async () => {
    for (const [of, mounted] of [
      ['/etc/passwd', mountPath],
      [`${mountPath}-other/a`, mountPath],
      ['/a', '/'],
    ] as const) {
      const { requests, way } = new Probe({});
      const at = lambdaFunction({ fileSystem: { ...target.fileSystem, localMountPath: mounted } });
      for (const asking of [
        way.readRange(at, { ...file, path: of }, limits),
        way.countPart(at, { ...totals, path: of }, limits),
        way.measureLatency(at, { ...latency, path: of }, limits),
      ]) {
        assert.deepEqual(await problemOf(asking), {
          code: 'path-outside-mount',
          params: { path: of, mount: mounted },
        });
      }
      assert.deepEqual(requests, []);
    }
    const { requests, way } = new Probe({});
    const { error, names } = await way.list(target, { path: '/etc' }, limits);
    assert.deepEqual([error?.code, names, requests], ['OUTSIDE', [], []]);
    await way.list(target, { path: '/bin' }, limits);
    assert.deepEqual(requests[0]?.list, { limit: 100, path: '/bin' });
  });

  it('is not believed where what it gives lies elsewhere', async () => {
    const outside = { path: '/etc/passwd' };
    for (const [sections, ask] of [
      [{ file: ok({ ...range, ...outside }) }, (way: InstalledProbe) => way.readRange(target, file, limits)],
      [
        { totals: ok({ ...part, ...outside }) },
        (way: InstalledProbe) => way.countPart(target, totals, limits),
      ],
      [
        { totals: ok({ ...part, pending: [{ path: mountPath }, outside] }) },
        (way: InstalledProbe) => way.countPart(target, totals, limits),
      ],
    ] as const) {
      assert.equal((await problemOf(ask(new Probe(sections).way))).code, 'path-outside-mount');
    }
  });

  it('gives the file, the part or the measurement, or says why not, and of an old one that it is old', async () => {
    const asks = {
      file: (way: InstalledProbe) => way.readRange(target, file, limits),
      totals: async (way: InstalledProbe) => (await way.countPart(target, totals, limits)).part,
      latency: (way: InstalledProbe) => way.measureLatency(target, { ...latency, file: file.path }, limits),
    };
    for (const [name, ask] of Object.entries(asks)) {
      const value = { file: range, totals: part, latency: measured }[name];
      assert.deepEqual(await ask(new Probe({ [name]: ok(value) }).way), value);
      assert.equal((await problemOf(ask(new Probe({}).way))).code, 'probe-too-old');
      const { code, params } = await problemOf(ask(new Probe({ [name]: refused('EIO') }).way));
      const path = name === 'totals' ? mountPath : file.path;
      assert.deepEqual([code, params['path'], params['code']], ['path-not-read', path, 'EIO']);
    }
    const withoutFile = new Probe({ latency: refused('EIO') }).way.measureLatency(target, latency, limits);
    assert.equal((await problemOf(withoutFile)).params['path'], mountPath);
  });

  it('counts operations of its mount from before to after, where there are such counters', async () => {
    for (const [mountstats, operations] of [
      [ok({ before: statistics(5), after: statistics(12) }), 7n],
      [ok({ before: statistics(5, '/other'), after: statistics(12, '/other') }), undefined],
      [refused('EACCES'), undefined],
      [undefined, undefined],
    ] as const) {
      const { requests, way } = new Probe({ totals: ok(part), ...(mountstats && { mountstats }) });
      assert.equal((await way.countPart(target, totals, limits)).operations, operations);
      assert.deepEqual(requests[0]?.want, ['totals', 'mountstats']);
    }
  });

  it('is told apart from a newer one, one that refuses, and something else', async () => {
    const answering = (answer: unknown) =>
      problemOf(
        new Probe({}, { payload: new TextEncoder().encode(JSON.stringify(answer)) }).way.readRange(
          target,
          file,
          limits,
        ),
      );
    assert.deepEqual((await answering({ probe: 99, sections: {} })).params, {
      function: target.name,
      protocol: 99,
    });
    const refusal = { probe: PROBE_PROTOCOL, refused: { code: 'BAD_REQUEST', message: 'no such section' } };
    assert.deepEqual(await answering(refusal), {
      code: 'probe-refused',
      params: { function: target.name, reason: 'no such section' },
    });
    const { code, params } = await answering('x'.repeat(200));
    assert.deepEqual([code, params['answer']], ['not-a-probe', `"${'x'.repeat(119)}`]);
    assert.equal((await answering({ probe: PROBE_PROTOCOL, gzip: '!' })).code, 'not-a-probe');
    const failing = new Probe({}, { functionError: 'Unhandled' }).way.readRange(target, file, limits);
    assert.equal((await problemOf(failing)).code, 'function-failed');
    const bug = new TypeError('x');
    const broken = new InstalledProbe(() => Promise.reject(bug));
    await assert.rejects(
      broken.readRange(target, file, limits),
      error => error === bug && !isHumanError(error),
    );
  });
});
