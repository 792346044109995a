import assert from 'node:assert/strict';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import type { FileSystemConfig, LambdaFunction } from '../../../src/core/lambdaFunction';
import { Inspector, type InspectorOptions } from '../../../src/inspect/inspector';
import { inspectError } from '../../../src/inspect/inspectProblems';
import { connectionTo, lambdaFunction } from '../aws/fakeLambda';
import { problemOf } from './problemOf';

const { signal } = new AbortController();
const { fileSystem } = lambdaFunction();
const recorded = { origin: { kind: 'recorded', on: '2022-10-13' } } as const;
const s3Files: FileSystemConfig = {
  kind: 's3files',
  arn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-1/access-point/fsap-1',
  localMountPath: '/mnt/efs',
  accessPointId: 'fsap-1',
  fileSystemId: 'fs-1',
};

/** Notes what each service is asked, and answers with that. */
function fakeApis(asked: (readonly unknown[])[]): Pick<InspectorOptions, 'apis'>['apis'] {
  const note =
    (what: string) =>
    (...values: readonly unknown[]) => {
      const question = [what, ...values.filter(value => value !== signal)];
      asked.push(question);
      return Promise.resolve(question);
    };
  return {
    for: () => ({
      efs: { fileSystemSetup: note('efs') },
      s3files: { fileSystemSetup: note('s3files') },
      ec2: { network: note('ec2') },
      cloudWatch: { metrics: note('cloudWatch') },
    }),
  } as unknown as InspectorOptions['apis'];
}

describe('what an Inspector asks AWS around a function', () => {
  const connection = connectionTo('http://127.0.0.1:1');
  const known = (more: Partial<LambdaFunction> = {}) => ({ target: lambdaFunction(more), connection });
  let asked: (readonly unknown[])[];
  let inspector: Inspector;
  beforeEach(() => {
    asked = [];
    inspector = new Inspector({
      apis: fakeApis(asked),
      guard: { selected: () => Promise.resolve(connection) },
    } as unknown as InspectorOptions);
  });

  describe('about its file system', () => {
    const setupOf = async (more: Partial<LambdaFunction>) => {
      asked.length = 0;
      await inspector.fileSystemSetup(known(more), signal);
      return asked;
    };

    it('is asked of the service that it is of', async () => {
      assert.deepEqual(await setupOf({}), [['efs', 'fsap-0123456789abcdef0']]);
      assert.deepEqual(await setupOf({ fileSystem: s3Files }), [['s3files', 'fsap-1', 'fs-1']]);
    });

    it('is asked of no service where nobody knows which, or it is not named', async () => {
      assert.deepEqual(await setupOf({ fileSystem: { ...fileSystem, kind: 'unknown' } }), []);
      assert.deepEqual(await setupOf({ fileSystem: { ...s3Files, kind: 'unknown' } }), []);
      assert.deepEqual(await setupOf({ fileSystem: { ...s3Files, fileSystemId: undefined } }), []);
      assert.deepEqual(await setupOf({ fileSystem: { ...fileSystem, accessPointId: undefined } }), []);
    });

    it('is not asked of another account’s, nor of a recording', async () => {
      assert.deepEqual(await setupOf({ accountId: '210987654321' }), []);
      assert.deepEqual(await setupOf(recorded), []);
    });
  });

  describe('about the network', () => {
    const vpc = { vpcId: 'vpc-1' };
    const networkOf = async (more: Partial<LambdaFunction>, setup: FileSystemSetup) => {
      asked.length = 0;
      await inspector.network(known(more), setup, signal);
      return asked;
    };
    const setup = { readAt: '2026-11-22T00:00:00.000Z' } as FileSystemSetup;

    it('is of the function and the mount targets that are known', async () => {
      const mountTargets = {
        ok: true,
        value: [{ id: 'fsmt-1' }],
      } as unknown as FileSystemSetup['mountTargets'];
      const { target } = known(vpc);
      assert.deepEqual(await networkOf(vpc, { ...setup, mountTargets }), [
        ['ec2', target, [{ id: 'fsmt-1' }]],
      ]);
      assert.deepEqual(await networkOf(vpc, setup), [['ec2', target, []]]);
      const one = { ...vpc, subnetIds: ['subnet-1'] };
      assert.deepEqual(await networkOf(one, setup), [['ec2', known(one).target, []]]);
    });

    it('is not asked of a function in no VPC, nor of a recording', async () => {
      assert.deepEqual(await networkOf({}, setup), []);
      assert.deepEqual(await networkOf({ ...vpc, subnetIds: [] }, setup), []);
      assert.deepEqual(await networkOf({ ...vpc, ...recorded }, setup), []);
    });
  });

  describe('about its metrics', () => {
    const accessPoint = {
      ok: true,
      value: { fileSystemId: 'fs-2' },
    } as unknown as FileSystemSetup['accessPoint'];
    const setup = { readAt: '2026-11-22T00:00:00.000Z', accessPoint } as FileSystemSetup;

    it('is of the file system that the function or its access point names', async () => {
      await inspector.metrics(known({ fileSystem: s3Files }), setup, signal);
      await inspector.metrics(known(), setup, signal);
      assert.deepEqual(asked, [
        ['cloudWatch', 's3files', 'fs-1'],
        ['cloudWatch', 'efs', 'fs-2'],
      ]);
    });

    it('is not asked where nothing names it, nor of a recording', async () => {
      await inspector.metrics(known(), undefined, signal);
      await inspector.metrics(known(recorded), setup, signal);
      assert.deepEqual(asked, []);
    });
  });

  it('are only what a connection reaches that is selected now', async () => {
    const notSelected = inspectError('demo-not-selected', { function: 'reader' });
    const closed = new Inspector({
      apis: fakeApis(asked),
      guard: { selected: () => Promise.reject(notSelected) },
    } as unknown as InspectorOptions);
    await assert.rejects(closed.fileSystemSetup(known(), signal), notSelected);
    await assert.rejects(
      closed.network(known({ vpcId: 'vpc-1' }), {} as FileSystemSetup, signal),
      notSelected,
    );
    await assert.rejects(closed.metrics(known({ fileSystem: s3Files }), undefined, signal), notSelected);
    assert.deepEqual(asked, []);
  });
});

describe('the function that an Inspector asks', () => {
  const connection = connectionTo('http://127.0.0.1:1');
  const known = { target: lambdaFunction(), connection };

  it('is asked for absolute paths without NUL alone', async () => {
    const inspector = new Inspector({} as unknown as InspectorOptions);
    for (const path of ['', 'mnt/efs', './mnt', '/mnt/\0efs']) {
      assert.equal(
        (await problemOf(inspector.list(known, { path }, { signal }))).code,
        'path-not-absolute',
        path,
      );
    }
  });

  it('is refused where it is no probe now, and otherwise where its temporary probe is gone', async () => {
    const refusal = inspectError('not-known-as-probe', { function: 'reader', reason: '' });
    const refused = (wasFor: boolean | undefined) => {
      const inspector = new Inspector({
        apis: { for: () => ({ lambda: undefined }) },
        guard: {
          judge: () => undefined,
          selected: () => Promise.resolve(connection),
          look: () => Promise.resolve(known),
          refusal: () => refusal,
        },
        ...(wasFor !== undefined && { temporaryProbes: { isFor: () => false, wasFor: () => wasFor } }),
        deadlineSeconds: () => 1,
        pageSize: () => 1,
      } as unknown as InspectorOptions);
      return problemOf(inspector.list(known, { path: '/mnt/efs' }, { signal }));
    };
    assert.equal((await refused(undefined)).code, 'not-known-as-probe');
    assert.equal((await refused(false)).code, 'not-known-as-probe');
    assert.equal((await refused(true)).code, 'temporary-probe-gone');
  });

  it('is given as many milliseconds as the setting says, and as a measurement wants where that is more', async () => {
    const deadlines: unknown[] = [];
    const answer = () => Promise.reject(new Error('no answer'));
    const inspector = new Inspector({
      apis: { for: () => ({ lambda: undefined }) },
      guard: {
        judge: () => 'installed-probe',
        selected: () => Promise.resolve(connection),
        look: () => Promise.resolve(known),
        invoke: (_known: unknown, _way: unknown, payload: { readonly deadlineMs?: number }) => {
          deadlines.push(payload.deadlineMs);
          return answer();
        },
        doubt: () => undefined,
      },
      deadlineSeconds: () => 20,
      pageSize: () => 1,
    } as unknown as InspectorOptions);
    const measured = { path: '/mnt/efs', samples: 1, operationsPerSecond: 1, sequentialBytes: 1 };
    await assert.rejects(inspector.list(known, { path: '/mnt/efs' }, { signal }), /no answer/);
    await assert.rejects(inspector.measureLatency(known, { ...measured, withinMs: 30_000 }, { signal }));
    await assert.rejects(inspector.measureLatency(known, { ...measured, withinMs: 5000 }, { signal }));
    assert.deepEqual(deadlines, [20_000, 30_000, 20_000]);
  });
});
