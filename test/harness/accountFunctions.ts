import type { FunctionSeed } from '../../src/local/index';

const account = '123456789012';

/** A function in use, which is no probe. */
export const inUse = seed('thumbnailer', 'us-east-1', '0123456789abcdef0');

/** Two stacks in one region, which share a file system each, and one function in another region. */
export function manyFunctions(): readonly FunctionSeed[] {
  const stack = (prefix: string, accessPoint: string) =>
    Array.from({ length: 30 }, (_, index) =>
      seed(`${prefix}worker-${String(index + 1).padStart(2, '0')}`, 'us-east-1', accessPoint),
    );
  return [
    ...stack('acme-orders-prod-eu-', '0000000000000000a'),
    ...stack('acme-media-prod-eu-', '0000000000000000b'),
    seed('reports', 'eu-west-1', '0000000000000000c'),
  ];
}

function seed(name: string, region: string, accessPoint: string): FunctionSeed {
  return {
    region,
    configuration: {
      FunctionName: name,
      PackageType: 'Image',
      Timeout: 30,
      VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      FileSystemConfigs: [
        {
          Arn: `arn:aws:elasticfilesystem:${region}:${account}:access-point/fsap-${accessPoint}`,
          LocalMountPath: '/mnt/efs',
        },
      ],
    },
    code: { kind: 'image', uri: `${account}.dkr.ecr.${region}.amazonaws.com/${name}:1` },
  };
}
