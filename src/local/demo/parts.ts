import { PROBE_MARKER_VARIABLE } from '../../protocol';
import { DEMO_ACCOUNT } from '../functionName';
import type { SeedConfiguration } from '../options';

export const DEMO_REGION = 'us-east-1';

/** A VPC as the demo's functions have it. Its ids exist nowhere. */
export const demoVpc = {
  VpcId: 'vpc-0d3a0d3a0d3a0d3a0',
  SubnetIds: ['subnet-0aaaaaaaaaaaaaaa1', 'subnet-0aaaaaaaaaaaaaaa2'],
  SecurityGroupIds: ['sg-0bbbbbbbbbbbbbbb1'],
};

/** Of all mount targets. It lets in the group above. */
export const mountTargetGroup = 'sg-0ccccccccccccccc1';
/** Which nobody has let in. */
export const otherFunctionGroup = 'sg-0bbbbbbbbbbbbbbb2';

/** @param id 17 hexadecimal digits */
export function efsAccessPoint(id: string, region = DEMO_REGION): string {
  return `arn:aws:elasticfilesystem:${region}:${DEMO_ACCOUNT}:access-point/fsap-${id}`;
}

/** Declares that what a function answers is not measured now. @param origin `recorded YYYY-MM-DD` or `constructed` */
export function originVariables(origin: string): Record<string, string> {
  return { EFS_MOUNT_INSPECTOR_ORIGIN: origin };
}

/** Of an invented function whose code says that it is a probe. @param description begins with `Constructed example, ` */
export function exampleConfiguration(
  name: string,
  description: string,
  accessPoint: string,
  mountPath: string,
): SeedConfiguration {
  return {
    FunctionName: name,
    Description: description,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Timeout: 30,
    MemorySize: 512,
    LastModified: '2026-11-01T00:00:00.000+0000',
    VpcConfig: demoVpc,
    FileSystemConfigs: [{ Arn: accessPoint, LocalMountPath: mountPath }],
    Environment: { Variables: { ...originVariables('constructed'), [PROBE_MARKER_VARIABLE]: '1' } },
  };
}
