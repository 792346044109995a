import assert from 'node:assert/strict';
import { lambdaFunction } from '../captures';
import type { Network } from '../../../../src/core/mount/network';
import { denied, network, openGroups, reading, setupWith, target } from '../failure/networkWorld';
import type { FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { createTranslate } from '../../../../src/core/translate';
import { describeChecked } from '../../../../src/core/words/checkedWords';
import { describeFileSystemSetup } from '../../../../src/core/words/fileSystemSetupWords';
import { mountPath } from '../../../../src/core/failure/mountPath';

describe('describeChecked', () => {
  function standings(state: string): readonly string[] {
    const setup: FileSystemSetup = {
      readAt: '2026-11-22T12:00:00.000Z',
      accessPoint: { ok: true, value: null },
      fileSystem: {
        ok: true,
        value: { id: 'fs-1', lifeCycleState: state, throughputMode: 'elastic', sizeBytes: '1' },
      },
      mountTargets: {
        ok: true,
        value: [
          {
            id: 'fsmt-1',
            subnetId: 'subnet-a',
            lifeCycleState: state,
            securityGroups: { ok: true, value: [] },
          },
        ],
      },
    };
    return describeChecked(setup, { ...lambdaFunction(), subnetIds: ['subnet-a'] }, createTranslate(), 'en')
      .slice(1, 3)
      .map(({ standing }) => standing);
  }

  it('calls a file system and a mount target that are being updated no fault: both can be mounted', () => {
    assert.deepEqual(standings('available'), ['good', 'good']);
    assert.deepEqual(standings('updating'), ['good', 'good']);
    for (const state of ['creating', 'deleting', 'deleted', 'error']) {
      assert.deepEqual(standings(state), ['bad', 'bad'], state);
    }
  });

  it('does not say of what another account has that it does not exist', () => {
    const gone: FileSystemSetup = { ...setupWith(), accessPoint: reading(null), fileSystem: reading(null) };
    const of = (accountId: string) => {
      const from = { ...target, accountId };
      return [
        ...describeChecked(gone, from, createTranslate(), 'en')
          .slice(0, 2)
          .map(({ found, standing }) => `${standing}: ${found}`),
        ...describeFileSystemSetup(gone, from, createTranslate(), 'en')
          .facts.filter(({ name }) => name === 'Access point' || name === 'File system')
          .flatMap(({ values }) => values),
        mountPath(from, gone).accessPoint.state,
        mountPath(from, gone).fileSystem.state,
      ];
    };
    const theirs = 'not shown: of another account';
    assert.deepEqual(of('999999999999'), [
      `unknown: ${theirs}`,
      `unknown: ${theirs}`,
      theirs,
      theirs,
      'unknown',
      'unknown',
    ]);
    const owner = target.fileSystem.arn.split(':')[4] ?? '';
    assert.deepEqual(of(owner), [
      'bad: does not exist',
      'bad: does not exist',
      'does not exist',
      'does not exist',
      'closed',
      'closed',
    ]);
  });

  it('says of what was not read why', () => {
    const found = (setup: FileSystemSetup | undefined, of = target) =>
      describeChecked(setup, of, createTranslate(), 'en').map(each => each.found);
    const failed = {
      ok: false,
      action: 'elasticfilesystem:DescribeAccessPoints',
      problem: { code: 'throttled', params: {} },
    } as const;
    const unasked = 'not read: AWS was not asked, or has not answered yet';
    assert.deepEqual(found(undefined), Array(5).fill(unasked));
    const byRecording = { ...target, origin: { kind: 'recorded', on: '2022-04-29' } } as const;
    assert.deepEqual(found(undefined, byRecording), Array(5).fill('not read: not part of the recording'));
    const needsPoint = 'not read: only the access point tells which file system it is';
    const costs = 'not read: CloudWatch is asked only on request, which costs money';
    assert.deepEqual(found({ readAt: '', accessPoint: failed }), [
      'not read: elasticfilesystem:DescribeAccessPoints failed, and the log says why',
      needsPoint,
      needsPoint,
      needsPoint,
      costs,
    ]);
    const action = 'elasticfilesystem:DescribeMountTargets';
    assert.deepEqual(found({ ...setupWith(), network: undefined, mountTargets: denied(action) }).slice(2), [
      `not read: AWS did not allow ${action}`,
      `not read: AWS did not allow ${action}`,
      costs,
    ]);
    const inNoVpc = found(setupWith(), { ...target, vpcId: undefined });
    assert.equal(inNoVpc[3], 'not known: the function is not in a VPC');
    const metrics = denied('cloudwatch:GetMetricData');
    assert.equal(
      found({ ...setupWith(), metrics })[4],
      'not read: AWS did not allow cloudwatch:GetMetricData',
    );
  });

  it('says that what is being asked for is not read yet, not that it is only on request', () => {
    const found = (setup: FileSystemSetup, network: boolean, metrics: boolean) =>
      describeChecked(setup, target, createTranslate(), 'en', { network, metrics })
        .slice(3)
        .map(each => each.found);
    const described = { ...setupWith(), network: undefined };
    const onRequest = [
      'not read: the network path is checked only on request',
      'not read: CloudWatch is asked only on request, which costs money',
    ];
    const beingAsked = ['not read yet: EC2 is being asked', 'not read yet: CloudWatch is being asked'];
    assert.deepEqual(found(described, false, false), onRequest);
    assert.deepEqual(found(described, true, true), beingAsked);
    const refused = { ...described, metrics: denied('cloudwatch:GetMetricData') };
    assert.equal(found(refused, false, true)[1], beingAsked[1]);
    assert.equal(found({ ...described, network: network() }, true, false)[0], 'open');
    const ofOtherTime = { network: false, metrics: true, metricsOfOtherTime: true };
    assert.equal(
      describeChecked(described, target, createTranslate(), 'en', ofOtherTime).at(-1)?.found,
      'not known: CloudWatch was asked at another time',
    );
  });

  it('says of TCP port 2049 whether it is open, closed or not known, and why', () => {
    const port = (between?: Partial<Network>) => {
      const setup = between ? setupWith(network(between)) : { ...setupWith(), network: undefined };
      const [, , , found] = describeChecked(setup, target, createTranslate(), 'en');
      return found && [found.standing, found.found];
    };
    assert.deepEqual(port(), ['unknown', 'not read: the network path is checked only on request']);
    assert.deepEqual(port({}), ['good', 'open']);
    assert.deepEqual(
      port({ securityGroups: reading(openGroups.slice(0, 1)), groupsWithoutRules: reading(['sg-target']) }),
      ['bad', 'closed. No inbound rule of sg-target lets TCP 2049 in from the function.'],
    );
    assert.deepEqual(port({ networkAcls: denied('ec2:DescribeNetworkAcls') }), [
      'unknown',
      'not known. AWS did not allow ec2:DescribeNetworkAcls, so this is not known.',
    ]);
  });
});
