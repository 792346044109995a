import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020';
import { failureToJson, reportToJson } from '../../../../src/core/export/reportToJson';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import type { FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { buildReport, type Report } from '../../../../src/core/report';
import { failed, healthyOptions, mountCapture, ok, probeCapture, recordedCapture } from '../captures';
import {
  denied,
  network,
  openGroups,
  reading,
  setupWith,
  target as networkTarget,
} from '../failure/networkWorld';
import { mountstats } from '../mountstatsText';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('media/report.schema.json', 'utf8')) as object,
);

function exported(report: Report, setup?: FileSystemSetup): Record<string, unknown> {
  const document = JSON.parse(reportToJson(report, setup)) as Record<string, unknown>;
  assert.ok(validate(document), JSON.stringify(validate.errors, null, 2));
  return document;
}

describe('reportToJson', () => {
  const captures = {
    'the function of 2022': recordedCapture(),
    'a bad mount': mountCapture(
      'ro,vers=4.0,rsize=4096,wsize=4096,soft,proto=tcp,timeo=50,retrans=5,sec=sys',
    ),
    'nothing read': probeCapture({ mounts: failed('EACCES'), usage: failed('TIMEOUT') }),
    'a probe’s answers': probeCapture({
      mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\nnonsense\n`),
      mountstats: ok({
        before: mountstats({ operations: { READ: '9 9 0 1 1 1 1 1 0' } }),
        after: mountstats({
          bytes: '1000 0 0 0 500 0 0 0',
          operations: { READ: '18446743919241604546 18446743919241604546 0 1 1 1 1 1 0' },
        }),
      }),
      identity: ok({ uid: 993, gid: 990, groups: [] }),
      runtime: ok({
        node: 'v22.15.0',
        kernel: '5.10.1',
        architecture: 'x64',
        coldStart: true,
        uptimeSeconds: 12,
      }),
      tools: ok({ bin: ['sh'] }),
      usage: ok([
        {
          mountPoint: '/mnt/efs',
          result: ok({
            blockSize: '1048576',
            blocks: '8796093022207',
            blocksFree: '8796093022207',
            blocksAvailable: '8796093022207',
            inodes: '0',
            inodesFree: '0',
          }),
        },
        { mountPoint: '/tmp', result: failed('TIMEOUT') },
      ]),
      list: ok({
        path: '/mnt/efs',
        names: ['caf\udce9'],
        types: 'l',
        modes: [0o120777],
        links: [1],
        uids: [0],
        gids: [0],
        sizes: ['6'],
        modified: [0],
        targets: { 0: 'x' },
        errors: {},
        changed: false,
        cursor: 'more',
      }),
    }),
  };
  it('has the documented shape for all that is known of a function', () => {
    const { target } = recordedCapture();
    const full: Required<LambdaFunction> = {
      ...target,
      accountId: '123456789012',
      description: 'd',
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      role: 'arn:aws:iam::123456789012:role/r',
      vpcId: 'vpc-1',
      ipv6AllowedForDualStack: true,
      fileSystem: { ...target.fileSystem, accessPointId: 'a', fileSystemId: 'fs-1', directS3Read: 'ENABLED' },
      codeSha256: 'x',
      layers: ['arn:aws:lambda:us-east-1:123456789012:layer:l:1'],
      lastModified: '2026-11-22T12:55:31.324+0000',
      environmentError: 'kms:Decrypt',
    };
    exported(buildReport({ ...recordedCapture(), target: full }));
  });

  for (const [name, capture] of Object.entries(captures)) {
    it(`has the documented shape for ${name}`, () => {
      exported(buildReport(capture));
    });
  }

  it('keeps sizes and counters exact', () => {
    const text = reportToJson(buildReport(captures['a probe’s answers']));
    assert.match(text, /"total": "9223372036853727232"/);
    assert.match(text, /"operations": "18446743919241604546"/);
  });

  it('is plain ASCII where a name is not UTF-8, and gives the name back', () => {
    const text = reportToJson(buildReport(captures['a probe’s answers']));
    assert.ok(text.includes('"caf\\udce9"'));
    const document = JSON.parse(text) as { directories: readonly { entries: readonly { name: string }[] }[] };
    assert.equal(document.directories[0]?.entries[0]?.name, 'caf\udce9');
  });

  it('says whether a directory is complete, and not how the probe continues', () => {
    const text = reportToJson(buildReport(captures['a probe’s answers']));
    assert.match(text, /"complete": false/);
    assert.doesNotMatch(text, /"cursor"/);
  });

  it('has the documented shape for the network, read, denied in parts, and as the fact of a cause', () => {
    const routeTables = reading([
      {
        id: 'rtb-1',
        vpcId: 'vpc-1',
        subnetIds: ['subnet-a'],
        isMain: true,
        routes: [{ destination: '10.0.0.0/16', target: 'local', isActive: true }],
      },
    ]);
    const setups = [
      setupWith(network({ routeTables, groupsWithoutRules: reading(['sg-1']) })),
      setupWith(network({ subnets: denied('ec2:DescribeSubnets'), vpcDns: undefined })),
      setupWith(network({ securityGroups: reading(openGroups.slice(1)) })),
    ];
    for (const setup of setups) {
      const document = exported(buildReport(recordedCapture()), setup);
      assert.deepEqual(
        (document['configuration'] as FileSystemSetup).network,
        JSON.parse(JSON.stringify(setup.network)),
      );
      const made = explainFailure({ code: 'efs-mount-connectivity', params: {} }, networkTarget, setup);
      assert.ok(made && made.causes.some(({ fact }) => fact));
      const failure: unknown = JSON.parse(failureToJson(made, '2026-11-28T12:00:00.000Z', setup));
      assert.ok(validate(failure), JSON.stringify(validate.errors, null, 2));
    }
  });

  it('tells how the file system is set up, where that was read', () => {
    const fileSystem: FileSystemSetup = {
      readAt: '2026-11-22T12:00:00.000Z',
      accessPoint: {
        ok: true,
        value: {
          id: 'fsap-1',
          fileSystemId: 'fs-1',
          lifeCycleState: 'available',
          posixUser: { uid: 1000, gid: 1000, secondaryGids: [7] },
          rootDirectory: { path: '/a', creationInfo: { uid: 1, gid: 2, permissions: '0755' } },
        },
      },
      fileSystem: { ok: true, value: { id: 'fs-1', sizeBytes: '9223372036854775807', encrypted: true } },
      mountTargets: {
        ok: true,
        value: [
          {
            id: 'fsmt-1',
            subnetId: 'subnet-1',
            lifeCycleState: 'available',
            securityGroups: { ok: false, action: 'a', problem: { code: 'access-denied', params: { x: 1 } } },
          },
        ],
      },
      policy: { ok: true, value: true },
    };
    const report = buildReport(captures['a bad mount']);
    assert.deepEqual(exported(report, fileSystem).configuration, fileSystem);
    const gone: FileSystemSetup = { readAt: '', accessPoint: { ok: true, value: null } };
    assert.deepEqual(exported(report, gone).configuration, gone);
  });

  it('cannot have the documented shape when something undocumented is added', () => {
    const document = exported(buildReport(captures['the function of 2022']));
    assert.equal(validate({ ...document, surprise: 1 }), false);
    assert.equal(validate({ ...document, schemaVersion: 1 }), false);
  });
});
