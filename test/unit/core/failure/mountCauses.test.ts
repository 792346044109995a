import assert from 'node:assert/strict';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { createTranslate } from '../../../../src/core/translate';
import type {
  AccessPoint,
  FileSystem,
  FileSystemSetup,
  MountTarget,
} from '../../../../src/core/mount/fileSystemSetup';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import { type CauseCode } from '../../../../src/core/failure/mountCauses';
import { describeFileSystemSetup } from '../../../../src/core/words/fileSystemSetupWords';
import { describeFailure } from '../../../../src/core/words/mountFailureWords';
import { lambdaFunction } from '../captures';

const t = createTranslate();
const target: LambdaFunction = {
  ...lambdaFunction(),
  role: 'arn:aws:iam::123456789012:role/reports',
  vpcId: 'vpc-1',
  subnetIds: ['subnet-a', 'subnet-b'],
};
const point: AccessPoint = {
  id: 'fsap-0123456789abcdef0',
  fileSystemId: 'fs-1',
  lifeCycleState: 'available',
  posixUser: { uid: 1000, gid: 1000, secondaryGids: [] },
  rootDirectory: { path: '/data', creationInfo: { uid: 1000, gid: 1000, permissions: '0755' } },
};
const system: FileSystem = { id: 'fs-1', lifeCycleState: 'available', throughputMode: 'elastic' };
const mountTarget = (subnetId: string, more: Partial<MountTarget> = {}): MountTarget => ({
  id: `fsmt-${subnetId}`,
  subnetId,
  vpcId: 'vpc-1',
  zone: 'eu-west-1a',
  lifeCycleState: 'available',
  securityGroups: { ok: true, value: ['sg-target'] },
  ...more,
});
const denied = {
  ok: false,
  action: 'elasticfilesystem:X',
  problem: { code: 'access-denied', params: {} },
} as const;

interface Parts {
  readonly point?: AccessPoint | null;
  readonly system?: FileSystem | null;
  readonly targets?: readonly MountTarget[];
  readonly policy?: boolean;
}

function setupOf({
  point: accessPoint = point,
  system: fileSystem = system,
  targets = [mountTarget('subnet-a'), mountTarget('subnet-b')],
  policy = false,
}: Parts = {}): FileSystemSetup {
  return {
    readAt: '2026-11-22T12:00:00.000Z',
    accessPoint: { ok: true, value: accessPoint },
    fileSystem: { ok: true, value: fileSystem },
    mountTargets: { ok: true, value: targets },
    policy: { ok: true, value: policy },
  };
}

/** Standing and check of a cause of a failure, after the configuration was read. */
function judged(failureCode: string, cause: CauseCode, setUp: FileSystemSetup, of = target) {
  const failure = explainFailure({ code: failureCode, params: {} }, of, setUp);
  assert.ok(failure);
  const words = describeFailure(failure, t, 'en').causes.find(({ code }) => code === cause);
  assert.ok(words, `${cause} is no cause of ${failureCode}`);
  assert.doesNotMatch(words.check, /undefined|\{\d\}/);
  return { standing: words.standing, check: words.check };
}

const connectivity = (cause: CauseCode, parts?: Parts) =>
  judged('efs-mount-connectivity', cause, setupOf(parts));
const refusal = (cause: CauseCode, parts?: Parts) => judged('efs-mount-failure', cause, setupOf(parts));

describe('causes by the configuration of the file system', () => {
  it('knows that there is no mount target, and cannot know the zone of a subnet without one', () => {
    assert.equal(connectivity('mount-target-missing', { targets: [] }).standing, 'certain');
    assert.match(
      connectivity('mount-target-missing', { targets: [] }).check,
      /^fs-1 has no mount target at all/,
    );
    const one = connectivity('mount-target-missing', { targets: [mountTarget('subnet-a')] });
    assert.equal(one.standing, 'likely');
    assert.match(one.check, /in eu-west-1a\..*other zones: subnet-b\./);
    assert.equal(connectivity('mount-target-missing').standing, 'ruled-out');
  });

  it('is certain of a mount target that is not ready only where it is the function’s', () => {
    const creating = { lifeCycleState: 'creating' };
    const own = connectivity('mount-target-not-available', { targets: [mountTarget('subnet-a', creating)] });
    assert.equal(own.standing, 'certain');
    assert.match(own.check, /^fsmt-subnet-a is in the state “creating”/);
    const half = [mountTarget('subnet-a', creating), mountTarget('subnet-b')];
    assert.equal(connectivity('mount-target-not-available', { targets: half }).standing, 'indicated');
    const both = [
      mountTarget('subnet-a', creating),
      mountTarget('subnet-b', creating),
      mountTarget('subnet-z'),
    ];
    assert.equal(connectivity('mount-target-not-available', { targets: both }).standing, 'certain');
    // That EFS was reached speaks against it.
    assert.equal(
      judged('efs-mount-timeout', 'mount-target-not-available', setupOf({ targets: both })).standing,
      'indicated',
    );
    const other = { targets: [mountTarget('subnet-z', creating)] };
    assert.equal(connectivity('mount-target-not-available', other).standing, 'indicated');
    const updating = { targets: [mountTarget('subnet-a', { lifeCycleState: 'updating' })] };
    assert.equal(connectivity('mount-target-not-available', updating).standing, 'ruled-out');
  });

  it('names the security groups of the mount targets, whose rules it cannot see', () => {
    const { check, standing } = connectivity('mount-target-inbound');
    assert.equal(standing, 'likely');
    assert.equal(check, 'sg-target needs an inbound rule for TCP 2049 from sg-1.');
  });

  it('sees mount targets in another VPC', () => {
    const other = connectivity('other-network', { targets: [mountTarget('subnet-a', { vpcId: 'vpc-2' })] });
    assert.equal(other.standing, 'indicated');
    assert.match(other.check, /in vpc-2, the function is in vpc-1/);
    assert.equal(connectivity('other-network').standing, 'likely');
  });

  it('suspects a root directory that nobody creates', () => {
    assert.equal(refusal('root-directory-missing').standing, 'ruled-out');
    const bare = refusal('root-directory-missing', { point: { ...point, rootDirectory: { path: '/data' } } });
    assert.equal(bare.standing, 'indicated');
    assert.match(bare.check, /leads to \/data and has no CreationInfo/);
    const root = { point: { ...point, rootDirectory: { path: '/' } } };
    assert.equal(refusal('root-directory-missing', root).standing, 'ruled-out');
  });

  it('suspects the role only where the file system has a policy', () => {
    assert.equal(refusal('role-denied').standing, 'ruled-out');
    assert.equal(refusal('role-denied', { policy: true }).standing, 'indicated');
  });

  it('is certain of a policy that denies the function to mount, and names the statement', () => {
    const policy = (principal: string): FileSystemSetup => ({
      ...setupOf({ policy: true }),
      mountDenials: [{ sid: 'Shut', principals: [principal], resources: [], conditions: [] }],
    });
    const own = policy(target.role ?? '');
    const { check, standing } = judged('efs-mount-failure', 'role-denied', own);
    assert.equal(standing, 'certain');
    assert.match(check, /^The statement “Shut” in .* denies elasticfilesystem:ClientMount to reports, and/);
    const other = policy('arn:aws:iam::123456789012:role/other');
    assert.equal(judged('efs-mount-failure', 'role-denied', other).standing, 'indicated');
    const valuesOf = (setup: FileSystemSetup) =>
      describeFileSystemSetup(setup, target, t, 'en').facts.find(({ name }) => name === 'File system policy')
        ?.values;
    assert.deepEqual(valuesOf(own), ['has one: it denies ClientMount to the role']);
    assert.deepEqual(valuesOf(other), ['has one: the role needs ClientMount']);
  });

  it('is certain of what does not exist or is being deleted', () => {
    assert.equal(refusal('access-point-unavailable').standing, 'ruled-out');
    assert.match(refusal('access-point-unavailable', { point: null }).check, /does not exist/);
    assert.equal(refusal('access-point-unavailable', { system: null }).standing, 'certain');
    const deleting = { system: { ...system, lifeCycleState: 'deleting' } };
    assert.match(refusal('access-point-unavailable', deleting).check, /“deleting”/);
  });

  it('knows nothing of an access point of another account that EFS does not find in this one', () => {
    const elsewhere = { ...target, accountId: '999999999999' };
    for (const parts of [{ point: null }, { system: null }]) {
      const { standing } = judged('efs-mount-failure', 'access-point-unavailable', setupOf(parts), elsewhere);
      assert.equal(standing, 'likely');
    }
  });

  it('computes whether the access point’s user may enter the directory that EFS creates', () => {
    const withMode = (permissions: string, uid = 1000) => ({
      point: { ...point, rootDirectory: { path: '/data', creationInfo: { uid, gid: 0, permissions } } },
    });
    assert.equal(refusal('execute-permission', withMode('0644')).standing, 'indicated');
    assert.equal(refusal('execute-permission', withMode('0700')).standing, 'likely');
    assert.equal(refusal('execute-permission', withMode('0750', 0)).standing, 'indicated');
    assert.equal(refusal('execute-permission', withMode('0751', 0)).standing, 'likely');
  });

  it('computes nothing from ids and permissions that AWS did not tell', () => {
    const { posixUser, rootDirectory } = point;
    const creationInfo = { uid: 1000, gid: 1000, permissions: '0644' };
    const of = (more: Partial<AccessPoint>) =>
      refusal('execute-permission', { point: { ...point, ...more } });
    const created = (more: Partial<typeof creationInfo>, user = posixUser) =>
      of({
        ...(user && { posixUser: user }),
        rootDirectory: { ...rootDirectory, creationInfo: { ...creationInfo, ...more } },
      });
    assert.equal(created({}).standing, 'indicated');
    assert.equal(created({ permissions: '' }).standing, 'likely');
    assert.equal(created({}, { gid: 1000, secondaryGids: [] }).standing, 'likely');
    assert.equal(created({}, { uid: 1, secondaryGids: [] }).standing, 'likely');
    for (const id of [{ uid: 1000 }, { gid: 1000 }]) {
      const part = { ...id, permissions: '0644' };
      const told = { ...point, rootDirectory: { ...rootDirectory, creationInfo: part } };
      assert.equal(refusal('execute-permission', { point: told }).standing, 'likely');
    }
    // Whom a policy may have made another than root is not known.
    const root = { ...point, posixUser: { uid: 0, gid: 0, secondaryGids: [] } };
    const shut = { ...root, rootDirectory: { ...rootDirectory, creationInfo } };
    assert.equal(refusal('execute-permission', { point: shut, policy: true }).standing, 'likely');
  });

  it('knows which throughput can be used up', () => {
    const withSystem = (more: Partial<FileSystem>) =>
      judged('efs-io', 'throughput-exhausted', setupOf({ system: { ...system, ...more } }));
    assert.equal(withSystem({}).standing, 'ruled-out');
    const bursting = withSystem({ throughputMode: 'bursting', sizeBytes: String(625n * 1024n ** 3n) });
    assert.equal(bursting.standing, 'indicated');
    assert.match(bursting.check, /with 625 GiB stored it gets 30\.5 MiB a second/);
    const small = withSystem({ throughputMode: 'bursting', sizeBytes: '6144' });
    assert.match(small.check, /gets 1\.0 MiB a second/);
    assert.match(withSystem({ throughputMode: 'provisioned', provisionedMibps: 64 }).check, /with 64 MiB/);
  });

  it('puts what is certain first and what is ruled out last, and leaves open what was denied', () => {
    const failure = explainFailure(
      { code: 'efs-mount-connectivity', params: {} },
      target,
      setupOf({ targets: [] }),
    );
    assert.equal(failure?.causes[0]?.code, 'mount-target-missing');
    const nothing: FileSystemSetup = { readAt: '', accessPoint: denied, mountTargets: denied };
    const unknown = explainFailure({ code: 'efs-mount-failure', params: {} }, target, nothing);
    assert.ok(unknown?.causes.every(({ standing }) => standing === 'likely'));
    assert.deepEqual(describeFileSystemSetup(nothing, target, t, 'en').notRead, [
      'AWS did not allow elasticfilesystem:X, so what it would tell is not shown here.',
    ]);
  });

  it('shows how the file system is set up, and which subnets have no mount target of their own', () => {
    const { facts, notRead } = describeFileSystemSetup(
      setupOf({ targets: [mountTarget('subnet-a')] }),
      target,
      t,
      'en',
    );
    assert.deepEqual(notRead, []);
    const shown = Object.fromEntries(facts.map(({ name, values }) => [name, values.join('; ')]));
    assert.deepEqual(shown, {
      'Root directory': '/data (created where it does not exist, for 1000:1000 with 0755)',
      'User of all calls': '1000:1000',
      'File system': 'fs-1',
      Throughput: 'elastic, without credits',
      'File system policy': 'none: every client may mount it',
      'Mount targets': 'eu-west-1a · subnet-a · vpc-1 · available · sg-target',
      'Subnets of which the zone is not known': 'subnet-b',
    });
  });
});
