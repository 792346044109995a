import { DEMO_ACCOUNT } from '../functionName';
import type { FileSystemSeed } from '../options';
import { demoVpc, mountTargetGroup } from './parts';

const [firstSubnet = '', secondSubnet = ''] = demoVpc.SubnetIds;

/** The file systems behind the constructed functions. Their ids exist nowhere. */
export function demoFileSystems(): readonly FileSystemSeed[] {
  return [
    fileSystem('0c0a1000000000001', { ThroughputMode: 'elastic', SizeInBytes: { Value: 48 * 1024 ** 3 } }),
    fileSystem('0c0a1000000000002', {
      ThroughputMode: 'provisioned',
      ProvisionedThroughputInMibps: 64,
      SizeInBytes: { Value: 310 * 1024 ** 3 },
    }),
    fileSystem('0c0a1000000000003', { ThroughputMode: 'elastic', SizeInBytes: { Value: 7 * 1024 ** 3 } }),
    {
      ...fileSystem('0c0a1000000000005', {
        ThroughputMode: 'bursting',
        SizeInBytes: { Value: 12 * 1024 ** 3 },
      }),
      mountTargets: [mountTarget('0c0a1000000000005', firstSubnet, 'a')],
    },
    fileSystem('0c0a1000000000008', {
      ThroughputMode: 'bursting',
      SizeInBytes: { Value: 20 * 1024 ** 3 },
    }),
    {
      ...fileSystem('0c0a1000000000006', { ThroughputMode: 'elastic', SizeInBytes: { Value: 0 } }),
      mountTargets: [],
    },
    fileSystem('0c0a1000000000007', { ThroughputMode: 'elastic', SizeInBytes: { Value: 5 * 1024 ** 3 } }),
    {
      ...fileSystem('0c0a1000000000009', {
        ThroughputMode: 'elastic',
        SizeInBytes: { Value: 3 * 1024 ** 3 },
      }),
      policy: policyThatDenies('denied-by-policy-example', '0c0a1000000000009'),
    },
  ];
}

/** All of the account may mount it but one role: a `Deny` outweighs what allows it. */
function policyThatDenies(role: string, fileSystemId: string): string {
  const resource = `arn:aws:elasticfilesystem:us-east-1:${DEMO_ACCOUNT}:file-system/fs-${fileSystemId}`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'MountByAccount',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${DEMO_ACCOUNT}:root` },
        Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        Resource: resource,
      },
      {
        Sid: 'NotByThisRole',
        Effect: 'Deny',
        Principal: { AWS: `arn:aws:iam::${DEMO_ACCOUNT}:role/${role}` },
        Action: 'elasticfilesystem:Client*',
        Resource: resource,
      },
    ],
  });
}

function fileSystem(id: string, description: Partial<FileSystemSeed['fileSystem']>): FileSystemSeed {
  return {
    fileSystem: { FileSystemId: `fs-${id}`, Name: 'demo', ...description },
    accessPoints: [
      {
        AccessPointId: `fsap-${id}`,
        PosixUser: { Uid: 1000, Gid: 1000 },
        RootDirectory: {
          Path: '/functions',
          CreationInfo: { OwnerUid: 1000, OwnerGid: 1000, Permissions: '0755' },
        },
      },
    ],
    mountTargets: [mountTarget(id, firstSubnet, 'a'), mountTarget(id, secondSubnet, 'b')],
  };
}

function mountTarget(id: string, subnet: string, zone: string): FileSystemSeed['mountTargets'][number] {
  return {
    MountTargetId: `fsmt-${id.slice(0, -1)}${zone}`,
    SubnetId: subnet,
    VpcId: demoVpc.VpcId,
    AvailabilityZoneName: `us-east-1${zone}`,
    AvailabilityZoneId: zone === 'a' ? 'use1-az1' : 'use1-az2',
    IpAddress: zone === 'a' ? '10.0.1.10' : '10.0.2.10',
    SecurityGroups: [mountTargetGroup],
  };
}
