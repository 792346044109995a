import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { AwsApis } from '../../../src/aws/awsApis';
import { demoConnection } from '../../../src/aws/connection';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { createTranslate } from '../../../src/core/translate';
import { describeFileSystemSetup } from '../../../src/core/words/fileSystemSetupWords';
import { iamPolicy } from '../../../src/inspect/iamPolicies';
import { startLocalLambda, type LocalLambda } from '../../../src/local';
import { lambdaFunction, silentLog } from '../aws/fakeLambda';

const t = createTranslate();
const never = new AbortController().signal;
const id = '0c0a1000000000004';

/** Of the demo, one of each kind. */
const targets: readonly LambdaFunction[] = [
  {
    ...lambdaFunction(),
    fileSystem: {
      kind: 'efs',
      arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0c0a1000000000002',
      localMountPath: '/mnt/efs',
      accessPointId: 'fsap-0c0a1000000000002',
    },
  },
  {
    ...lambdaFunction(),
    fileSystem: {
      kind: 's3files',
      arn: `arn:aws:s3files:us-east-1:123456789012:file-system/fs-${id}/access-point/fsap-${id}`,
      localMountPath: '/mnt/s3',
      accessPointId: `fsap-${id}`,
      fileSystemId: `fs-${id}`,
    },
  },
];

/** What each action feeds: names of facts that are gone without it. */
const fed: Readonly<Record<string, readonly string[]>> = {
  'elasticfilesystem:DescribeAccessPoints': ['Root directory', 'User of all calls'],
  'elasticfilesystem:DescribeFileSystems': ['Throughput', 'Stored'],
  'elasticfilesystem:DescribeFileSystemPolicy': ['File system policy'],
  'elasticfilesystem:DescribeMountTargets': ['Mount targets'],
  'elasticfilesystem:DescribeMountTargetSecurityGroups': [],
  's3files:GetAccessPoint': ['Root directory', 'User of all calls'],
  's3files:GetFileSystem': ['Bucket', 'Role of S3 Files'],
  's3files:GetFileSystemPolicy': ['File system policy'],
  's3files:ListMountTargets': ['Mount targets'],
  's3files:GetMountTarget': [],
  's3files:GetSynchronizationConfiguration': ['Copied into the file system', 'Removed from the file system'],
};

describe('least privileges', () => {
  let local: LocalLambda;
  let apis: AwsApis;

  before(async () => {
    local = await startLocalLambda({ distDir: path.resolve('dist'), demo: true });
    apis = new AwsApis({
      log: silentLog,
      mfaCode: () => Promise.resolve(undefined),
      demoKey: () => local.accessKey,
    });
  });
  afterEach(() => local.setFaults([]));
  after(async () => {
    apis.dispose();
    await local.close();
  });

  function setupOf({ fileSystem }: LambdaFunction): Promise<FileSystemSetup> {
    const { efs, s3files } = apis.for(demoConnection(local.url));
    const { accessPointId = '', fileSystemId = '', kind } = fileSystem;
    return kind === 'efs'
      ? efs.fileSystemSetup(accessPointId, never)
      : s3files.fileSystemSetup(accessPointId, fileSystemId, never);
  }

  const deny = (...actions: readonly string[]) =>
    local.setFaults(
      actions.map(action => ({
        operation: action.split(':')[1],
        effect: { kind: 'error', name: 'AccessDeniedException', message: 'No.' },
      })),
    );

  it('is told by the README, action by action, as it is copied', () => {
    const readme = readFileSync(path.resolve('README.md'), 'utf8');
    const [, table = ''] = /\| permission +\| what it feeds +\|\n([^]*?)\n\n/.exec(readme) ?? [];
    const optional = targets.flatMap(target =>
      iamPolicy('installed-probe', target).Statement.filter(({ Sid }) => Sid.startsWith('Optional')),
    );
    assert.deepEqual(
      [...table.matchAll(/`([a-z0-9]+:[A-Za-z]+)`/g)].map(([, action]) => action).toSorted(),
      [...new Set(optional.flatMap(({ Action }) => Action))].toSorted(),
    );
  });

  for (const target of targets) {
    const { kind } = target.fileSystem;
    const actions = iamPolicy('installed-probe', target)
      .Statement.find(({ Sid }) => Sid === 'OptionalExplainMountFailures')
      ?.Action.filter(action => /^(elasticfilesystem|s3files):/.test(action));
    assert.ok(actions);

    it(`${kind}: with what the policy allows, all is told and nothing is missing`, async () => {
      const { facts, notRead } = describeFileSystemSetup(await setupOf(target), target, t, 'en');
      assert.deepEqual(notRead, []);
      const names = new Set(facts.map(({ name }) => name));
      for (const name of actions.flatMap(action => fed[action] ?? assert.fail(action))) {
        assert.ok(names.has(name), name);
      }
    });

    for (const action of actions) {
      it(`${kind}: without ${action}, what it feeds is gone, and that is said`, async () => {
        deny(action);
        const { facts, notRead } = describeFileSystemSetup(await setupOf(target), target, t, 'en');
        assert.equal(notRead.length, 1);
        assert.ok(notRead[0]?.includes(action), notRead[0]);
        const names = new Set(facts.map(({ name }) => name));
        for (const name of fed[action] ?? []) {
          assert.ok(!names.has(name), name);
        }
      });
    }

    it(`${kind}: asks for no more than the policy allows`, async () => {
      const before = local.calls.length;
      await setupOf(target);
      const asked = new Set(local.calls.slice(before).map(({ operation }) => operation));
      assert.deepEqual([...asked].toSorted(), actions.map(action => action.split(':')[1]).toSorted());
    });
  }
});
