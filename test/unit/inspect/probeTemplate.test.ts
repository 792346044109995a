import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

import { parseDocument, type CollectionTag, type ScalarTag } from 'yaml';

import { probeTemplate } from '../../../src/inspect/probeTemplate';

/** CloudFormation's short forms, read as their long ones. */
const customTags: (CollectionTag | ScalarTag)[] = [
  'Ref',
  'GetAtt',
  'Sub',
  'Equals',
  'If',
  'Select',
  'Split',
].flatMap(name => {
  const key = name === 'Ref' ? name : `Fn::${name}`;
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [key]: text }) },
    {
      tag: `!${name}`,
      collection: 'seq' as const,
      resolve: (seq: unknown) => ({ [key]: (seq as { toJSON(): unknown }).toJSON() }) as never,
    },
  ];
});

interface Template {
  readonly Parameters: Record<string, { readonly Default?: string; readonly AllowedPattern?: string }>;
  readonly Resources: {
    readonly Probe: { readonly Properties: Record<string, unknown> };
    readonly ProbeRole: unknown;
  };
}

function read(text: string): Template {
  const document = parseDocument(text, { customTags });
  assert.deepEqual([...document.errors, ...document.warnings], []);
  return document.toJS() as Template;
}

describe('probeTemplate', () => {
  let code: string;
  before(async () => {
    code = await readFile('dist/probe/index.js', 'utf8');
  });

  it('holds the shipped probe to the letter', () => {
    const { Probe } = read(probeTemplate(code)).Resources;
    assert.equal(Probe.Properties.InlineCode, code);
  });

  it('fits into what CloudFormation takes from SAM', () => {
    assert.ok(Buffer.byteLength(probeTemplate(code)) < 1024 * 1024);
  });

  it('declares the probe and mounts what the parameters say', () => {
    const { Properties } = read(probeTemplate(code)).Resources.Probe;
    assert.deepEqual(Properties.Environment, { Variables: { EFS_MOUNT_INSPECTOR_PROBE: '1' } });
    assert.deepEqual(Properties.FileSystemConfigs, [
      { Arn: { Ref: 'AccessPointArn' }, LocalMountPath: { Ref: 'LocalMountPath' } },
    ]);
    assert.equal(Properties.Handler, 'index.handler');
  });

  it('allows the role to mount and nothing more of the file system', () => {
    const actions = probeTemplate('').match(/(elasticfilesystem|s3files):Client\w+/g);
    assert.deepEqual(actions, ['s3files:ClientMount', 'elasticfilesystem:ClientMount']);
  });

  it('takes over the defaults, as text', () => {
    const { Parameters } = read(
      probeTemplate('exports.a = 1;', {
        accessPointArn:
          'arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0',
        localMountPath: '/mnt/a"b',
        subnetIds: ['subnet-1', 'subnet-2'],
        securityGroupIds: ['sg-1'],
      }),
    );
    assert.equal(Parameters.SubnetIds?.Default, 'subnet-1,subnet-2');
    assert.equal(Parameters.SecurityGroupIds?.Default, 'sg-1');
    assert.equal(Parameters.LocalMountPath?.Default, '/mnt/a"b');
    assert.match(
      Parameters.AccessPointArn?.Default ?? '',
      new RegExp(Parameters.AccessPointArn?.AllowedPattern ?? '$.'),
    );
  });
});
