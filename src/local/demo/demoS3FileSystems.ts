import { DEMO_ACCOUNT } from '../functionName';
import type { S3FileSystemSeed } from '../options';
import { demoVpc, mountTargetGroup } from './parts';

/** The S3 file systems behind the constructed functions. Their ids and buckets exist nowhere. */
export function demoS3FileSystems(): readonly S3FileSystemSeed[] {
  const id = '0c0a1000000000004';
  return [
    {
      fileSystem: {
        fileSystemId: `fs-${id}`,
        name: 'demo',
        bucket: 'arn:aws:s3:::demo-bucket-that-exists-nowhere',
        prefix: 'datasets/',
        roleArn: `arn:aws:iam::${DEMO_ACCOUNT}:role/demo-s3files`,
      },
      accessPoints: [
        {
          accessPointId: `fsap-${id}`,
          posixUser: { uid: 1000, gid: 1000 },
          rootDirectory: {
            path: '/lambda',
            creationPermissions: { ownerUid: 1000, ownerGid: 1000, permissions: '755' },
          },
        },
      ],
      mountTargets: demoVpc.SubnetIds.map((subnetId, index) => ({
        mountTargetId: `fsmt-${id.slice(0, -1)}${'ab'[index] ?? ''}`,
        subnetId,
        vpcId: demoVpc.VpcId,
        availabilityZoneId: `use1-az${index + 1}`,
        securityGroups: [mountTargetGroup],
      })),
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${DEMO_ACCOUNT}:root` },
            Action: ['s3files:ClientMount', 's3files:ClientWrite'],
          },
        ],
      }),
      synchronization: {
        importDataRules: [
          { prefix: '', trigger: 'ON_DIRECTORY_FIRST_ACCESS', sizeLessThan: 128 * 1024 },
          { prefix: 'datasets/models/', trigger: 'ON_FILE_ACCESS', sizeLessThan: 64 * 1024 * 1024 },
        ],
        expirationDataRules: [{ daysAfterLastAccess: 30 }],
      },
    },
  ];
}
