import assert from 'node:assert/strict';
import { demoConnection } from '../../../src/aws/connection';
import {
  isDate,
  isFileSystemSetup,
  isKeptFailure,
  isLambdaFunction,
  isLatencyMeasurement,
  restoredCapture,
} from '../../../src/inspect/kept/keptGuards';
import { toJournalEntry } from '../../../src/inspect/temporary/journalEntry';
import { temporaryName } from '../../../src/inspect/temporary/temporaryFunction';
import { lambdaFunction } from '../aws/fakeLambda';
import { assertGuarded, assertMost, changed, type Path } from './guarded';

const read = (value: unknown) => ({ ok: true, value });
const date = '2026-11-28T12:00:00.000Z';
const setup = {
  readAt: date,
  accessPoint: read({
    id: 'fsap-1',
    fileSystemId: 'fs-1',
    lifeCycleState: 'available',
    posixUser: { uid: 1, gid: 2, secondaryGids: [3] },
    rootDirectory: { path: '/', creationInfo: { uid: 1, gid: 2, permissions: '755' } },
  }),
  fileSystem: read({
    id: 'fs-1',
    name: 'n',
    lifeCycleState: 'available',
    throughputMode: 'elastic',
    provisionedMibps: 1,
    performanceMode: 'generalPurpose',
    encrypted: true,
    sizeBytes: '6144',
    zone: 'a',
    kmsKeyId: 'k',
    stateMessage: 'm',
    bucket: { arn: 'arn', prefix: 'p', role: 'r' },
  }),
  mountTargets: read([
    {
      id: 'fsmt-1',
      subnetId: 'subnet-1',
      vpcId: 'vpc-1',
      zone: 'a',
      zoneId: 'az1',
      addresses: ['10.0.0.1'],
      networkInterfaceId: 'eni-1',
      lifeCycleState: 'available',
      stateMessage: 'm',
      securityGroups: read(['sg-1']),
    },
  ]),
  policy: { ok: false, action: 'a', problem: { code: 'access-denied', params: { text: 'x', number: 1 } } },
  mountDenials: [
    {
      sid: 's',
      principals: ['*'],
      resources: ['r'],
      conditions: [{ operator: 'Bool', key: 'k', values: ['true'] }],
    },
  ],
  metrics: read({
    readAt: date,
    from: date,
    to: date,
    periodSeconds: 60,
    series: [{ name: 's', points: [[1, 2]] }],
  }),
  synchronization: read({
    importRules: [{ prefix: 'p', trigger: 't', sizeLessThan: '1' }],
    expirationDays: [1],
  }),
  network: {
    readAt: date,
    subnets: read([{ id: 'subnet-1', vpcId: 'v', zone: 'a', zoneId: 'az1', cidrs: ['10.0.0.0/8'] }]),
    securityGroups: read([
      {
        id: 'sg-1',
        rules: [
          {
            id: 'sgr-1',
            direction: 'inbound',
            protocol: 'tcp',
            fromPort: 1,
            toPort: 2,
            cidr: 'c',
            groupId: 'sg-2',
            prefixListId: 'pl-1',
          },
        ],
      },
    ]),
    groupsWithoutRules: read(['sg-3']),
    networkAcls: read([
      {
        id: 'acl-1',
        subnetIds: ['subnet-1'],
        entries: [
          {
            number: 100,
            direction: 'outbound',
            action: 'allow',
            protocol: '6',
            cidr: 'c',
            fromPort: 1,
            toPort: 2,
          },
        ],
      },
    ]),
    vpcDns: read({ vpcId: 'v', support: true, hostnames: false }),
    nameServers: read(['10.0.0.2']),
    routeTables: read([
      {
        id: 'rtb-1',
        vpcId: 'v',
        subnetIds: ['subnet-1'],
        isMain: true,
        routes: [{ destination: 'd', target: 't', isActive: true }],
      },
    ]),
  },
};

describe('what is kept', () => {
  it('of a function is taken only where each field is what it was', () => {
    const complete = {
      ...lambdaFunction(),
      accountId: '1',
      description: 'd',
      runtime: 'r',
      handler: 'h',
      role: 'r',
      vpcId: 'v',
      subnetIds: ['subnet-1'],
      securityGroupIds: ['sg-1'],
      ipv6AllowedForDualStack: true,
      codeSha256: 'c',
      layers: ['l'],
      lastModified: date,
      environmentError: 'e',
      origin: { kind: 'recorded', on: date },
    };
    assertGuarded(isLambdaFunction, JSON.parse(JSON.stringify(complete)));
    for (const list of ['subnetIds', 'securityGroupIds', 'layers']) {
      assertMost(isLambdaFunction, complete, [list], 1000);
    }
    for (const kind of ['live', 'constructed']) {
      assert.ok(isLambdaFunction({ ...complete, origin: { kind } }));
    }
    assert.equal(isLambdaFunction({ ...complete, origin: { kind: 'recorded' } }), false);
    for (const name of ['role', 'vpcId', 'layers', 'ipv6AllowedForDualStack', 'codeSha256']) {
      assert.ok(isLambdaFunction({ ...complete, [name]: undefined }), name);
    }
  });

  it('of a file system’s setup is taken only where each field is what it was', () => {
    assertGuarded(isFileSystemSetup, setup);
    const { accessPoint, readAt } = setup;
    assert.ok(isFileSystemSetup({ readAt, accessPoint }));
    assert.equal(isFileSystemSetup({ readAt }), false);
    assert.ok(isFileSystemSetup({ readAt, accessPoint: read(null), fileSystem: read(null) }));
    assert.equal(isFileSystemSetup({ readAt, accessPoint, mountTargets: read(null) }), false);
  });

  it('of a setup has lists of as many as an account may have', () => {
    const most = (path: Path, count: number) => assertMost(isFileSystemSetup, setup, path, count);
    most(['accessPoint', 'value', 'posixUser', 'secondaryGids'], 1000);
    most(['mountTargets', 'value'], 1000);
    most(['mountTargets', 'value', 0, 'addresses'], 1000);
    most(['mountTargets', 'value', 0, 'securityGroups', 'value'], 1000);
    most(['synchronization', 'value', 'importRules'], 1000);
    most(['synchronization', 'value', 'expirationDays'], 1000);
    most(['metrics', 'value', 'series'], 100);
    most(['metrics', 'value', 'series', 0, 'points'], 10_000);
    for (const name of ['subnets', 'securityGroups', 'networkAcls', 'routeTables']) {
      most(['network', name, 'value'], 2000);
    }
    most(['network', 'securityGroups', 'value', 0, 'rules'], 2000);
    most(['network', 'networkAcls', 'value', 0, 'entries'], 2000);
    most(['network', 'routeTables', 'value', 0, 'routes'], 2000);
  });

  it('of metrics has periods that last, and points of two numbers', () => {
    const withMetrics = (path: Path, to: unknown) =>
      isFileSystemSetup(changed(setup, ['metrics', 'value', ...path], to));
    for (const seconds of [0, -60, '60', null]) {
      assert.equal(withMetrics(['periodSeconds'], seconds), false, String(seconds));
    }
    assert.ok(withMetrics(['periodSeconds'], 0.5));
    for (const point of [[1], [1, 2, 3], [1, '2'], { length: 2 }, 'ab', null]) {
      assert.equal(withMetrics(['series', 0, 'points', 0], point), false, JSON.stringify(point));
    }
  });

  it('of a failure has when it was, and a problem of texts and numbers', () => {
    const problem = { code: 'throttled', params: { text: 'x', number: 1 } };
    assertGuarded(isKeptFailure, { message: 'm', at: date, problem });
    assert.ok(isKeptFailure({ message: 'm', at: date }));
    for (const params of [null, 'text', [['x']], { x: true }]) {
      assert.equal(isKeptFailure({ message: 'm', at: date, problem: { code: 'c', params } }), false);
    }
  });

  it('of a time can be read', () => {
    assert.deepEqual([date, '2026-11-28', 'soon', '', 5, null, undefined].map(isDate), [
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('of latencies has when they were measured', () => {
    const part = { path: '/mnt/efs', series: [], sequential: [], ms: 1 };
    assert.ok(isLatencyMeasurement({ ...part, measuredAt: date }));
    for (const wrong of [part, { ...part, measuredAt: 'soon' }, { measuredAt: date }, null]) {
      assert.equal(isLatencyMeasurement(wrong), false);
    }
  });

  it('of a capture has its bounds', () => {
    const capture = {
      version: 1,
      takenAt: date,
      way: 'shell-handler',
      target: JSON.parse(JSON.stringify(lambdaFunction())) as unknown,
      invocation: { count: 1, durationMs: 1, executedVersion: '1', logTail: 'l' },
      probe: {},
      unresponsive: ['/mnt/efs'],
      commands: [{ command: 'df', output: { ok: true, value: 'v', ms: 1 } }],
    };
    const isCapture = (value: unknown) => restoredCapture(value) !== undefined;
    assertGuarded(isCapture, capture);
    assertMost(isCapture, capture, ['commands'], 100);
    const text = 'x'.repeat(2 * 1024 * 1024);
    for (const path of [
      ['invocation', 'logTail'],
      ['commands', 0, 'output', 'value'],
    ]) {
      assert.ok(isCapture(changed(capture, path, text)));
      assert.equal(isCapture(changed(capture, path, `${text}x`)), false);
    }
  });

  it('of a temporary probe is taken only where it is one of ours, in the account and region of its function', () => {
    const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:f';
    const name = temporaryName(functionArn);
    const arn = `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
    const connection = JSON.parse(JSON.stringify(demoConnection('http://127.0.0.1:1'))) as object;
    const entry = { name, arn, connection, functionArn, machine: 'm' };
    assert.deepEqual(toJournalEntry(entry), entry);
    assert.deepEqual(toJournalEntry({ ...entry, arn: undefined, machine: undefined }), {
      ...entry,
      machine: '',
    });
    for (const wrong of [
      { name: 'production' },
      { name: 1 },
      { name: [name] },
      { functionArn: [functionArn] },
      { functionArn: `${functionArn}:alias` },
      { functionArn: functionArn.replace('us-east-1', 'eu-west-1') },
      { machine: 1 },
      { machine: null },
      { connection: {} },
      { connection: { ...connection, region: 'eu-west-1' } },
      { arn: functionArn },
      { arn: null },
    ]) {
      assert.equal(toJournalEntry({ ...entry, ...wrong }), undefined, JSON.stringify(wrong));
    }
    for (const wrong of [null, undefined, 'text', 1]) {
      assert.equal(toJournalEntry(wrong), undefined);
    }
  });
});
