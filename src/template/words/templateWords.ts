import { own } from '../../core/guards';
import type { Translate } from '../../core/translate';
import { fileSystemWords } from './fileSystemWords';
import type { Branch, TemplateCode, TemplateFinding } from '../templateFinding';
import { functionWords } from './functionWords';
import { roleInWords, shorten, type Context } from './sentence';

/** What a finding says to a person, in whole sentences. Plain text: what it quotes of the template is untrusted. */
export function describeTemplateFinding(
  finding: TemplateFinding,
  t: Translate,
): { readonly message: string } {
  const message = describe[finding.code]({
    finding,
    t,
    subject: shorten(finding.subject),
    actual: shorten(finding.actual ?? ''),
    expected: shorten(finding.expected ?? ''),
    param: name => shorten(String(own(finding.params ?? {}, name) ?? '')),
  });
  const inOwnWords = finding.isOfServerless ? inServerlessKeys(message) : message;
  const sentence = finding.branch ? inBranch(finding.branch, inOwnWords, t) : inOwnWords;
  return {
    message: finding.construct ? `${sentence} ${describeConstruct(finding.construct, t)}` : sentence,
  };
}

/** CloudFormation's names of properties of a function, and what the Serverless Framework calls them. */
const serverlessKeys = new Map([
  ['Arn', 'arn'],
  ['DependsOn', 'dependsOn'],
  ['FileSystemConfigs', 'fileSystemConfig'],
  ['LocalMountPath', 'localMountPath'],
  ['MemorySize', 'memorySize'],
  ['SecurityGroupIds', 'securityGroupIds'],
  ['SubnetIds', 'subnetIds'],
  ['VpcConfig', 'vpc'],
]);

/** Attributes, as in `AccessPoint.Arn`, keep their names. */
function inServerlessKeys(message: string): string {
  return message.replace(/(?<![\w.:/])\w+/g, word => serverlessKeys.get(word) ?? word);
}

/** Which construct of the CDK something is of. */
export function describeConstruct(path: string, t: Translate): string {
  return t('CDK construct: {0}', shorten(path));
}

function inBranch({ parameter, is, values }: Branch, message: string, t: Translate): string {
  const [name, list] = [shorten(parameter), shorten(values.join(', '))];
  return is === 'one-of'
    ? t('With {0} = {1}: {2}', name, list, message)
    : t('Unless {0} is {1}: {2}', name, list, message);
}

const describe: Readonly<Record<TemplateCode, (context: Context) => string>> = {
  ...fileSystemWords,
  ...functionWords,
  'too-complex': ({ t }) =>
    t('This template is too complex to check: its conditions, references or loops take too much work.'),
  'too-many-file-systems': ({ finding, t, subject, actual }) =>
    finding.params?.['isMerged']
      ? t(
          'A Lambda function takes one file system, and {0} gets {1}. SAM appends the entries of a function to those of Globals.',
          subject,
          actual,
        )
      : t('A Lambda function takes one file system, and {0} has {1}. Remove the others.', subject, actual),
  'mixed-file-systems': ({ t, subject }) =>
    t(
      'A Lambda function mounts either Amazon EFS or Amazon S3 Files, and {0} has both. Remove one of them.',
      subject,
    ),
  'missing-arn': ({ t, subject }) =>
    t('This file system configuration of {0} has no Arn. Give it the ARN of an access point.', subject),
  'missing-local-mount-path': ({ t, subject }) =>
    t(
      'This file system configuration of {0} has no LocalMountPath. Give it a path such as /mnt/efs.',
      subject,
    ),
  'invalid-local-mount-path': ({ t, actual, param }) =>
    actual === ''
      ? emptyLocalMountPath(param('parameter'), t)
      : param('parameter')
        ? t(
            'Without another value for the parameter {1} the LocalMountPath is {0}, and Lambda does not mount there. The path has to be /mnt/ and one name of letters, digits, hyphens, underscores and full stops, with 160 characters at most.',
            actual,
            param('parameter'),
          )
        : t(
            'Lambda does not mount at {0}. The path has to be /mnt/ and one name of letters, digits, hyphens, underscores and full stops, with 160 characters at most.',
            actual,
          ),
  'not-an-access-point': ({ finding, t }) => wrongTarget(finding, t),
  'invalid-access-point-arn': ({ t }) =>
    t(
      'This is not the ARN of an access point. Lambda expects arn:aws:elasticfilesystem:REGION:ACCOUNT:access-point/fsap- and 17 hexadecimal digits, or the ARN of an access point of S3 Files.',
    ),
  'missing-vpc-config': ({ t, subject }) =>
    t(
      '{0} mounts a file system and is not in a VPC. Lambda refuses to create it. Add VpcConfig with the subnets and security groups that reach the mount targets.',
      subject,
    ),
  'snap-start-with-file-system': ({ t, subject }) =>
    t(
      'SnapStart does not work with a file system, and Lambda refuses {0}. Turn off SnapStart or remove FileSystemConfigs.',
      subject,
    ),
  'capacity-provider-with-file-system': ({ t, subject }) =>
    t(
      'A function on a capacity provider cannot mount a file system, and Lambda refuses {0}. Remove CapacityProviderConfig or FileSystemConfigs.',
      subject,
    ),
  's3-files-config-on-efs': ({ t }) =>
    t('S3FilesConfig is for access points of Amazon S3 Files, and this one is of Amazon EFS. Remove it.'),
  'missing-depends-on': ({ finding, t, subject, expected }) =>
    finding.params?.['count'] === 1
      ? t(
          'The mount target {0} has to exist before {1} can mount the file system, and CloudFormation does not know that. Name it in DependsOn.',
          expected,
          subject,
        )
      : t(
          'The mount targets {0} have to exist before {1} can mount the file system, and CloudFormation does not know that. Name them in DependsOn.',
          expected,
          subject,
        ),
  'missing-mount-target': ({ finding, t, subject, actual, param }) =>
    finding.params?.['is'] === 'none'
      ? t(
          'The file system that {0} mounts has no mount target. Lambda refuses the function. Add one in each Availability Zone of the function.',
          subject,
        )
      : t(
          'The file system {0} has no mount target in the Availability Zone of {1}. Lambda refuses {2}. Add a mount target there, or leave the subnet out.',
          param('fileSystem'),
          actual,
          subject,
        ),
  'nfs-inbound-closed': ({ finding, t, subject, actual }) =>
    t(
      'No security group of {0} lets in TCP port 2049 from {1}, so the mount times out. Add an inbound rule to {2}.',
      subject,
      functionNames(finding),
      actual,
    ),
  'nfs-outbound-closed': ({ finding, t, actual }) =>
    t(
      'No security group of {0} lets out TCP port 2049 to the mount targets, so the mount times out. Add an outbound rule to {1}.',
      functionNames(finding),
      actual,
    ),
  'missing-client-mount': ({ finding, t, expected, param }) =>
    param('service') === 's3files'
      ? t(
          'S3 Files asks for {0} and no policy here grants it to {1}, so the mount fails.',
          expected,
          roleInWords(finding, t),
        )
      : t(
          'The file system has a policy, so it asks for {0}, and nothing here grants that to {1}. The mount fails.',
          expected,
          roleInWords(finding, t),
        ),
  'missing-client-write': ({ finding, t, expected }) =>
    t(
      'Nothing here grants {0} to {1}: {2} can read the file system and not write to it.',
      expected,
      roleInWords(finding, t),
      functionNames(finding),
    ),
  'missing-creation-info': ({ finding, t, subject, actual, expected }) =>
    finding.severity === 'info'
      ? t(
          'Mounts through {0} fail unless the directory {1} exists already. With {2} it is created on the first mount.',
          subject,
          actual,
          expected,
        )
      : t(
          'The directory {1} does not exist on the new file system, so every mount through {0} fails. With {2} it is created on the first mount.',
          subject,
          actual,
          expected,
        ),
  'root-not-writable': ({ finding, t, subject, actual }) =>
    finding.severity === 'info'
      ? t(
          'The root directory of a file system belongs to root with mode 755. Unless that was changed, user {0} of {1} can read and not write.',
          actual,
          subject,
        )
      : t(
          'The root directory of a new file system belongs to root with mode 755, so user {0} of {1} can read and not write. Use a directory of its own, with CreationInfo.',
          actual,
          subject,
        ),
  'missing-posix-user': ({ t, subject }) =>
    t(
      '{0} has no PosixUser, so the function works as the user of its sandbox, which owns no file and may change. Give it a Uid and a Gid.',
      subject,
    ),
  'missing-execute-permission': ({ t, subject, actual, expected, param }) =>
    t(
      'With mode {0}, user {1} of {2} may not enter the directory that is created, so even the mount fails. Add the execute bit, as {3} has it.',
      actual,
      param('uid'),
      subject,
      expected,
    ),
  'creation-info-without-path': ({ t, subject, actual }) =>
    t(
      'The root directory exists already, and AWS documents that {0} is ignored then. Give {1} a Path of its own, such as /lambda.',
      actual,
      subject,
    ),
  'direct-s3-read-low-memory': ({ t, subject, actual, expected }) =>
    t(
      'With AUTO, Lambda reads directly from S3 from {0} MB of memory on. {1} has {2} MB and reads through the file system.',
      expected,
      subject,
      actual,
    ),
  'short-timeout': ({ t, subject, actual, expected, param }) =>
    param('is') === 'default'
      ? t(
          '{0} has no Timeout, so it ends after {1} seconds. A mount that has to be retried, or a call while the file system does not answer, takes longer. Consider {2} seconds or more.',
          subject,
          actual,
          expected,
        )
      : actual === '1'
        ? t(
            '{0} ends after 1 second. A mount that has to be retried, or a call while the file system does not answer, takes longer. Consider {1} seconds or more.',
            subject,
            expected,
          )
        : t(
            '{0} ends after {1} seconds. A mount that has to be retried, or a call while the file system does not answer, takes longer. Consider {2} seconds or more.',
            subject,
            actual,
            expected,
          ),
  'bursting-throughput': ({ t, subject }) =>
    t(
      'The throughput of {0} depends on its size and on burst credits. When they run out, calls slow down until functions time out. Elastic throughput has no credits.',
      subject,
    ),
};

/** @param parameter that is empty where nobody gives it a value; empty for none */
function emptyLocalMountPath(parameter: string, t: Translate): string {
  return parameter === ''
    ? t(
        'The LocalMountPath is empty. It has to be /mnt/ and one name of letters, digits, hyphens, underscores and full stops, with 160 characters at most.',
      )
    : t(
        'Without another value for the parameter {0} the LocalMountPath is empty. It has to be /mnt/ and one name of letters, digits, hyphens, underscores and full stops, with 160 characters at most.',
        parameter,
      );
}

function wrongTarget({ subject, params }: TemplateFinding, t: Translate): string {
  const id = shorten(String(params?.['id'] ?? ''));
  switch (params?.['is']) {
    case 'file-system':
      return t(
        'This is a file system, and Lambda mounts access points. Use the ARN of an access point of it.',
      );
    case 'mount-target':
      return t('This is a mount target, and Lambda mounts access points. Use the ARN of an access point.');
    case 'bucket':
      return t(
        'This is a bucket, and Lambda mounts access points. Use the ARN of an access point of a file system of S3 Files.',
      );
    case 'no-such-attribute':
      return t(
        '{0} has no such attribute. Its ARN is !GetAtt {0}.{1}.',
        id,
        shorten(String(params['attribute'])),
      );
    default:
      return t('This is the id of an access point, and {0} needs its ARN.', shorten(subject));
  }
}

/** The functions that a finding is of, as many as a person reads. */
function functionNames({ functions }: TemplateFinding): string {
  return shorten(functions.join(', '));
}
