import { DEMO_ACCOUNT } from '../functionName';

export const DEMO_REGION = 'us-east-1';

/** A VPC as the demo's functions have it. Its ids exist nowhere. */
export const demoVpc = {
  VpcId: 'vpc-0d3a0d3a0d3a0d3a0',
  SubnetIds: ['subnet-0aaaaaaaaaaaaaaa1', 'subnet-0aaaaaaaaaaaaaaa2'],
  SecurityGroupIds: ['sg-0bbbbbbbbbbbbbbb1'],
};

/** @param id 17 hexadecimal digits */
export function efsAccessPoint(id: string, region = DEMO_REGION): string {
  return `arn:aws:elasticfilesystem:${region}:${DEMO_ACCOUNT}:access-point/fsap-${id}`;
}

/** Declares that what a function answers is not measured now. @param origin `recorded YYYY-MM-DD` or `constructed` */
export function originVariables(origin: string): Record<string, string> {
  return { EFS_MOUNT_INSPECTOR_ORIGIN: origin };
}
