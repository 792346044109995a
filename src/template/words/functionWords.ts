import { roleInWords, type Context } from './sentence';

/** What is said of the function itself, its network and its role. */
export const functionWords = {
  'file-system-configs-not-a-list': ({ t }: Context) =>
    t(
      'FileSystemConfigs is a list, and this is an entry without one. Put a dash before its first key, or brackets around it.',
    ),
  'no-such-resource': ({ t, actual, expected }: Context) =>
    expected
      ? t(
          'This template has no resource or parameter {0}, so CloudFormation refuses it. Is {1} meant?',
          actual,
          expected,
        )
      : t('This template has no resource or parameter {0}, so CloudFormation refuses it.', actual),
  'missing-subnet-ids': ({ t, subject }: Context) =>
    t(
      'VpcConfig of {0} has no SubnetIds, so the function is in no VPC and Lambda refuses to let it mount a file system. Add the subnets that reach the mount targets.',
      subject,
    ),
  'missing-security-group-ids': ({ t, subject }: Context) =>
    t(
      'VpcConfig of {0} has no SecurityGroupIds, and Lambda takes SubnetIds only together with them. Add a security group that the mount targets let in.',
      subject,
    ),
  'missing-network-interface-permission': ({ t, finding, subject, expected }: Context) =>
    t(
      'Nothing here grants {0} to {1}. Lambda refuses a function in a VPC whose role may not manage network interfaces, so {2} is not created. Attach AWSLambdaVPCAccessExecutionRole.',
      expected,
      roleInWords(finding, t),
      subject,
    ),
  'missing-direct-read-permission': ({ t, finding, subject, expected }: Context) =>
    t(
      'Nothing here grants {0} to {1}, so {2} does not read directly from S3: every read goes through the file system. Grant it, or set DirectS3Read to DISABLED.',
      expected,
      roleInWords(finding, t),
      subject,
    ),
};
